// SPDX-License-Identifier: AGPL-3.0-or-later
// Comonotone scores: each category of a source scale gets the mean of the target distribution between its cumulative shares,
//   s_j = (1/p_j) ∫_{F_{j−1}}^{F_j} Q_Y(u) du.
// Keeps the mean of the target group exactly and never turns an order round: the conversion that is used after a bridge
// study (n ≥ 400 on both scales over ≥ 8 services, or random halves ≥ 800 each). An empty category gets the value between
// its neighbours. Fails: no answers on either scale. Source: statistics.md §1; the optimal transport of one distribution
// into another in one dimension (Villani 2003, 2.2).
import { sum } from '../algebra/moments.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Comonotone {
  readonly estimable: true
  /** One a source category, in the unit of the target's scores. */
  readonly scores: readonly number[]
}

/**
 * @param source counts of the source categories, worst to best. @param target counts of the target's, worst to best.
 * @param targetScores their scores, ascending. @example comonotone([1, 1], [1, 1], [0, 100]).scores // [0, 100]
 */
export function comonotone(
  source: readonly number[],
  target: readonly number[],
  targetScores: readonly number[],
): Comonotone | NotEstimable {
  if (!areCounts(source) || !areCounts(target) || target.length !== targetScores.length)
    return notEstimable('invalid counts')
  const [n, m] = [source, target].map((counts) => sum(counts)) as [number, number]
  if (!(n > 0 && m > 0)) return notEstimable('no answers')
  const edges = target.reduce<number[]>((list, count) => [...list, list.at(-1)! + count / m], [0])
  const integral = (from: number, to: number): number =>
    targetScores.reduce(
      (total, score, k) => total + score * Math.max(0, Math.min(to, edges[k + 1]!) - Math.max(from, edges[k]!)),
      0,
    )
  let below = 0
  const scores = source.map((count) => {
    const from = below
    below += count / n
    return count > 0 ? integral(from, below) / (count / n) : quantile(edges, targetScores, from)
  })
  return estimated({ estimable: true, scores })
}

/** The score at a share; at an edge between two, their mean. */
function quantile(edges: readonly number[], scores: readonly number[], u: number): number {
  const at = (share: number): number => scores[Math.max(0, edges.findIndex((edge, k) => k > 0 && edge >= share) - 1)]!
  return (at(Math.max(u - 1e-12, 0)) + at(Math.min(u + 1e-12, edges.at(-1)!))) / 2
}
