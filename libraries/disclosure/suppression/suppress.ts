// SPDX-License-Identifier: AGPL-3.0-or-later
// Secondary suppression: which further rows must be hidden so that the sensitive ones cannot be had by adding and
// subtracting. When: after findSensitive, before the audit. Method, to a fixed point over every equation: where one member
// alone is hidden, or the hidden parts of a published total sum to less than the threshold, the cheapest part is hidden too;
// where none is left, the total. Cheapest: fewest new equations broken, then the smallest count; equations with the fewest
// ways out go first, so that a choice is made when its consequences are known. Then whatever turned out not to be needed is
// shown again, largest first.
// Not enough alone: that every equation is in order does not say that all together are ("two suppressed per row and column"
// is not safe). The auditor decides; protect.ts goes on from its verdict.
// Idempotent: its own result as a start comes back unchanged. Cost: linear in the members of equations that need a choice.
// Source: our own (statistics.md §5); the problem in Hundepool et al. (2012), Statistical Disclosure Control, §4.4.
import { rules as inForce, type Rules } from '../method/rules.ts'
import { checkTable, type Equation, type Table } from '../table/table.ts'
import { refusal, type Refusal } from '../table/refusal.ts'
import { openPattern, type Pattern } from './pattern.ts'
import { isProtected, type Cause } from './threshold.ts'

export interface Suppression {
  readonly possible: true
  /** Every hidden cell with its cause. */
  readonly hidden: ReadonlyMap<string, Cause>
  /** Equations that nothing can put in order, because all that could be hidden is public already. */
  readonly stuck: readonly Equation[]
}

export interface SuppressOptions {
  readonly rules?: Rules
  /** Cells whose true count the public has anyway: hiding them protects nothing, so they are never chosen. */
  readonly known?: ReadonlySet<string>
}

/**
 * @param start cells that are hidden to begin with, all of which stay hidden.
 * @example [...suppress({ counts: new Map([['t', 60], ['a', 3], ['b', 20], ['c', 37]]), equations: [{ total: 't', parts: ['a', 'b', 'c'] }] }, new Map([['a', 'small']])).hidden] // [['a', 'small'], ['b', 'alone']]
 */
export function suppress(
  table: Table,
  start: ReadonlyMap<string, Cause>,
  { rules = inForce, known = new Set() }: SuppressOptions = {},
): Suppression | Refusal {
  const broken = checkTable(table)
  if (broken !== null) return broken
  const missing = [...start.keys(), ...known].find((cell) => !table.counts.has(cell))
  if (missing !== undefined) return refusal('unknown cell', missing)
  const pattern = openPattern(table, start, known, rules.remainder)
  const stuck = settle(pattern)
  tidy(pattern, start)
  return { possible: true, hidden: pattern.hidden(), stuck: stuck.map((index) => table.equations[index]!) }
}

/** Hides until every equation is in order. Forced moves first; a choice only when no move is forced. */
function settle(pattern: Pattern): number[] {
  const stuck: number[] = []
  const waiting = pattern.equations.map((_, index) => index)
  const choices: number[] = []
  const look = (equation: number): void => {
    const need = pattern.need(equation)
    if (need === null) return
    const ways = pattern.candidates(equation)
    if (ways.length > 1) choices.push(equation)
    else if (ways.length === 1) waiting.push(...pattern.hide(ways[0]!, need))
    else stuck.push(equation)
  }
  while (waiting.length > 0 || choices.length > 0) {
    // An equation may have been put in order meanwhile, or may need a second member: it is looked at again either way.
    if (waiting.length > 0) look(waiting.pop()!)
    else {
      const equation = choices.pop()!
      const need = pattern.need(equation)
      if (need === null) continue
      waiting.push(...pattern.hide(cheapest(pattern, equation), need))
    }
  }
  return [...new Set(stuck)].filter((equation) => pattern.need(equation) !== null)
}

/** Fewest equations that would then need another, then the smallest count; an empty cell protects least and comes last. */
function cheapest(pattern: Pattern, equation: number): number {
  const ways = pattern.candidates(equation)
  const cost = (cell: number): number => {
    const count = pattern.counts[cell]!
    return (count === 0 ? 1e6 : count) * (1 + pattern.newlyAlone(cell, equation))
  }
  let best = ways[0]!
  let least = cost(best)
  for (const way of ways) {
    const costs = cost(way)
    if (costs < least) [best, least] = [way, costs]
  }
  return best
}

/** Shows again what the order of choices hid in vain: largest first, never what was there at the start. */
function tidy(pattern: Pattern, start: ReadonlyMap<string, Cause>): void {
  const chosen = [...pattern.hidden()].filter(([cell, cause]) => !start.has(cell) && !isProtected(cause))
  const cells = chosen.map(([cell]) => pattern.indexOf(cell))
  for (const cell of cells.toSorted((a, b) => pattern.counts[b]! - pattern.counts[a]!)) pattern.showIfOrdered(cell)
}
