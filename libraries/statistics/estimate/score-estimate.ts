// SPDX-License-Identifier: AGPL-3.0-or-later
// The mean of a scale as an Estimate on 0–100. A scale other than our own (level L1, L2) keeps its answers and adds the
// error of its conversion to the interval until a bridge study exists (statistics.md §1).
import { sum } from '../algebra/moments.ts'
import { scoreInterval } from '../intervals/score-interval.ts'
import { addedDeviation, type ScaleLevel } from '../method/method.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { estimate, type About, type Estimate, type Figures } from './estimate.ts'

export interface ScoreInput {
  /** Answers per category, from worst to best. */
  counts: readonly number[]
  nEffective?: number
  /** L0 when absent. */
  level?: ScaleLevel
  /** Name of the native scale, for instance 'thumbs'; decides the error at level L2. */
  scale?: string
}

/** @throws RangeError at level L3: a net promoter score is never turned into satisfaction. */
export function scoreEstimate({ counts, nEffective, level = 'L0', scale = '' }: ScoreInput, about: About): Estimate {
  const added = addedDeviation(level, scale)
  if (added === null) throw new RangeError('a net promoter score is not a satisfaction score')
  const n = sum(counts)
  const result = scoreInterval(counts, nEffective === undefined ? {} : { nEffective })
  const common = {
    unit: 'points',
    interval: 'score-interval',
    n,
    ...(nEffective === undefined ? {} : { nEffective }),
  } as const
  if (!result.estimable) return estimate({ ...common, result }, about)
  const z = normalQuantile((1 + result.level) / 2)
  const sampling = ((result.high - result.low) / (2 * z)) ** 2
  const figures: Figures = { ...common, result, variance: { sampling, bridge: 0, conversion: added * added } }
  if (level === 'L0') return estimate(figures, about)
  // Each side grows by the root of the sum of squares, so that an interval that leans keeps leaning.
  const { value } = result
  const low = Math.max(0, value - Math.hypot(Math.max(0, value - result.low), z * added))
  const high = Math.min(100, value + Math.hypot(Math.max(0, result.high - value), z * added))
  return estimate({ ...figures, result: { ...result, low, high }, conversion: { level, error: added } }, about)
}
