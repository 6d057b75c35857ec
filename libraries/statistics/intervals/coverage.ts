// SPDX-License-Identifier: AGPL-3.0-or-later
// How often the score interval covers the truth, by simulation: for the property test and for the methods page. The six
// shapes are those that answers about services take. Chance is a seeded generator, so the same seed gives the same figure.
import { seededNumbers } from '../special/seeded-numbers.ts'
import type { NotEstimable } from './not-estimable.ts'
import { scoreInterval } from './score-interval.ts'

export const shapes = [
  { name: 'J', shares: [0.08, 0.04, 0.08, 0.25, 0.55] },
  { name: 'U', shares: [0.35, 0.1, 0.1, 0.1, 0.35] },
  { name: 'ceiling', shares: [0.01, 0.01, 0.02, 0.06, 0.9] },
  { name: 'floor', shares: [0.8, 0.1, 0.05, 0.03, 0.02] },
  { name: 'uniform', shares: [0.2, 0.2, 0.2, 0.2, 0.2] },
  { name: 'bell', shares: [0.05, 0.2, 0.5, 0.2, 0.05] },
] as const

type Limits = { readonly estimable: true; readonly low: number; readonly high: number }

/**
 * Share of `draws` samples of size n whose interval holds the mean of `shares` (probabilities from worst to best).
 * @param intervalOf the score interval when absent; another to compare it with.
 */
export function coverage(
  shares: readonly number[],
  n: number,
  draws: number,
  seed: number,
  intervalOf: (counts: number[]) => Limits | NotEstimable = scoreInterval,
): number {
  const random = seededNumbers(seed)
  const truth = 100 * shares.reduce((sum, share, j) => sum + (share * j) / (shares.length - 1), 0)
  let covered = 0
  for (let draw = 0; draw < draws; draw++) {
    const interval = intervalOf(sample(shares, n, random))
    if (interval.estimable && interval.low <= truth && truth <= interval.high) covered++
  }
  return covered / draws
}

function sample(shares: readonly number[], n: number, random: () => number): number[] {
  const counts = shares.map(() => 0)
  for (let i = 0; i < n; i++) {
    let rest = random()
    const category = shares.findIndex((share) => (rest -= share) < 0)
    counts[category < 0 ? shares.length - 1 : category]! += 1
  }
  return counts
}
