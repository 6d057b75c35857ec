// SPDX-License-Identifier: AGPL-3.0-or-later
// Bursts: how unlikely so many answers in an hour are, when the counts of that hour of the week vary more than Poisson's.
// The tail P(X ≥ x) of the negative binomial with mean m and size k (variance m + m²/k); below 1e-4 the hour is looked at.
// Size by moments, from earlier weeks; counts that vary no more than Poisson's get the Poisson tail.
// Source: Hilbe (2011), Negative Binomial Regression; DLMF 8.17 for the tail.
import { mean, variance } from '../algebra/moments.ts'
import { areCounts } from '../intervals/not-estimable.ts'
import { incompleteBeta } from '../special/incomplete-beta.ts'
import { logGamma } from '../special/log-beta.ts'

export interface NegativeBinomial {
  readonly mean: number
  /** Infinity: Poisson. */
  readonly size: number
}

/** @param counts of the same hour in earlier weeks. @returns null for fewer than two, or what is no count. */
export function fitCounts(counts: readonly number[]): NegativeBinomial | null {
  if (counts.length < 2 || !areCounts(counts)) return null
  const [m, v] = [mean(counts), variance(counts)]
  return { mean: m, size: v > m ? (m * m) / (v - m) : Number.POSITIVE_INFINITY }
}

/**
 * P(X ≥ x). @param x a count. @throws RangeError when x or the distribution is none.
 * @example upperTail(0, { mean: 3, size: 2 }) // 1
 */
export function upperTail(x: number, { mean: m, size }: NegativeBinomial): number {
  if (!(areCounts([x, m]) && size > 0)) throw new RangeError(`no tail of ${m} and ${size} at ${x}`)
  if (x === 0) return 1
  if (m === 0) return 0
  // So many that it differs from Poisson by less than rounding does.
  return size < 1e13 ? incompleteBeta(m / (m + size), x, size) : poissonTail(Math.ceil(x), m)
}

/** The terms from x away from the mean, which fall at once: what is below x where x lies below it. */
function poissonTail(x: number, m: number): number {
  const upwards = x > m
  let k = upwards ? x : x - 1
  let term = Math.exp(k * Math.log(m) - m - logGamma(k + 1))
  let total = 0
  while (k >= 0 && term > 1e-18 * total) {
    total += term
    term *= upwards ? m / ++k : k-- / m
  }
  return Math.min(1, upwards ? total : 1 - total)
}
