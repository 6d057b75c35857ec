// SPDX-License-Identifier: AGPL-3.0-or-later
// The bodies of the synthetic country, in the layout of the Italian registry: they come in by the same door as real ones.
import type { NationSize } from './plan.ts'

const regions = [
  'Piemonte',
  'Lombardia',
  'Veneto',
  'Liguria',
  'Emilia-Romagna',
  'Toscana',
  'Umbria',
  'Marche',
  'Lazio',
  'Abruzzo',
  'Molise',
  'Campania',
  'Puglia',
  'Basilicata',
  'Calabria',
  'Sicilia',
  'Sardegna',
]

export const bodyCode = (index: number): string => `demo_${index + 1}`

/** A registry file with one row a body. */
export function registryOf({ bodies }: NationSize): string {
  const header = [
    'cod_amm',
    'des_amm',
    'Comune',
    'Cap',
    'Provincia',
    'Regione',
    'sito_istituzionale',
    'Indirizzo',
    'tipologia_istat',
    'tipologia_amm',
    'acronimo',
    'Cf',
    'mail1',
    'tipo_mail1',
  ]
  const rows = Array.from({ length: bodies }, (_, index) => {
    const number = index + 1
    return [
      bodyCode(index),
      `Ente di esempio ${number}`,
      'Esempio',
      '00000',
      'RM',
      regions[index % regions.length],
      '',
      `Via di Esempio ${number}`,
      'Comuni e loro Consorzi e Associazioni',
      'Pubbliche Amministrazioni',
      '',
      '',
      '',
      '',
    ]
  })
  return [header, ...rows].map((row) => row.join('\t')).join('\n')
}
