// SPDX-License-Identifier: AGPL-3.0-or-later
// The chart of a share (satisfied, found it): p̄ ± 3 √(p̄ q̄/n), limits of their own for each n. Use for shares counted anew
// each period; small n make wide limits. Source: Shewhart (1931); Montgomery (2013), 7.2. Reference case pchart-orangejuice.
import { sum } from '../algebra/moments.ts'
import { areCounts, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { chart, type Chart } from './ewma.ts'

export interface PChart extends Chart {
  readonly centre: number
  /** Of one observation, √(p̄ q̄). */
  readonly deviation: number
}

/** @example pChart([5, 20], [50, 50]).beyond // [] */
export function pChart(successes: readonly number[], sizes: readonly number[], width = 3): PChart | NotEstimable {
  if (successes.length !== sizes.length || !areCounts(successes) || !areCounts(sizes))
    return notEstimable('invalid counts')
  if (!successes.every((x, t) => x <= sizes[t]!)) return notEstimable('invalid counts')
  const all = sum(sizes)
  if (!(all > 0) || sizes.some((n) => n === 0)) return notEstimable('no answers')
  const centre = sum(successes) / all
  const deviation = Math.sqrt(centre * (1 - centre))
  const half = sizes.map((n) => (width * deviation) / Math.sqrt(n))
  const shares = successes.map((x, t) => x / sizes[t]!)
  return {
    ...chart(
      shares,
      half.map((h) => Math.max(0, centre - h)),
      half.map((h) => Math.min(1, centre + h)),
    ),
    centre,
    deviation,
  }
}
