// SPDX-License-Identifier: AGPL-3.0-or-later
// What charts watch: how far each point lies from what was expected, in standard errors, u = (y − μ)/√(φ v/n), so that u has mean
// 0 and variance 1 while nothing happens. φ ≥ 1 says how much more points vary from week to week than their answers alone would
// make them, pooled over the series of a group of services (overDispersion). μ comes from the past: the mean of the points since
// the last break, or trend and season of stl with two years of data. Fails: points without answers, answers that do not vary.
// Source: statistics.md §6; over-dispersion: McCullagh & Nelder (1989), 4.5; Spiegelhalter (2005), Statistics in Medicine 24:1185.
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

/** One entry a point. */
export interface Points {
  readonly y: readonly number[]
  readonly expected: readonly number[]
  /** Variance of one answer, > 0, in the squared unit of y. */
  readonly variance: readonly number[]
  /** Effective answers, > 0. */
  readonly n: readonly number[]
}

/** @param dispersion φ ≥ 1. @example deviations({ y: [70], expected: [75], variance: [625], n: [100] }).u // [-2] */
export function deviations(
  { y, expected, variance, n }: Points,
  dispersion = 1,
): { readonly estimable: true; readonly u: readonly number[] } | NotEstimable {
  const lists = [expected, variance, n]
  if (!(dispersion >= 1) || lists.some((list) => list.length !== y.length)) return notEstimable('invalid values')
  if (!variance.every((v) => v > 0)) return notEstimable('no variance')
  if (!n.every((count) => count > 0)) return notEstimable('no answers')
  const u = y.map((value, t) => (value - expected[t]!) / Math.sqrt((dispersion * variance[t]!) / n[t]!))
  return estimated({ estimable: true, u })
}

/**
 * φ = Σu²/(points − fitted), never below 1. @param series points of quiet times, one entry a series.
 * @param fitted how many numbers the expectations of a series were fitted with: 1, its mean, when absent.
 * @example overDispersion([{ y: [70, 80], expected: [75, 75], variance: [50, 50], n: [1, 1] }]).dispersion // 1
 */
export function overDispersion(
  series: readonly Points[],
  fitted = 1,
): { readonly estimable: true; readonly dispersion: number } | NotEstimable {
  if (!(fitted >= 0)) return notEstimable('invalid values')
  let [square, freedom] = [0, 0]
  for (const points of series) {
    const found = deviations(points)
    if (!found.estimable) return found
    square += found.u.reduce((total, value) => total + value * value, 0)
    freedom += Math.max(0, points.y.length - fitted)
  }
  if (!(freedom > 0)) return notEstimable('too few units')
  return estimated({ estimable: true, dispersion: Math.max(1, square / freedom) })
}
