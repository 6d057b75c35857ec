// SPDX-License-Identifier: AGPL-3.0-or-later
// Floor and ceiling: the shares of answers at either end of a scale. Where many stand at the end, the question cannot tell those
// who stand there apart, and a change for the better cannot show; 15 % is the usual mark. Fails: no answers.
// Source: Terwee et al. (2007), Journal of Clinical Epidemiology 60:34.
import { sum } from '../algebra/moments.ts'
import { areCounts, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface EndShares {
  readonly estimable: true
  /** 0…1. */
  readonly floor: number
  readonly ceiling: number
}

/** @param counts answers per category, from worst to best. @example endShares([1, 0, 4, 15]).ceiling // 0.75 */
export function endShares(counts: readonly number[]): EndShares | NotEstimable {
  if (!areCounts(counts)) return notEstimable('invalid counts')
  if (counts.length < 2) return notEstimable('one category')
  const n = sum(counts)
  if (!(n > 0)) return notEstimable('no answers')
  return { estimable: true, floor: counts[0]! / n, ceiling: counts.at(-1)! / n }
}
