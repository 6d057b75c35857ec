// SPDX-License-Identifier: AGPL-3.0-or-later
// The sampling variances ψ that fayHerriot takes for known: ψ = φ m(100 − m)/n_eff. Of a small service the variance seen is as
// unsure as its mean (ten equal answers would make it 0), so that of the peer group takes its place: φ is the share of the
// largest possible variance of a score, m(100 − m), that answers really have, pooled over the group by their numbers. At an end
// of the scale, where the formula gives 0, the mean is moved inwards by half an answer. Fails: no answers, answers that do not
// vary in the whole group. Source: statistics.md §3; generalised variance functions: Wolter (2007), 7; Rao & Molina (2015), 6.4.
import { sum } from '../algebra/moments.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface SmoothedVariances {
  readonly estimable: true
  /** φ, 0…1 of answers on 0–100. */
  readonly ratio: number
  /** ψ, one a service. */
  readonly variances: readonly number[]
}

/**
 * @param means of the services on 0–100. @param deviations of one answer, with divisor n − 1. @param nEffective of each, > 0.
 * @example smoothedVariances([50, 50], [25, 25], [10, 40]).variances // [62.5, 15.625]
 */
export function smoothedVariances(
  means: readonly number[],
  deviations: readonly number[],
  nEffective: readonly number[],
): SmoothedVariances | NotEstimable {
  if ([deviations, nEffective].some(({ length }) => length !== means.length)) return notEstimable('invalid values')
  if (!means.every((m) => m >= 0 && m <= 100) || !deviations.every((d) => d >= 0)) return notEstimable('invalid values')
  if (means.length === 0 || !areCounts(nEffective) || !nEffective.every((n) => n > 0)) return notEstimable('no answers')
  const largest = means.map((m, i) => {
    const inwards = (nEffective[i]! * m + 50) / (nEffective[i]! + 1)
    const possible = m * (100 - m)
    return possible > 0 ? possible : inwards * (100 - inwards)
  })
  const seen = sum(deviations.map((d, i) => nEffective[i]! * d * d))
  const ratio = seen / sum(largest.map((v, i) => nEffective[i]! * v))
  if (!(ratio > 0)) return notEstimable('no variance')
  return estimated({ estimable: true, ratio, variances: largest.map((v, i) => (ratio * v) / nEffective[i]!) })
}
