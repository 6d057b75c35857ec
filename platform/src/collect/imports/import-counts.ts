// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts that another tool has made, month by month: they keep their native categories for ever and enter the cube as a
// source of their own. The same file again changes nothing; a later one changes what it says differently.
import { layoutOf, type Layout } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import type { Bytes } from '../../base/table/decode.ts'
import { readTable, type TableRow } from '../../base/table/read-table.ts'
import { findAdapter, instrumentOf, type CountsAdapter } from './adapter.ts'
import { writeMonths, type CountedMonth, type CountsChange, type Rejection } from './counts-store.ts'
import { adapterInvalid } from './errors.ts'
import { openOrigin } from './place-import.ts'
import { quoted, refuse } from './refuse-row.ts'

export interface ImportOptions {
  readonly adapter?: string | undefined
  /** IPA code of the body, when it is another than the adapter's. */
  readonly body?: string | undefined
}

export interface CountsReport extends CountsChange {
  readonly adapter: string
  readonly source: string
  readonly service: string
  /** What the months of this file sum up to. */
  readonly answers: number
  readonly rejected: readonly Rejection[]
}

/** @throws PlatformError adapter-invalid, body-missing, unreadable-table; then nothing was imported. */
export async function importCounts(context: Context, bytes: Bytes, options: ImportOptions = {}): Promise<CountsReport> {
  const { adapter, months, rejected } = await readMonths(bytes, options.adapter)
  const origin = await openOrigin(context, adapter, options.body)
  const { service } = await origin.placeOf(adapter.service.name)
  const { stream, channel } = adapter
  const place = { serviceId: service.id, versionId: origin.version.id, sourceId: origin.source.id, stream, channel }
  const change = await writeMonths(context.db, place, months, rejected)
  const answers = months.reduce((sum, { n }) => sum + n, 0)
  return { adapter: adapter.name, source: adapter.source.slug, service: service.slug, answers, ...change, rejected }
}

interface Read {
  adapter: CountsAdapter
  months: readonly CountedMonth[]
  rejected: readonly Rejection[]
}

async function readMonths(bytes: Bytes, wanted: string | undefined): Promise<Read> {
  let adapter: CountsAdapter | undefined
  let read: ((row: TableRow) => CountedMonth | string) | undefined
  const months = new Map<string, CountedMonth>()
  const rejected: Rejection[] = []
  for await (const row of readTable(bytes)) {
    adapter ??= findAdapter('counts', wanted, Object.keys(row.cells))
    read ??= monthReader(adapter, layoutOf(instrumentOf(adapter).document))
    const month = read(row)
    const reason = typeof month === 'string' ? month : months.has(month.month) ? 'mese già presente nel file' : null
    if (reason === null && typeof month !== 'string') months.set(month.month, month)
    else rejected.push(refuse(adapter, row, String(reason)))
  }
  if (!adapter) throw adapterInvalid({ detail: 'Il file ha le intestazioni e nessuna riga.' })
  const sorted = [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const last = sorted.at(-1)
  return {
    adapter,
    rejected,
    months: sorted.map((month) => ({ ...month, open: adapter.lastMonthOpen && month === last })),
  }
}

/** Gives the month of a row, or what is wrong with it. */
function monthReader(
  { items, month: columns }: CountsAdapter,
  layout: Layout,
): (row: TableRow) => CountedMonth | string {
  const [item] = items
  const slots = layout.items[0]!
  const columnsOfCodes = Object.entries(item!.counts).map(([column, code]) => {
    const slot = slots.codes.indexOf(code)
    if (slot < 0) throw adapterInvalid({ detail: `La scala «${item!.scale}» non ha il codice ${code}.` })
    return { column, slot: slots.offset + slot }
  })
  return ({ cells, fault }) => {
    if (fault) return fault
    const year = wholeNumber(cells[columns.year])
    const month = wholeNumber(cells[columns.month])
    if (year === null || year < 1990 || year > 2100) return `anno non valido: ${quoted(cells[columns.year])}`
    if (month === null || month < 1 || month > 12) return `mese non valido: ${quoted(cells[columns.month])}`
    const counts = Array<number>(layout.length).fill(0)
    for (const { column, slot } of columnsOfCodes) {
      const count = wholeNumber(cells[column])
      if (count === null) return `${column} non è un conteggio: ${quoted(cells[column])}`
      counts[slot]! += count
    }
    const n = counts.reduce((sum, count) => sum + count, 0)
    return { month: `${year}-${String(month).padStart(2, '0')}-01`, n, counts, open: false }
  }
}

function wholeNumber(text = ''): number | null {
  const number = Number(text)
  return /^\d{1,12}$/.test(text.trim()) && Number.isSafeInteger(number) ? number : null
}
