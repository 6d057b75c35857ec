// SPDX-License-Identifier: AGPL-3.0-or-later
// One edition beside the one before: what two of them give away together. When: before protect, from the second edition on.
// Order of calls: holdStill (rows of closed periods that moved by a few answers keep their old figures), carryOver (what was
// hidden stays hidden, what was public stays known), protect, smallMoves (nothing public moved by a few answers).
// Method: whoever lays two editions beside each other sees the late answers alone, a table of their own; so a closed
// row either stands still or moves by enough. Held are the finest rows, totals are added up again, so that every equation
// goes on to hold; a total that would still move a little holds everything below it. Source: our own (statistics.md §5).
import { rules as inForce, type Rules } from '../method/rules.ts'
import type { Equation } from '../table/table.ts'
import { refusal, type Refusal } from '../table/refusal.ts'
import { isProtected, type Cause, type Row } from '../suppression/threshold.ts'

export interface Edition {
  /** Every row as it stood then, hidden ones too. */
  readonly rows: ReadonlyMap<string, Row>
  readonly hidden: ReadonlyMap<string, Cause>
}

export interface CarriedOver {
  /** Hidden before: hidden to begin with now. Pass as `start`. */
  readonly start: ReadonlyMap<string, Cause>
  /** Public before and the same now: known whatever is hidden. Pass as `known`. */
  readonly known: ReadonlySet<string>
}

/**
 * What the edition before means for this one: its result goes into the options of `protect`.
 * @example [...carryOver({ rows: new Map([['a', { n: 4 }]]), hidden: new Map([['a', 'small']]) }, new Map([['a', { n: 12 }]])).start] // [['a', 'earlier']]
 */
export function carryOver(before: Edition, rows: ReadonlyMap<string, Row>): CarriedOver {
  const start = new Map<string, Cause>()
  for (const [cell, cause] of before.hidden) {
    if (rows.has(cell)) start.set(cell, isProtected(cause) ? 'earlier' : 'companion')
  }
  const known = [...rows].filter(([cell, row]) => {
    const old = before.rows.get(cell)
    return old !== undefined && !before.hidden.has(cell) && moveOf(old, row) === 0
  })
  return { start, known: new Set(known.map(([cell]) => cell)) }
}

/** How many answers must at least have come or gone between the two. @example moveOf({ n: 9 }, { n: 12 }) // 3 */
export function moveOf(before: Row, now: Row): number {
  if (before.counts === undefined || now.counts === undefined) return Math.abs(now.n - before.n)
  let [more, fewer] = [0, 0]
  for (let at = 0; at < Math.max(before.counts.length, now.counts.length); at++) {
    const change = (now.counts[at] ?? 0) - (before.counts[at] ?? 0)
    if (change > 0) more += change
    else fewer -= change
  }
  return Math.max(more, fewer)
}

export interface HeldStill {
  readonly possible: true
  readonly rows: ReadonlyMap<string, Row>
  /** Finest rows that keep the figures of the edition before. */
  readonly held: ReadonlySet<string>
}

/**
 * @param closed whether a row's period is closed; of a total: whether the periods of all its parts are.
 * @returns the rows to go on with; refused when an equation leads back to itself.
 */
export function holdStill(
  before: Edition,
  rows: ReadonlyMap<string, Row>,
  equations: readonly Equation[],
  closed: (cell: string) => boolean,
  rules: Rules = inForce,
): HeldStill | Refusal {
  const order = inOrder(equations)
  if ('possible' in order) return order
  const totals = new Set(order.map(({ total }) => total))
  const missing = order.flatMap(({ total, parts }) => [total, ...parts]).find((cell) => !rows.has(cell))
  if (missing !== undefined) return refusal('unknown cell', missing)
  const movesLittle = (cell: string, now: Row): boolean => {
    const old = before.rows.get(cell)
    if (old === undefined || !closed(cell)) return false
    const move = moveOf(old, now)
    return move > 0 && move < rules.move
  }
  const next = new Map(rows)
  const held = new Set<string>()
  const hold = (cell: string): void => {
    const old = before.rows.get(cell)
    if (old === undefined || held.has(cell)) return
    next.set(cell, old)
    held.add(cell)
  }
  for (const [cell, row] of rows) if (!totals.has(cell) && movesLittle(cell, row)) hold(cell)
  const below = leavesBelow(order)
  for (let size = -1; size !== held.size;) {
    size = held.size
    for (const { total, parts } of order) next.set(total, sumOf(parts.map((part) => next.get(part)!)))
    for (const total of totals) if (movesLittle(total, next.get(total)!)) below.get(total)!.forEach(hold)
  }
  return { possible: true, rows: next, held }
}

/** Rows public in both editions, of closed periods, that moved by fewer answers than allowed. Empty is what is wanted. */
export function smallMoves(
  before: Edition,
  now: Edition,
  closed: (cell: string) => boolean,
  rules: Rules = inForce,
): string[] {
  return [...now.rows].flatMap(([cell, row]) => {
    const old = before.rows.get(cell)
    if (old === undefined || before.hidden.has(cell) || now.hidden.has(cell) || !closed(cell)) return []
    const move = moveOf(old, row)
    return move > 0 && move < rules.move ? [cell] : []
  })
}

function sumOf(rows: readonly Row[]): Row {
  const n = rows.reduce((sum, row) => sum + row.n, 0)
  if (rows.length === 0 || rows.some(({ counts }) => counts === undefined)) return { n }
  const length = Math.max(...rows.map(({ counts }) => counts!.length))
  const counts = Array.from({ length }, (_, at) => rows.reduce((sum, { counts }) => sum + (counts![at] ?? 0), 0))
  return { n, counts }
}

/** Equations such that every total comes before it is a part. */
function inOrder(equations: readonly Equation[]): Equation[] | Refusal {
  const byTotal = Map.groupBy(equations, ({ total }) => total)
  const state = new Map<string, 'open' | 'done'>()
  const order: Equation[] = []
  let circle: string | null = null
  const visit = (cell: string): void => {
    if (state.get(cell) === 'done') return
    if (state.get(cell) === 'open') {
      circle = cell
      return
    }
    state.set(cell, 'open')
    for (const equation of byTotal.get(cell) ?? []) {
      equation.parts.forEach(visit)
      order.push(equation)
    }
    state.set(cell, 'done')
  }
  for (const total of byTotal.keys()) visit(total)
  return circle === null ? order : refusal('equation does not hold', circle)
}

function leavesBelow(order: readonly Equation[]): Map<string, Set<string>> {
  const below = new Map<string, Set<string>>()
  for (const { total, parts } of order) {
    const leaves = below.get(total) ?? new Set<string>()
    for (const part of parts) for (const leaf of below.get(part) ?? [part]) leaves.add(leaf)
    below.set(total, leaves)
  }
  return below
}
