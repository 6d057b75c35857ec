// SPDX-License-Identifier: AGPL-3.0-or-later
// The comonotone scores of a bridge study with their covariance C, which every mean converted by them carries as p′Cp
// (convertedVariance). Both scales answered by the same people (a table), or each by a random half. Method: the scores are a
// function s of the counts; each cell of c answers adds c · (∂s/∂c)(∂s/∂c)′ (infinitesimal jackknife for multinomials), the
// derivative by central differences. When not: answers drawn by clusters, which are not independent. Fails: no answers on
// either scale. Source: statistics.md §1; Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, 6.
import type { Matrix } from '../algebra/cholesky.ts'
import { sum } from '../algebra/moments.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { comonotone } from './comonotone.ts'

/** Counts, worst to best: rows the source, columns the target; or the two halves. */
export type BridgeCounts =
  | { readonly together: Matrix }
  | { readonly source: readonly number[]; readonly target: readonly number[] }

export interface BridgeScores {
  readonly estimable: true
  /** One a source category, in the unit of the target's scores. */
  readonly scores: readonly number[]
  /** Of the scores, in the squared unit. */
  readonly covariance: Matrix
}

/**
 * @param targetScores ascending, one a category of the target.
 * @example bridgeScores({ source: [50, 50], target: [50, 50] }, [0, 100]).scores // [0, 100]
 */
export function bridgeScores(bridge: BridgeCounts, targetScores: readonly number[]): BridgeScores | NotEstimable {
  const cells = cellsOf(bridge, targetScores.length)
  if (cells === undefined) return notEstimable('invalid counts')
  const { counts, scoresOf } = cells
  const whole = scoresOf(counts, targetScores)
  if (!whole.estimable) return whole
  const covariance = whole.scores.map(() => new Array<number>(whole.scores.length).fill(0))
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue
    const step = Math.min(0.5, count / 2)
    const [more, less] = [step, -step].map((by) => scoresOf(counts.with(cell, count + by), targetScores))
    if (!more?.estimable || !less?.estimable) return notEstimable('no answers')
    const slope = more.scores.map((score, j) => (score - less.scores[j]!) / (2 * step))
    slope.forEach((a, i) => slope.forEach((b, j) => (covariance[i]![j]! += count * a * b)))
  }
  return estimated({ estimable: true, scores: whole.scores, covariance })
}

interface Cells {
  readonly counts: readonly number[]
  scoresOf(counts: readonly number[], scores: readonly number[]): ReturnType<typeof comonotone>
}

function cellsOf(bridge: BridgeCounts, width: number): Cells | undefined {
  if (!('together' in bridge)) {
    const { source, target } = bridge
    if (target.length !== width || ![source, target].every(areCounts)) return undefined
    const split = source.length
    return {
      counts: [...source, ...target],
      scoresOf: (counts, scores) => comonotone(counts.slice(0, split), counts.slice(split), scores),
    }
  }
  const { together } = bridge
  if (!together.every((row) => row.length === width && areCounts(row))) return undefined
  return {
    counts: together.flat(),
    scoresOf(counts, scores) {
      const rows = together.map((_, i) => counts.slice(i * width, (i + 1) * width))
      return comonotone(
        rows.map((row) => sum(row)),
        scores.map((_, j) => sum(rows.map((row) => row[j]!))),
        scores,
      )
    },
  }
}
