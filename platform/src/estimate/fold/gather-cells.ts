// SPDX-License-Identifier: AGPL-3.0-or-later
// From answers and imported counts to what they add to the cube. Pure. What fits no layout is set aside with its reason
// and never keeps the rest waiting; adding and taking away the same answer leaves nothing.
import { tally, type Layout } from '@ascolto/questionnaire'
import { monthOf } from '../../base/day.ts'
import type { CubeCell } from '../write-cells.ts'

export type CellKey = Omit<CubeCell, 'n' | 'counts'>

/** Answers of one cell, which travel as one text; `copies` is how many more there are of each, or fewer when negative. */
export interface AnswerGroup extends CellKey {
  /** As array literals of PostgreSQL, with a blank between them. */
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

type GrowingCell = CellKey & { n: number; readonly counts: number[] }
type Cells = Map<string, GrowingCell>

/** @param layoutOf undefined for a version nobody knows. */
export function gatherCells(
  layoutOf: LayoutOf,
  answers: Iterable<AnswerGroup>,
  imported: Iterable<CubeCell> = [],
): Gathered {
  const days: Cells = new Map()
  const months: Cells = new Map()
  const unfoldable: Unfoldable[] = []
  for (const group of answers) addAnswers(days, unfoldable, group, layoutOf(group.versionId))
  for (const cell of days.values()) addCounts(months, { ...cell, day: monthOf(cell.day) })
  for (const row of imported) {
    const layout = layoutOf(row.versionId)
    if (layout === undefined) unfoldable.push(setAside(row, 'unknown version'))
    else if (layout.length !== row.counts.length) unfoldable.push(setAside(row, 'does not fit its version'))
    else addCounts(months, row)
  }
  return { days: [...days.values()], months: [...months.values()], unfoldable }
}

function addAnswers(cells: Cells, unfoldable: Unfoldable[], group: AnswerGroup, layout: Layout | undefined): void {
  if (layout === undefined) return void unfoldable.push(setAside(group, 'unknown version'))
  const name = nameOf(group)
  const cell = cells.get(name) ?? emptyCell(group, layout.length)
  for (const codes of group.codes.split(' ')) {
    if (!addAnswer(cell, layout, codes, group.copies)) {
      unfoldable.push(setAside({ ...group, codes }, 'does not fit its version'))
    } else cells.set(name, cell)
  }
}

/** @returns false when it does not fit. */
function addAnswer(cell: GrowingCell, layout: Layout, codes: string, copies: number): boolean {
  const values = codes === '{}' ? [] : codes.slice(1, -1).split(',').map(Number)
  try {
    tally(layout, cell.counts, values, copies)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
  cell.n += copies
  return true
}

function addCounts(cells: Cells, row: CubeCell): void {
  const name = nameOf(row)
  const cell = cells.get(name) ?? emptyCell(row, row.counts.length)
  cell.n += row.n
  row.counts.forEach((count, slot) => (cell.counts[slot]! += count))
  cells.set(name, cell)
}

function nameOf({ serviceId, day, versionId, sourceId, stream, channel, device, userKind }: CellKey): string {
  return `${serviceId} ${day} ${versionId} ${sourceId} ${stream} ${channel} ${device} ${userKind}`
}

function emptyCell(
  { serviceId, day, versionId, sourceId, stream, channel, device, userKind }: CellKey,
  length: number,
): GrowingCell {
  const key = { serviceId, day, versionId, sourceId, stream, channel, device, userKind }
  return { ...key, n: 0, counts: Array<number>(length).fill(0) }
}

function setAside(row: AnswerGroup | CubeCell, reason: Unfoldable['reason']): Unfoldable {
  const { serviceId, day, versionId } = row
  return { serviceId, day, versionId, reason, content: JSON.stringify(row) }
}
