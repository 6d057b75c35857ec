// SPDX-License-Identifier: AGPL-3.0-or-later
// A question to the cube is a value: which service, which days, how fine, by what. Cells that differ only in what was not
// asked for are added up here. A correction on its way can leave a count below zero for a moment: it is read as zero.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import { ask } from './ask.ts'

export type By = 'stream' | 'channel' | 'device' | 'userKind'

export interface CubeQuery {
  readonly serviceId: number
  /** Days, both included; for months their first days. */
  readonly from: Day
  readonly to: Day
  readonly grain: 'day' | 'month'
  /** Our own intake, or what was imported. */
  readonly origin: 'own' | 'imported'
  readonly by: readonly By[]
  /** How many slots of the counts, when the first question alone is of interest; all when absent. */
  readonly slots?: number
}

/** What was answered to one version of a questionnaire in one place of the question; what was not asked by is ''. */
export interface CubeRow extends Record<By, string> {
  /** The day, or the first of the month. */
  readonly date: Day
  readonly versionId: number
  readonly sourceId: number
  readonly n: number
  /** In the layout of the version. */
  readonly counts: readonly number[]
}

/** More than any questionnaire has. */
const allSlots = 32_000

type StoredRow = Omit<CubeRow, 'counts'> & { counts: string }

/** @returns rows in the order of date and version. */
export async function readCube(context: Context, query: CubeQuery): Promise<CubeRow[]> {
  const { serviceId, from, to, grain, origin, by, slots = allSlots } = query
  const question = grain === 'day' ? 'cells-by-day' : 'cells-by-month'
  const stored = await ask<StoredRow>(context, question, [serviceId, from, to, origin === 'imported', slots])
  return addUp(stored, by)
}

function addUp(stored: readonly StoredRow[], by: readonly By[]): CubeRow[] {
  const rows = new Map<string, CubeRow & { n: number; counts: number[] }>()
  for (const { date, versionId, sourceId, n, counts: text, ...all } of stored) {
    const asked = { stream: '', channel: '', device: '', userKind: '' }
    for (const name of by) asked[name] = all[name]
    const key = [date, versionId, sourceId, ...Object.values(asked)].join(' ')
    const counts = text.split(',').map(Number)
    const row = rows.get(key)
    if (row === undefined) rows.set(key, { date, versionId, sourceId, ...asked, n, counts })
    else {
      row.n += n
      counts.forEach((count, slot) => (row.counts[slot]! += count))
    }
  }
  return [...rows.values()].map((row) => ({
    ...row,
    n: Math.max(0, row.n),
    counts: row.counts.map((count) => Math.max(0, count)),
  }))
}
