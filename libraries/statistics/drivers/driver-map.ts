// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of importance and performance: dimensions that matter much and go badly are where to look first. The cross-hairs are
// the mean share, 1/p, and the mean score of the dimensions; a point whose interval crosses one of them is not distinguishable
// from the other side, and is said to be so. Never a cause: «associato a». Fails: n below 200, R² below .2 (statistics.md §8).
// Source: Martilla & James (1977), Journal of Marketing 41:77; the rule of the intervals is our own.
import { mean } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { estimated, notEstimable, type Interval, type NotEstimable } from '../intervals/not-estimable.ts'
import type { SharesWithLimits } from './bootstrap-shares.ts'

/** First how much it matters, then how well it goes. */
export type Quadrant = 'much, badly' | 'much, well' | 'little, badly' | 'little, well' | 'not distinguishable'

export interface DriverMap {
  readonly estimable: true
  /** Cross-hairs: a share 0…1, and a score in the unit of the scores. */
  readonly importance: number
  readonly performance: number
  /** One a dimension. */
  readonly quadrants: readonly Quadrant[]
}

/** @param shares from bootstrapShares. @param scores of the dimensions in the same order, with their limits, as of scoreInterval. */
export function driverMap(
  shares: SharesWithLimits,
  scores: readonly Pick<Interval, 'value' | 'low' | 'high'>[],
): DriverMap | NotEstimable {
  const { n, r2 } = method.drivers
  if (scores.length !== shares.shares.length || scores.length === 0) return notEstimable('invalid values')
  if (!scores.every(({ value, low, high }) => Number.isFinite(value) && low <= high))
    return notEstimable('invalid values')
  if (!(shares.n >= n)) return notEstimable('too few units')
  if (!(shares.r2 >= r2)) return notEstimable('too little explained')
  const importance = 1 / scores.length
  const performance = mean(scores.map(({ value }) => value))
  const quadrants = scores.map(({ low, high }, j): Quadrant => {
    const [matters, goes] = [sideOf(shares.low[j]!, shares.high[j]!, importance), sideOf(low, high, performance)]
    if (matters === 0 || goes === 0) return 'not distinguishable'
    return `${matters > 0 ? 'much' : 'little'}, ${goes > 0 ? 'well' : 'badly'}`
  })
  return estimated({ estimable: true, importance, performance, quadrants })
}

/** 1 above, −1 below, 0 across. */
function sideOf(low: number, high: number, line: number): -1 | 0 | 1 {
  if (low > line) return 1
  return high < line ? -1 : 0
}
