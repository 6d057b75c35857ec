// SPDX-License-Identifier: AGPL-3.0-or-later
// From answers and imported counts to what they add to the cube. Pure. What fits no layout is set aside with its reason
// and never keeps the rest waiting; adding and taking away the same answer leaves nothing.
import { tally, type Layout } from '@ascolto/questionnaire'
import { monthOf } from '../../base/day.ts'
import type { CubeCell } from '../write-cells.ts'

export type CellKey = Omit<CubeCell, 'n' | 'counts'>

/** Equal answers of one cell, which travel once; `copies` is how many more of them there are, or fewer when negative. */
export interface AnswerGroup extends CellKey {
  /** As an array literal of PostgreSQL. */
  readonly codes: string
  readonly copies: number
}

export interface Unfoldable {
  readonly serviceId: number
  readonly day: string
  readonly versionId: number
  readonly reason: 'unknown version' | 'does not fit its version'
  /** The row as it came, JSON. */
  readonly content: string
}

/** What a batch adds: cells by day, cells by month (imported counts have a month only). */
export interface Gathered {
  readonly days: CubeCell[]
  readonly months: CubeCell[]
  readonly unfoldable: Unfoldable[]
}

type LayoutOf = (versionId: number) => Layout | undefined

/** @param layoutOf undefined for a version nobody knows. */
export function gatherCells(
  layoutOf: LayoutOf,
  answers: Iterable<AnswerGroup>,
  imported: Iterable<CubeCell> = [],
): Gathered {
  const days = new Map<string, CubeCell>()
  const months = new Map<string, CubeCell>()
  const unfoldable: Unfoldable[] = []
  for (const group of answers) {
    const unit = unitOf(layoutOf(group.versionId), group.codes)
    if (typeof unit === 'string') unfoldable.push(setAside(group, unit))
    else {
      addTo(days, group, group.day, group.copies, unit)
      addTo(months, group, monthOf(group.day), group.copies, unit)
    }
  }
  for (const row of imported) {
    const layout = layoutOf(row.versionId)
    if (layout === undefined) unfoldable.push(setAside(row, 'unknown version'))
    else if (layout.length !== row.counts.length) unfoldable.push(setAside(row, 'does not fit its version'))
    else addTo(months, row, row.day, 1, row.counts, row.n)
  }
  return { days: [...days.values()], months: [...months.values()], unfoldable }
}

/** The counts of one such answer alone, or why there are none. */
function unitOf(layout: Layout | undefined, codes: string): number[] | Unfoldable['reason'] {
  if (layout === undefined) return 'unknown version'
  const unit = Array<number>(layout.length).fill(0)
  const values = codes === '{}' ? [] : codes.slice(1, -1).split(',').map(Number)
  try {
    tally(layout, unit, values, 1)
  } catch (error) {
    if (error instanceof RangeError) return 'does not fit its version'
    throw error
  }
  return unit
}

function addTo(
  cells: Map<string, CubeCell>,
  { serviceId, versionId, sourceId, stream, channel, device, userKind }: CellKey,
  day: string,
  times: number,
  counts: readonly number[],
  n = 1,
): void {
  const name = [serviceId, day, versionId, sourceId, stream, channel, device, userKind].join(' ')
  const before = cells.get(name)
  cells.set(name, {
    ...{ serviceId, day, versionId, sourceId, stream, channel, device, userKind },
    n: (before?.n ?? 0) + times * n,
    counts: counts.map((count, slot) => (before?.counts[slot] ?? 0) + times * count),
  })
}

function setAside(row: AnswerGroup | CubeCell, reason: Unfoldable['reason']): Unfoldable {
  const { serviceId, day, versionId } = row
  return { serviceId, day, versionId, reason, content: JSON.stringify(row) }
}
