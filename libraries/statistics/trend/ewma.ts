// SPDX-License-Identifier: AGPL-3.0-or-later
// The exponentially weighted moving average: remembers a little of every point, so that small lasting shifts show early.
//   z_t = λ x_t + (1 − λ) z_{t−1}; limits c ± k σ √(λ/(2 − λ) (1 − (1 − λ)^{2t})/n)
// Use on standardised deviations u (mean 0, variance 1 in control) or on subgroup means. One-sided charts reset at 0.
// The constant k for a wanted in-control run length: ewmaLimit. Source: Roberts (1959), Technometrics 1:239; Montgomery (2013),
// 9.2. Reference case ewma-pistonrings.
import { method } from '../method/method.ts'
import { estimated, finite, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface EwmaOptions {
  /** 0 < λ ≤ 1; .2 when absent. */
  readonly lambda?: number
  /** Multiple of the standard error. */
  readonly limit: number
  readonly centre: number
  /** Of one observation. */
  readonly deviation: number
  /** Observations a point is the mean of, one for all or one a point; 1 when absent. */
  readonly size?: number | readonly number[]
}

export interface Chart {
  readonly estimable: true
  readonly values: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Places, from 0, of the points beyond a limit. */
  readonly beyond: readonly number[]
}

export function ewma(points: readonly number[], options: EwmaOptions): Chart | NotEstimable {
  const { lambda = method.trend.lambda, limit, centre, deviation, size = 1 } = options
  if (points.length === 0) return notEstimable('no answers')
  const sizes = typeof size === 'number' ? points.map(() => size) : size
  if (!(lambda > 0 && lambda <= 1 && deviation > 0) || !points.every(Number.isFinite))
    return notEstimable('invalid values')
  if (sizes.length !== points.length || !sizes.every((n) => n > 0)) return notEstimable('invalid values')
  const values: number[] = []
  let last = centre
  for (const point of points) values.push((last = lambda * point + (1 - lambda) * last))
  const half = values.map(
    (_, t) =>
      limit * deviation * Math.sqrt(((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * (t + 1)))) / sizes[t]!),
  )
  return estimated(
    chart(
      values,
      half.map((h) => centre - h),
      half.map((h) => centre + h),
    ),
  )
}

/** Values that must stay within limits of their own. */
export function chart(values: readonly number[], low: readonly number[], high: readonly number[]): Chart {
  const beyond = values.flatMap((value, t) => (value < low[t]! || value > high[t]! ? [t] : []))
  return { estimable: true, values, low, high, beyond }
}

/**
 * One-sided, for falls: z_t = max(0, λ(−u_t) + (1 − λ) z_{t−1}), an alarm when z exceeds limit · √(λ/(2 − λ)).
 * @param u standardised deviations; a point that is missing is left out, for it would silence all that follow.
 * @param breaks places, from 0, of the first point of a new instrument version: the chart begins anew there, and a declared
 * break is never an alarm by what was before it. @returns places, from 0, of the alarms. @throws RangeError when one is missing.
 * @example ewmaFalls([0, -4, -5], 2.763) // [2]
 */
export function ewmaFalls(
  u: readonly number[],
  limit: number,
  lambda: number = method.trend.lambda,
  breaks: readonly number[] = [],
): number[] {
  const threshold = limit * Math.sqrt(lambda / (2 - lambda))
  return fallsOf(finite(u), lambda, breaks).flatMap((z, t) => (z > threshold ? [t] : []))
}

/** The chart itself. */
export function fallsOf(u: readonly number[], lambda: number, breaks: readonly number[] = []): number[] {
  let z = 0
  return u.map((value, t) => (z = Math.max(0, lambda * -value + (1 - lambda) * (breaks.includes(t) ? 0 : z))))
}
