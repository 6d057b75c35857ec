// SPDX-License-Identifier: AGPL-3.0-or-later
// The Reference Distribution Method: a Beta is fitted to answers on 0–10, the words of another scale cut it where the shares
// say, and later waves on the words are refitted to those cuts. Follows a verbal scale through time on 0–100 when the
// reference was asked once. Fails: fewer than two categories with answers. Source: DeJonge, Veenhoven & Kalmijn (2017),
// Diversity in survey questions on the same topic. Case reference-distribution-method.
import { sum } from '../algebra/moments.ts'
import { invert } from '../algebra/cholesky.ts'
import { minimise } from '../algebra/minimise.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { betaQuantile, incompleteBeta } from '../special/incomplete-beta.ts'

export interface FittedBeta {
  readonly estimable: true
  readonly alpha: number
  readonly beta: number
  /** On 0–100, with its standard error by the delta method. */
  readonly mean: number
  readonly standardError: number
}

/**
 * A Beta through grouped answers, by maximum likelihood.
 * @param cuts edges of the groups on 0…1, one more than groups. @example fitBeta([10, 30], [0, 0.5, 1]).mean // 70.89…
 */
export function fitBeta(counts: readonly number[], cuts: readonly number[]): FittedBeta | NotEstimable {
  if (!areCounts(counts) || cuts.length !== counts.length + 1) return notEstimable('invalid counts')
  if (!cuts.every((cut, j) => cut >= 0 && cut <= 1 && (j === 0 || cut > cuts[j - 1]!)))
    return notEstimable('invalid values')
  if (counts.filter((count) => count > 0).length < 2) return notEstimable('one category')
  const cost = ([u = 0, v = 0]: readonly number[]): number => {
    const [a, b] = [Math.exp(u), Math.exp(v)]
    if (!(a < 1e6 && b < 1e6 && a > 1e-6 && b > 1e-6)) return Number.POSITIVE_INFINITY
    const below = cuts.map((cut) => incompleteBeta(cut, a, b))
    return -counts.reduce(
      (total, count, j) => (count > 0 ? total + count * Math.log(Math.max(1e-300, below[j + 1]! - below[j]!)) : total),
      0,
    )
  }
  const [u = 0, v = 0] = minimise(cost, [0.5, 0.5])
  const [alpha, beta] = [Math.exp(u), Math.exp(v)]
  const covariance = invert(curvature(cost, [u, v]))
  if (covariance === undefined) return notEstimable('singular')
  const mean = alpha / (alpha + beta)
  // d mean/du = mean (1 − mean) = −d mean/dv.
  const slope = mean * (1 - mean)
  const variance = slope * slope * (covariance[0]![0]! - 2 * covariance[0]![1]! + covariance[1]![1]!)
  return estimated(
    { estimable: true, alpha, beta, mean: 100 * mean, standardError: 100 * Math.sqrt(variance) },
    'not converged',
  )
}

/** Second differences. */
function curvature(f: (x: readonly number[]) => number, at: readonly number[]): number[][] {
  const h = 1e-4
  const moved = (i: number, a: number, j: number, b: number): number =>
    f(at.map((x, k) => x + (k === i ? a : 0) + (k === j ? b : 0)))
  return at.map((_, i) =>
    at.map(
      (__, j) => (moved(i, h, j, h) - moved(i, h, j, -h) - moved(i, -h, j, h) + moved(i, -h, j, -h)) / (4 * h * h),
    ),
  )
}

/** Edges of the 0–10 answers on 0…1: a whole number stands for what is rounded to it. */
export const tenCuts: readonly number[] = [0, ...Array.from({ length: 10 }, (_, v) => (v + 0.5) / 10), 1]

/**
 * Where the words of a scale cut the reference: b_j = BetaInv(F_j). @param counts of the words, worst to best.
 * @throws RangeError when nobody answered.
 */
export function boundaries(counts: readonly number[], { alpha, beta }: Pick<FittedBeta, 'alpha' | 'beta'>): number[] {
  const all = sum(counts)
  let below = 0
  return [
    0,
    ...counts.map((count, j) => (j === counts.length - 1 ? 1 : betaQuantile((below += count) / all, alpha, beta))),
  ]
}
