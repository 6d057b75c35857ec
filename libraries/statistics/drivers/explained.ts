// SPDX-License-Identifier: AGPL-3.0-or-later
// R² and slopes of a regression on standardised variables, straight from their correlations: what driver analysis is made of.
// Source: any textbook of regression: β = R⁻¹r, R² = r′R⁻¹r.
import { solve, type Matrix } from '../algebra/cholesky.ts'
import { dot } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

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

/**
 * Slopes in deviations of what is explained for a deviation of each dimension, all others equal.
 * @param among correlations of the dimensions. @param withY theirs with overall satisfaction.
 * @example standardisedSlopes([[1, 0], [0, 1]], [0.5, 0.2]).slopes // [0.5, 0.2]
 */
export function standardisedSlopes(
  among: Matrix,
  withY: readonly number[],
): { readonly estimable: true; readonly slopes: readonly number[] } | NotEstimable {
  if (withY.length === 0 || among.length !== withY.length || among.some((row) => row.length !== withY.length))
    return notEstimable('invalid values')
  const slopes = solve(among, withY)
  return slopes === undefined ? notEstimable('singular') : estimated({ estimable: true, slopes })
}
