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
    // The lowest score whose share, it included, is above the rank; nobody below means the very beginning of the scale.
    const upper = rank > 0 ? below.findIndex((share) => share > rank) : 0
    const j = upper === -1 ? below.length - 1 : upper
    const [from, to] = [j === 0 ? 0 : below[j - 1]!, below[j]!]
    values.push(firstY + j - 0.5 + (to > from ? (rank - from) / (to - from) : 0))
    const density = to - from
    const variance =
      ((rank * (1 - rank) * (nx + ny)) / (nx * ny) - ((to - rank) * (rank - from)) / (ny * density)) / density ** 2
    standardErrors.push(density > 0 ? Math.sqrt(Math.max(0, variance)) : 0)
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
