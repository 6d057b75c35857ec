// SPDX-License-Identifier: AGPL-3.0-or-later
// The net promoter score of 0–10 answers: share of 9–10 minus share of 0–6, with its interval. It is another construct and
// is never turned into satisfaction (statistics.md §1, L3). Variance p₊ + p₋ − (p₊ − p₋)². The adjusted Wald interval adds
// ¾ to promoters and detractors and 3 to n; use it unless n is large. Source: Rocks (2016), The American Statistician
// 70:365. Reference cases nps-one-sample, nps-adjusted-wald.
import { method } from '../method/method.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { areCounts, isLevel, notEstimable, type Interval, type NotEstimable } from './not-estimable.ts'

export interface NetPromoterScore extends Interval {
  /** Variance of one answer. */
  readonly variance: number
  readonly standardError: number
}

export interface Promotion {
  detractors: number
  passives: number
  promoters: number
}

/** @param counts answers at 0, 1, … 10. @throws RangeError when they are not eleven counts. */
export function promotionOf(counts: readonly number[]): Promotion {
  if (counts.length !== 11 || !areCounts(counts)) throw new RangeError(`0–10 has 11 counts, not ${counts.join(', ')}`)
  const sum = (from: number, to: number): number => counts.slice(from, to).reduce((total, count) => total + count, 0)
  return { detractors: sum(0, 7), passives: sum(7, 9), promoters: sum(9, 11) }
}

/** The score on −1…1 with its Wald interval. @example netPromoterScore({ detractors: 20, passives: 30, promoters: 50 }).value // 0.3 */
export function netPromoterScore(promotion: Promotion, level: number = method.level): NetPromoterScore | NotEstimable {
  return score(promotion, level)
}

/** The same score with the adjusted Wald interval, which may reach past ±1: who shows it cuts it. */
export function adjustedNetPromoterScore(
  promotion: Promotion,
  level: number = method.level,
): NetPromoterScore | NotEstimable {
  const plain = score(promotion, level)
  if (!plain.estimable) return plain
  const { detractors, passives, promoters } = promotion
  const adjusted = score(
    { detractors: detractors + 0.75, passives: passives + 1.5, promoters: promoters + 0.75 },
    level,
  )
  if (!adjusted.estimable) return adjusted
  const { low, high, variance, standardError } = adjusted
  return { ...plain, low, high, variance, standardError }
}

/** The difference of two independent scores, first minus second, with the adjusted Wald interval. */
export function promoterDifference(
  first: Promotion,
  second: Promotion,
  level: number = method.level,
): Interval | NotEstimable {
  const [a, b] = [adjustedNetPromoterScore(first, level), adjustedNetPromoterScore(second, level)]
  if (!a.estimable) return a
  if (!b.estimable) return b
  const value = a.value - b.value
  // Centred where the adjusted scores stand: an interval that leans keeps leaning.
  const centre = (a.low + a.high - b.low - b.high) / 2
  const reach = normalQuantile((1 + level) / 2) * Math.hypot(a.standardError, b.standardError)
  return { estimable: true, value, low: centre - reach, high: centre + reach, level }
}

function score({ detractors, passives, promoters }: Promotion, level: number): NetPromoterScore | NotEstimable {
  if (!areCounts([detractors, passives, promoters])) return notEstimable('invalid counts')
  if (!isLevel(level)) return notEstimable('invalid values')
  const n = detractors + passives + promoters
  if (n === 0) return notEstimable('no answers')
  const value = (promoters - detractors) / n
  const variance = (promoters + detractors) / n - value * value
  const standardError = Math.sqrt(Math.max(0, variance) / n)
  const reach = normalQuantile((1 + level) / 2) * standardError
  return { estimable: true, value, low: value - reach, high: value + reach, level, variance, standardError }
}
