// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings the ISTAT list of comuni in: cadastral code, ISTAT code with its leading zeros, province and region. Comuni that a
// later list no longer has stay, since bodies and answers of their time speak of them.
import type { Context } from '../../base/context.ts'
import type { Bytes } from '../../base/table/decode.ts'
import { readTable } from '../../base/table/read-table.ts'
import { visibleLine } from '../../base/visible-text.ts'
import { unknownRegistry } from '../errors.ts'
import { placeBodies } from './place-bodies.ts'

export interface ComuniReport {
  readonly comuni: number
  /** Bodies that have a comune now. */
  readonly placed: number
  readonly rejected: readonly { line: number; reason: string }[]
}

interface ComuneRow {
  readonly cadastral_code: string
  readonly istat_code: string
  readonly name: string
  readonly province_name: string
  readonly province_abbreviation: string
  readonly region_code: string
}

/** Beginnings of the headers, which ISTAT rewords and numbers from year to year. */
const headers: Readonly<Record<keyof ComuneRow, RegExp>> = {
  cadastral_code: /^Codice Catastale/i,
  istat_code: /^Codice Comune formato alfanumerico/i,
  name: /^Denominazione in italiano/i,
  province_name: /^Denominazione (?:dell'Unità|provincia|altra Unità)/i,
  province_abbreviation: /^Sigla automobilistica/i,
  region_code: /^Codice Regione/i,
}

/** @throws PlatformError unknown-registry when a column is missing or no row can be read. */
export async function importComuni(context: Context, bytes: Bytes): Promise<ComuniReport> {
  const rows = new Map<string, ComuneRow>()
  const rejected: { line: number; reason: string }[] = []
  let columns: Record<string, string> | undefined
  for await (const { line, cells, fault } of readTable(bytes)) {
    columns ??= findColumns(Object.keys(cells))
    const row = Object.fromEntries(
      Object.entries(columns).map(([field, header]) => [field, visibleLine(cells[header] ?? '')]),
    ) as unknown as ComuneRow
    const reason = fault ?? faultOf(row)
    if (reason) rejected.push({ line, reason })
    else rows.set(row.cadastral_code, row)
  }
  if (rows.size === 0) {
    const [first] = rejected
    const example = first ? ` Riga ${first.line}: ${first.reason}.` : ''
    throw unknownRegistry({ detail: `Non contiene nemmeno un comune leggibile.${example}` })
  }
  return await context.db.begin(async (transaction) => {
    await transaction`
      insert into bodies.comune
      select * from jsonb_populate_recordset(null::bodies.comune, ${transaction.json([...rows.values()] as never)})
      on conflict (cadastral_code) do update set istat_code = excluded.istat_code, name = excluded.name,
        province_name = excluded.province_name, province_abbreviation = excluded.province_abbreviation,
        region_code = excluded.region_code`
    return { comuni: rows.size, placed: await placeBodies(transaction), rejected }
  })
}

function findColumns(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([field, pattern]) => {
      const name = names.find((candidate) => pattern.test(candidate))
      if (name === undefined)
        throw unknownRegistry({ detail: `Manca una colonna dei comuni ISTAT (${pattern.source}).` })
      return [field, name]
    }),
  )
}

function faultOf(row: ComuneRow): string | null {
  if (!/^[A-Z]\d{3}$/.test(row.cadastral_code)) return `codice catastale non valido: ${row.cadastral_code.slice(0, 20)}`
  if (!/^\d{6}$/.test(row.istat_code)) return `codice ISTAT non valido: ${row.istat_code.slice(0, 20)}`
  if (!/^(?:0[1-9]|1\d|20)$/.test(row.region_code)) return `regione sconosciuta: ${row.region_code.slice(0, 20)}`
  if (row.name === '') return 'manca il nome'
  return null
}
