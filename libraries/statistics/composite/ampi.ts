// SPDX-License-Identifier: AGPL-3.0-or-later
// The adjusted Mazziotta–Pareto index, comparable over time: indicators are stretched between goalposts that stay frozen, so
// that Italy in the base year is 100 and a unit between the goalposts lies between 70 and 130.
//   Δ = (Sup − Inf)/2,  r = 60 (x − (Ref − Δ))/(2Δ) + 70, 200 − r when less is better;  AMPI = M − S²/M, S² the population's
// Its uncertainty, from the covariances Σ of a unit's indicators on the same scale: gradient g_j = (1 − 2(r_j − M)/M + S²/M²)/m,
// variance g′Σg, and the bias of the penalty, −tr(HΣ)/(mM) with H = I − 11′/m, which is subtracted with S² kept ≥ 0.
// Fails: goalposts that do not differ, a mean of zero. Source: Mazziotta & Pareto (2016), Social Indicators Research 127:983;
// the variance is our own (statistics.md §2). Reference cases ampi-bli-ref2014, ampi-delta-variance.
import type { Matrix } from '../algebra/cholesky.ts'
import { dot, mean, sum, timesVector, variance } from '../algebra/moments.ts'
import { estimated, finite, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Goalpost {
  readonly inf: number
  readonly sup: number
  /** Value of the reference (Italy, base year): becomes 100. */
  readonly ref: number
  /** −1 when less is better; 1 when absent. */
  readonly polarity?: 1 | -1
}

/**
 * Indicators of one unit on the common scale. @throws RangeError when goalposts do not differ or a number is missing.
 * @example stretch([5], [{ inf: 0, sup: 10, ref: 5 }]) // [100]
 */
export function stretch(x: readonly number[], goalposts: readonly Goalpost[]): number[] {
  return x.map((value, j) => {
    const { inf, sup, ref, polarity = 1 } = goalposts[j]!
    const half = (sup - inf) / 2
    const r = (60 * (value - (ref - half))) / (2 * half) + 70
    return finite(polarity === 1 ? r : 200 - r)
  })
}

export interface Ampi {
  readonly estimable: true
  readonly value: number
  /** The simple mean, before the penalty. */
  readonly mean: number
  /** S²/M. */
  readonly penalty: number
}

/** @param r indicators of a unit from `stretch`. @example ampi([100, 100, 100]) // value 100, penalty 0 */
export function ampi(r: readonly number[]): Ampi | NotEstimable {
  if (r.length < 2) return notEstimable('too few units')
  if (!r.every(Number.isFinite)) return notEstimable('invalid values')
  const centre = mean(r)
  if (centre === 0) return notEstimable('no variance')
  const penalty = variance(r, 0) / centre
  return estimated({ estimable: true, value: centre - penalty, mean: centre, penalty })
}

export interface AmpiUncertainty {
  readonly estimable: true
  /** Value with the bias of the penalty taken out. */
  readonly value: number
  readonly bias: number
  readonly gradient: readonly number[]
  readonly standardError: number
}

/**
 * @param covariance of the indicators' sampling errors, on the scale of `r`.
 * @example ampiUncertainty([100, 110], [[4, 0], [0, 4]]).standardError // 1.4238…
 */
export function ampiUncertainty(r: readonly number[], covariance: Matrix): AmpiUncertainty | NotEstimable {
  const point = ampi(r)
  if (!point.estimable) return point
  if (covariance.length !== r.length || covariance.some((row) => row.length !== r.length))
    return notEstimable('invalid values')
  const m = r.length
  const square = variance(r, 0)
  const centre = point.mean
  const gradient = r.map((value) => (1 - (2 * (value - centre)) / centre + square / centre ** 2) / m)
  const trace = covariance.reduce((total, row, i) => total + row[i]!, 0)
  const all = covariance.reduce((total, row) => total + sum(row), 0)
  const inflation = (trace - all / m) / m
  const corrected = Math.max(0, square - inflation)
  return estimated({
    estimable: true,
    value: centre - corrected / centre,
    bias: -inflation / centre,
    gradient,
    standardError: Math.sqrt(Math.max(0, dot(gradient, timesVector(covariance, gradient)))),
  })
}
