// SPDX-License-Identifier: AGPL-3.0-or-later
// Mann–Kendall: whether a series goes on rising or falling, whatever its shape; with Sen's slope as its size. Distribution-free,
// for independent points; with ties the variance is corrected. Use from 10 points on, on deseasonalised values.
// Source: Mann (1945), Econometrica 13:245; Kendall (1975); Sen (1968), JASA 63:1379.
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { normalDistribution } from '../special/normal-distribution.ts'

export interface Trend {
  readonly estimable: true
  /** Pairs that rise minus pairs that fall. */
  readonly s: number
  readonly tau: number
  /** Two-sided, with continuity correction. */
  readonly p: number
  /** Sen's: the median slope between two points, per step. */
  readonly slope: number
}

/** @example mannKendall([1, 2, 3, 4, 5, 6]).s // 15 */
export function mannKendall(y: readonly number[]): Trend | NotEstimable {
  const n = y.length
  if (n < 3) return notEstimable('too few units')
  if (!y.every(Number.isFinite)) return notEstimable('invalid values')
  let s = 0
  const slopes: number[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      s += Math.sign(y[j]! - y[i]!)
      slopes.push((y[j]! - y[i]!) / (j - i))
    }
  }
  const ties = [...Map.groupBy(y, (value) => value).values()].map(({ length }) => length)
  const spread = (k: number): number => k * (k - 1) * (2 * k + 5)
  const variance = (spread(n) - ties.reduce((total, k) => total + spread(k), 0)) / 18
  if (variance === 0) return notEstimable('no variance')
  const z = s === 0 ? 0 : (Math.abs(s) - 1) / Math.sqrt(variance)
  slopes.sort((a, b) => a - b)
  const middle = slopes.length >> 1
  const slope = slopes.length % 2 === 1 ? slopes[middle]! : (slopes[middle - 1]! + slopes[middle]!) / 2
  return { estimable: true, s, tau: s / ((n * (n - 1)) / 2), p: 2 * normalDistribution(-z), slope }
}
