// SPDX-License-Identifier: AGPL-3.0-or-later
// Equipercentile equating: x becomes the score of Y with the same percentile rank, scores spread evenly over ±½ (uniform
// kernel). A diagnostic; rough where few answered, so that the counts may be smoothed first (log-linear.ts).
//   P(x) = 100 {F(x* − 1) + [x − (x* − ½)] [F(x*) − F(x* − 1)]};  y = P_Y⁻¹(P_X(x))
// Error of each value: Lord (1982). Source: Kolen & Brennan (2014), 2.5.1, eq. 2.14–2.18, 7.12. Case equate-act-equipercentile.
import { sum } from '../algebra/moments.ts'
import { areCounts, estimated, finite, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Equipercentile {
  readonly estimable: true
  readonly values: readonly number[]
  readonly standardErrors: readonly number[]
  /** 0…1, one a score of X. */
  readonly ranks: readonly number[]
}

/** Shares closer than this are the same one, summed up in another order. */
const tie = 1e-10

/** Scores are consecutive whole numbers, the first of Y being @param firstY. Counts may be smoothed. */
export function equipercentile(
  countsX: readonly number[],
  countsY: readonly number[],
  firstY: number,
): Equipercentile | NotEstimable {
  if (!areCounts(countsX) || !areCounts(countsY)) return notEstimable('invalid counts')
  const [nx, ny] = [sum(countsX), sum(countsY)]
  if (!(nx > 0 && ny > 0)) return notEstimable('no answers')
  const ranks = percentileRanks(countsX)
  const below = cumulative(countsY)
  const values: number[] = []
  const standardErrors: number[] = []
  for (const rank of ranks) {
    const j = below.findIndex((share) => share > rank + tie)
    // Nobody below or nobody above: the very ends of the scale.
    if (rank <= tie || j === -1) {
      values.push(firstY - 0.5 + (rank <= tie ? 0 : below.length))
      standardErrors.push(0)
      continue
    }
    const [from, to] = [j === 0 ? 0 : below[j - 1]!, below[j]!]
    const density = to - from
    // A rank that exactly all up to some score reach, and nobody has the scores above it: the middle of that gap.
    const reached = below.findIndex((share) => share >= rank - tie)
    values.push(firstY + j - 0.5 + (reached < j ? (reached + 1 - j) / 2 : (rank - from) / density))
    const variance =
      ((rank * (1 - rank) * (nx + ny)) / (nx * ny) - ((to - rank) * (rank - from)) / (ny * density)) / density ** 2
    standardErrors.push(Math.sqrt(Math.max(0, variance)))
  }
  return estimated({ estimable: true, values, standardErrors, ranks })
}

/** Share below the middle of each score. @throws RangeError when nobody answered. */
export function percentileRanks(counts: readonly number[]): number[] {
  const below = cumulative(counts)
  return finite(counts.map((_, j) => ((j === 0 ? 0 : below[j - 1]!) + below[j]!) / 2))
}

function cumulative(counts: readonly number[]): number[] {
  const all = sum(counts)
  let below = 0
  return counts.map((count) => (below += count) / all)
}
