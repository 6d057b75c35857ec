// SPDX-License-Identifier: AGPL-3.0-or-later
// All that the public knows, and nothing else: the attack takes this and has no way to the true counts. Besides exact numbers
// and equations: any other linear statement, such as what a rounded share or a rounded mean says (statistics.md §5: rounding
// as two inequalities), and bounds somebody knows beforehand.
import type { Equation } from '../table/table.ts'

/** low ≤ Σ coefficient · cell ≤ high. */
export interface Relation {
  readonly terms: readonly (readonly [cell: string, coefficient: number])[]
  readonly low: number
  readonly high: number
}

export interface Bounds {
  readonly low: number
  readonly high: number
}

export interface Publication {
  readonly equations: readonly Equation[]
  /** Every exact number ever published. */
  readonly values: ReadonlyMap<string, number>
  readonly relations?: readonly Relation[]
  /** Known beforehand of an unpublished cell; 0 to infinity when absent. */
  readonly bounds?: ReadonlyMap<string, Bounds>
}

/** A count shown to the nearest multiple of a step. @example roundedCount('a', 120, 10) // low 115, high 125 */
export function roundedCount(cell: string, shown: number, step: number): Relation {
  return { terms: [[cell, 1]], low: shown - step / 2, high: shown + step / 2 }
}

/**
 * A share of a whole, shown with a rounding error of at most half a step; neither count need be public.
 * @param shown and @param step on the scale 0–1. @example roundedShare('yes', 'all', 0.5, 0.5)[0] // { terms: [['yes', 1], ['all', -0.25]], low: 0, high: Infinity }
 */
export function roundedShare(part: string, whole: string, shown: number, step: number): Relation[] {
  return between([[part, 1]], whole, shown - step / 2, shown + step / 2)
}

/**
 * The mean of a score over the answers of a row, shown with a rounding error of at most half a step.
 * @param categories the cell of each category with its score. @param whole the cell with how many answered.
 */
export function roundedMean(
  categories: readonly (readonly [cell: string, score: number])[],
  whole: string,
  shown: number,
  step: number,
): Relation[] {
  return between(categories, whole, shown - step / 2, shown + step / 2)
}

function between(terms: Relation['terms'], whole: string, low: number, high: number): Relation[] {
  return [
    { terms: [...terms, [whole, -low]], low: 0, high: Infinity },
    { terms: [...terms, [whole, -high]], low: -Infinity, high: 0 },
  ]
}
