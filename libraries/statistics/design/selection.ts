// SPDX-License-Identifier: AGPL-3.0-or-later
// What self-selection does to a large sample. When whether people answer is correlated (ρ) with what they think, n answers
// of a population where a fraction f answers say no more than n_eff ≤ f/(1 − f)/ρ² of a random sample would. The band shows
// how far the mean could be off for that ρ: ρ σ √((1 − f)/f) on either side. Use on the spontaneous stream with ρ = .02.
// Source: Meng (2018), Annals of Applied Statistics 12:685.
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Selection {
  readonly estimable: true
  /** Not more than n. */
  readonly nEffective: number
  /** On either side of the mean, in its unit. */
  readonly halfBand: number
}

/** @param n answers of @param population people; @param deviation of one answer. @example selection(1000, 100000, 25).nEffective // 25.25… */
export function selection(
  n: number,
  population: number,
  deviation: number,
  correlation = 0.02,
): Selection | NotEstimable {
  if (!(n > 0)) return notEstimable('no answers')
  if (!(population >= n && deviation >= 0 && correlation > 0 && correlation <= 1)) return notEstimable('invalid values')
  const fraction = n / population
  if (fraction === 1) return estimated({ estimable: true, nEffective: n, halfBand: 0 })
  const odds = fraction / (1 - fraction)
  return estimated({
    estimable: true,
    nEffective: Math.min(n, odds / correlation ** 2),
    halfBand: correlation * deviation * Math.sqrt(1 / odds),
  })
}
