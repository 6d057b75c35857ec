// SPDX-License-Identifier: AGPL-3.0-or-later
// The polychoric correlation of two ordered answers: that of the normal variables behind them, cut into the categories seen.
// Use instead of Pearson's for few categories or skewed answers. Two-step: cuts from the margins, ρ by likelihood; ML: cuts
// and ρ together. Fails: a table with one row or column. Source: Olsson (1979), Psychometrika 44:443. Case polychoric.
import { sum } from '../algebra/moments.ts'
import { lowestOf } from '../algebra/golden-section.ts'
import { minimise } from '../algebra/minimise.ts'
import { areCounts, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { bivariateNormal } from '../special/bivariate-normal.ts'
import { normalQuantile } from '../special/normal-quantile.ts'

export interface Polychoric {
  readonly estimable: true
  readonly correlation: number
}

/** @param table counts, rows one answer, columns the other; empty rows and columns are passed over. */
export function polychoric(
  table: readonly (readonly number[])[],
  how: 'two-step' | 'ml' = 'two-step',
): Polychoric | NotEstimable {
  if (!table.every((row) => row.length === table[0]!.length && areCounts(row))) return notEstimable('invalid counts')
  const rows = table.filter((row) => row.some((count) => count > 0))
  const used = (rows[0] ?? []).map((_, j) => rows.some((row) => row[j]! > 0))
  const counts = rows.map((row) => row.filter((_, j) => used[j]))
  if (counts.length < 2 || counts[0]!.length < 2) return notEstimable('one category')
  const rowCuts = cutsOf(counts.map((row) => sum(row)))
  const columnCuts = cutsOf(counts[0]!.map((_, j) => counts.reduce((total, row) => total + row[j]!, 0)))
  // The likelihood of two-step has one peak.
  const twoStep = lowestOf((rho) => cost(counts, rowCuts, columnCuts, rho), -0.999, 0.999)
  if (how === 'two-step') return { estimable: true, correlation: twoStep }
  const start = [Math.atanh(twoStep), ...rowCuts, ...columnCuts]
  const fitted = minimise(([z = 0, ...cuts]) => {
    const [first, second] = [cuts.slice(0, rowCuts.length), cuts.slice(rowCuts.length)]
    if (![first, second].every(ascends)) return Number.POSITIVE_INFINITY
    return cost(counts, first, second, Math.tanh(z))
  }, start)
  return { estimable: true, correlation: Math.tanh(fitted[0]!) }
}

const ascends = (cuts: readonly number[]): boolean => cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!)

function cutsOf(margin: readonly number[]): number[] {
  const all = sum(margin)
  let below = 0
  return margin.slice(0, -1).map((count) => normalQuantile((below += count) / all))
}

/** Minus the log-likelihood. */
function cost(
  counts: readonly (readonly number[])[],
  rowCuts: readonly number[],
  columnCuts: readonly number[],
  rho: number,
): number {
  const [h, k] = [rowCuts, columnCuts].map((cuts) => [-Infinity, ...cuts, Infinity]) as [number[], number[]]
  const grid = h.map((x) => k.map((y) => bivariateNormal(x, y, rho)))
  let total = 0
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      if (count === 0) return
      const p = grid[i + 1]![j + 1]! - grid[i]![j + 1]! - grid[i + 1]![j]! + grid[i]![j]!
      total -= count * Math.log(Math.max(p, 1e-300))
    }),
  )
  return total
}
