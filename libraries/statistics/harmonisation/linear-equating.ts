// SPDX-License-Identifier: AGPL-3.0-or-later
// Mean and linear equating of two scales answered by random halves: what score of Y stands as many deviations above its mean
// as x above its own. A diagnostic beside the comonotone scores. Mean: y = x − μX + μY. Linear: y = σY/σX (x − μX) + μY.
// Error of the linear one: Braun & Holland (1982), for any shape. Source: Kolen & Brennan (2014), 2.3–2.4, 7.3.
// Reference case equate-act-linear.
import { dot, sum } from '../algebra/moments.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Moments {
  readonly n: number
  readonly mean: number
  /** With divisor n − 1. */
  readonly deviation: number
  readonly skewness: number
  readonly kurtosis: number
}

/** @param counts answers at each score of @param scale. @returns undefined when nothing varies. */
export function momentsOf(scale: readonly number[], counts: readonly number[]): Moments | undefined {
  const n = sum(counts)
  const mean = dot(counts, scale) / n
  const central = (power: number): number => scale.reduce((all, x, i) => all + counts[i]! * (x - mean) ** power, 0)
  const square = central(2)
  if (!(n > 1 && square > 0 && counts.length === scale.length)) return undefined
  const deviation = Math.sqrt(square / (n - 1))
  const [skewness, kurtosis] = [central(3) / n / deviation ** 3, central(4) / n / deviation ** 4]
  return Number.isFinite(skewness + kurtosis) ? { n, mean, deviation, skewness, kurtosis } : undefined
}

export interface Equated {
  readonly estimable: true
  /** One a score of X: its equivalent on Y. */
  readonly values: readonly number[]
  readonly standardErrors: readonly number[]
}

export function linearEquating(
  scaleX: readonly number[],
  countsX: readonly number[],
  scaleY: readonly number[],
  countsY: readonly number[],
  how: 'mean' | 'linear' = 'linear',
): Equated | NotEstimable {
  if (!areCounts(countsX) || !areCounts(countsY)) return notEstimable('invalid counts')
  const [x, y] = [momentsOf(scaleX, countsX), momentsOf(scaleY, countsY)]
  if (x === undefined || y === undefined) return notEstimable('no variance')
  const slope = how === 'mean' ? 1 : y.deviation / x.deviation
  const values = scaleX.map((score) => slope * (score - x.mean) + y.mean)
  const standardErrors = scaleX.map((score) => {
    if (how === 'mean') return Math.sqrt(x.deviation ** 2 / x.n + y.deviation ** 2 / y.n)
    const z = (score - x.mean) / x.deviation
    const terms =
      1 / x.n +
      1 / y.n +
      z * (x.skewness / x.n + y.skewness / y.n) +
      (z * z * ((x.kurtosis - 1) / x.n + (y.kurtosis - 1) / y.n)) / 4
    return y.deviation * Math.sqrt(Math.max(0, terms))
  })
  return estimated({ estimable: true, values, standardErrors })
}
