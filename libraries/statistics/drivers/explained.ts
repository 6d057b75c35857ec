// SPDX-License-Identifier: AGPL-3.0-or-later
// R² of a regression on standardised variables, straight from their correlations: what driver analysis is made of. The counts
// of the cube give weighted correlations, so no single answer is read.
import { solve, type Matrix } from '../algebra/cholesky.ts'
import { dot, mean, variance } from '../algebra/moments.ts'

/** Correlations of the columns. @returns undefined when one does not vary. */
export function correlations(columns: Matrix): number[][] | undefined {
  const scaled = columns.map((column) => {
    const centre = mean(column)
    const deviation = Math.sqrt(variance(column))
    return column.map((value) => (value - centre) / deviation)
  })
  const n = columns[0]?.length ?? 0
  if (n < 2 || !scaled.every((column) => column.every(Number.isFinite))) return undefined
  return scaled.map((a) => scaled.map((b) => dot(a, b) / (n - 1)))
}

/**
 * @param among correlations of the explaining variables. @param withY theirs with what is explained.
 * @param chosen which of them take part. @returns undefined when they depend on each other.
 */
export function explained(among: Matrix, withY: readonly number[], chosen: readonly number[]): number | undefined {
  if (chosen.length === 0) return 0
  const right = chosen.map((i) => withY[i]!)
  const slopes = solve(
    chosen.map((i) => chosen.map((j) => among[i]![j]!)),
    right,
  )
  return slopes && dot(slopes, right)
}
