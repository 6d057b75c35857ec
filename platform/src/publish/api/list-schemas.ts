// SPDX-License-Identifier: AGPL-3.0-or-later
// What the lists give and which filters they take, in the words of /openapi.json.
import { Type, type TProperties, type TSchema } from 'typebox'
import { measures } from '../read/list-estimates.ts'
import { EstimateOrNull, EstimateRef } from './estimate-schema.ts'

const closed = { additionalProperties: false }
const text = (description: string, example?: string) =>
  Type.String({ description, ...(example !== undefined && { examples: [example] }) })
const textOrNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })
const state = Type.Enum(['active', 'paused', 'closed'], { description: 'Stato.' })
const demo = Type.Boolean({ description: 'Dati dimostrativi.' })

export const BodySchema = Type.Object(
  {
    ipaCode: text('Codice IPA, minuscolo.', 'c_h501'),
    name: text('Denominazione.', 'Comune di Roma'),
    acronym: textOrNull('Sigla.'),
    typology: textOrNull('Tipologia nell’IndicePA.'),
    categoryCode: textOrNull('Categoria nell’IndicePA.'),
    regionCode: textOrNull('Regione, codice ISTAT.'),
    state,
    demo,
    services: Type.Integer({ description: 'Servizi registrati.' }),
  },
  { ...closed, $id: 'Body', title: 'Body' },
)

export const ServiceSchema = Type.Object(
  {
    slug: text('Nome del servizio negli indirizzi.'),
    name: text('Nome.'),
    kind: Type.Enum(['dispositivo', 'consultazione', 'assistenza', 'sito'], { description: 'Tipo di servizio.' }),
    state,
    demo,
    body: Type.Object({ ipaCode: Type.String(), name: Type.String() }, { ...closed, description: 'Ente.' }),
    regionCode: textOrNull('Regione dell’ente, codice ISTAT.'),
    categoryCode: textOrNull('Categoria dell’ente.'),
    headline: EstimateOrNull,
    sources: Type.Array(Type.String(), { description: 'Fonti importate, con stime proprie.' }),
  },
  { ...closed, $id: 'Service', title: 'Service' },
)

export const TouchpointSchema = Type.Object(
  {
    code: text('Codice pubblico: la pagina delle domande è /v/CODICE.', 'k7m2q9'),
    name: text('Nome.'),
    service: text('Servizio (slug).'),
    body: text('Ente (codice IPA).'),
    channel: text('Canale.', 'web'),
    stream: Type.Enum(['invited', 'spontaneous'], { description: 'Flusso delle risposte.' }),
    state,
  },
  { ...closed, $id: 'Touchpoint', title: 'Touchpoint' },
)

export const EstimateRowSchema = Type.Object(
  {
    service: text('Servizio (slug).'),
    body: text('Ente (codice IPA).'),
    measure: Type.Enum(measures, { description: 'Che cosa misura.' }),
    item: textOrNull('Domanda.'),
    source: textOrNull('Fonte importata; null per le domande di Ascolto.'),
    estimate: EstimateRef,
  },
  { ...closed, $id: 'EstimateRow', title: 'EstimateRow' },
)

/** A page of a list: its items and the cursor of the next one. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object(
    { items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()], { description: nextWords }) },
    { ...closed, description: 'Una pagina dell’elenco.' },
  )
}
const nextWords = 'Da ripetere come «cursor» per avere la pagina seguente; null nell’ultima.'

export const mostItems = 500
export const usualItems = 100

const filters = {
  q: Type.String({ description: 'Parole da cercare, senza badare ad accenti e maiuscole.', maxLength: 200 }),
  region: Type.String({ description: 'Regione: codice ISTAT di due cifre.', pattern: '^\\d\\d$', examples: ['12'] }),
  category: Type.String({ description: 'Categoria dell’ente nell’IndicePA.', maxLength: 10, examples: ['L6'] }),
  kind: Type.Enum(['dispositivo', 'consultazione', 'assistenza', 'sito'], {
    description: 'Tipo di servizio: dispositivo, consultazione, assistenza o sito.',
  }),
  body: Type.String({ description: 'Ente: codice IPA minuscolo.', maxLength: 100, examples: ['inps'] }),
  service: Type.String({ description: 'Servizio: il suo slug.', maxLength: 200 }),
  measure: Type.Enum(measures, { description: `Che cosa si misura: ${measures.join(', ')}.` }),
} satisfies TProperties

/** The filters of a list by their names, with paging. */
export function queryOf<Name extends keyof typeof filters>(...names: Name[]) {
  const chosen = Object.fromEntries(names.map((name) => [name, Type.Optional(filters[name])])) as {
    [N in Name]: ReturnType<typeof Type.Optional<(typeof filters)[N]>>
  }
  return Type.Object(
    {
      ...chosen,
      limit: Type.Optional(
        Type.Integer({
          description: `Quante voci per pagina: da 1 a ${mostItems}; ${usualItems} se manca.`,
          minimum: 1,
          maximum: mostItems,
        }),
      ),
      cursor: Type.Optional(Type.String({ description: 'Il valore «next» della pagina precedente.', maxLength: 400 })),
    },
    closed,
  )
}
