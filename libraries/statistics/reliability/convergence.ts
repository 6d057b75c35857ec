// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether an index measures what people mean: its correlation with overall satisfaction, which is asked apart and is not in it,
// must reach .6, or the index is not shown. With Fisher's interval. Use over services (or over answers with both). Fails: fewer
// than four units, one of the two that does not vary. Source: statistics.md §9; Fisher (1921), Metron 1:3.
import { method } from '../method/method.ts'
import { isLevel, notEstimable, type Interval, type NotEstimable } from '../intervals/not-estimable.ts'
import { correlations } from '../drivers/correlations.ts'
import { normalQuantile } from '../special/normal-quantile.ts'

export interface Convergence extends Interval {
  /** Whether the correlation reaches what the method asks for. */
  readonly enough: boolean
}

/** @param composite and @param overall one a unit. @example convergence([1, 2, 3, 4], [2, 1, 4, 3]).value // 0.6 */
export function convergence(
  composite: readonly number[],
  overall: readonly number[],
  level: number = method.level,
): Convergence | NotEstimable {
  if (!isLevel(level) || composite.length !== overall.length) return notEstimable('invalid values')
  if (![...composite, ...overall].every(Number.isFinite)) return notEstimable('invalid values')
  const n = composite.length
  if (n < 4) return notEstimable('too few units')
  const found = correlations([composite, overall])
  if (found === undefined) return notEstimable('no variance')
  // Rounding may take a perfect correlation past one.
  const value = Math.max(-1, Math.min(1, found[0]![1]!))
  const reach = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3)
  const limit = (by: number): number => (Math.abs(value) === 1 ? value : Math.tanh(Math.atanh(value) + by))
  const enough = value >= method.reliability.convergence - 1e-12
  return { estimable: true, value, low: limit(-reach), high: limit(reach), level, enough }
}
