// SPDX-License-Identifier: AGPL-3.0-or-later
// How sure the shares of the drivers are: answers are drawn again with replacement, as many as there are, the LMG shares of each
// draw computed, and the middle of them taken (percentile interval). Chance comes from a seed, so that the same answers give
// the same interval. Use for n ≥ 200 (driverMap asks for it). When not: answers drawn by clusters, which are not independent.
// Fails: what fails for lmg, and draws of which more than 5 % fail. Source: Efron & Tibshirani (1993), An Introduction to the
// Bootstrap, 13; Grömping (2006), JSS 17:1, 4.3, who resamples answers likewise.
import type { Matrix } from '../algebra/cholesky.ts'
import { method } from '../method/method.ts'
import { isLevel, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { seededNumbers } from '../special/seeded-numbers.ts'
import { correlations } from './correlations.ts'
import { lmg, type Shares } from './lmg.ts'

export interface SharesWithLimits extends Shares {
  readonly n: number
  /** Of `shares`, one a dimension. */
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly level: number
}

export interface BootstrapOptions {
  /** One an answer; 1 each when absent. They go along with the answer that is drawn. */
  readonly weights?: readonly number[]
  /** 500 when absent. */
  readonly draws?: number
  readonly level?: number
  /** 1 when absent. */
  readonly seed?: number
}

const mostFailed = 0.05

/**
 * @param dimensions one column of answers a dimension, at most eight; @param overall what they are to explain, one an answer.
 * @example bootstrapShares([[1, 2, 3, 4, 5, 3, 2, 4, 1, 5], [2, 1, 4, 3, 5, 3, 1, 2, 5, 4]], [1, 2, 3, 4, 5, 2, 2, 5, 1, 4], { draws: 50 }).n // 10
 */
export function bootstrapShares(
  dimensions: Matrix,
  overall: readonly number[],
  { weights, draws = method.drivers.draws, level = method.level, seed = 1 }: BootstrapOptions = {},
): SharesWithLimits | NotEstimable {
  const n = overall.length
  if (!isLevel(level) || !(Number.isInteger(draws) && draws >= 1 && draws <= 1e6)) return notEstimable('invalid values')
  if (weights !== undefined && weights.length !== n) return notEstimable('invalid values')
  const whole = sharesOf(dimensions, overall, weights)
  if (!whole.estimable) return whole
  const random = seededNumbers(seed)
  const drawn: (readonly number[])[] = []
  for (let draw = 0; draw < draws; draw++) {
    const times = new Array<number>(n).fill(0)
    for (let i = 0; i < n; i++) times[Math.floor(random() * n)]!++
    const shares = sharesOf(
      dimensions,
      overall,
      times.map((count, i) => count * (weights?.[i] ?? 1)),
    )
    if (shares.estimable) drawn.push(shares.shares)
  }
  if (drawn.length < (1 - mostFailed) * draws) return notEstimable('no variance')
  const limit = (share: number): number[] =>
    whole.shares.map((_, j) =>
      quantile(
        drawn.map((one) => one[j]!),
        share,
      ),
    )
  return { ...whole, n, low: limit((1 - level) / 2), high: limit((1 + level) / 2), level }
}

function sharesOf(dimensions: Matrix, overall: readonly number[], weights?: readonly number[]): Shares | NotEstimable {
  if (dimensions.length === 0 || dimensions.some((column) => column.length !== overall.length))
    return notEstimable('invalid values')
  const all = correlations([overall, ...dimensions], weights)
  if (all === undefined) return notEstimable('no variance')
  return lmg(
    all.slice(1).map((row) => row.slice(1)),
    all[0]!.slice(1),
  )
}

/** By straight lines between the ordered values (type 7 of R). */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!)
}
