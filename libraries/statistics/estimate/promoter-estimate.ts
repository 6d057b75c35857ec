// SPDX-License-Identifier: AGPL-3.0-or-later
// The net promoter score as an Estimate on −100…100: an indicator of its own, never beside satisfaction scores.
import { sum } from '../algebra/moments.ts'
import { adjustedNetPromoterScore, promotionOf } from '../intervals/net-promoter-score.ts'
import { estimate, type About, type Estimate } from './estimate.ts'

/** @param counts answers at 0, 1, … 10. @throws RangeError when they are not eleven counts. */
export function promoterEstimate(counts: readonly number[], about: About): Estimate {
  const score = adjustedNetPromoterScore(promotionOf(counts))
  const n = sum(counts)
  const hundred = (x: number): number => 100 * Math.min(1, Math.max(-1, x))
  const result = score.estimable
    ? { ...score, value: hundred(score.value), low: hundred(score.low), high: hundred(score.high) }
    : score
  return estimate({ unit: 'nps', interval: 'nps-adjusted-wald', n, result }, about)
}
