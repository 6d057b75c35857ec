// SPDX-License-Identifier: AGPL-3.0-or-later
// Bursts: how unlikely so many answers in an hour are, when the counts of that hour of the week vary more than Poisson's.
// The tail P(X ≥ x) of the negative binomial with mean m and size k (variance m + m²/k); below 1e-4 the hour is looked at.
// Size by moments, from earlier weeks; counts that vary no more than Poisson's get the Poisson tail.
// Source: Hilbe (2011), Negative Binomial Regression; DLMF 8.17 for the tail.
import { mean, variance } from '../algebra/moments.ts'
import { incompleteBeta } from '../special/incomplete-beta.ts'

export interface NegativeBinomial {
  readonly mean: number
  /** Infinity: Poisson. */
  readonly size: number
}

/** @param counts of the same hour in earlier weeks. @returns null for fewer than two. */
export function fitCounts(counts: readonly number[]): NegativeBinomial | null {
  if (counts.length < 2) return null
  const [m, v] = [mean(counts), variance(counts)]
  return { mean: m, size: v > m ? (m * m) / (v - m) : Number.POSITIVE_INFINITY }
}

/** P(X ≥ x). @example upperTail(0, { mean: 3, size: 2 }) // 1 */
export function upperTail(x: number, { mean: m, size }: NegativeBinomial): number {
  if (x <= 0) return 1
  if (m <= 0) return 0
  if (size !== Number.POSITIVE_INFINITY) return incompleteBeta(m / (m + size), x, size)
  // Poisson: the sum from x on, from its first term.
  let term = Math.exp(-m + x * Math.log(m) - logFactorial(x))
  let total = 0
  for (let k = x; term > 1e-18 * total || k < m; k++) {
    total += term
    term *= m / (k + 1)
  }
  return Math.min(1, total)
}

function logFactorial(x: number): number {
  let total = 0
  for (let k = 2; k <= x; k++) total += Math.log(k)
  return total
}
