// SPDX-License-Identifier: AGPL-3.0-or-later
// How far an answer lies from all answers taken together, d² = (x − μ)′ Σ⁻¹ (x − μ); near χ² with as many degrees as questions.
// A sign among others. Fails: questions that determine each other. Source: Mahalanobis (1936).
import { cholesky, solveWith, type Matrix } from '../algebra/cholesky.ts'
import { dot } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

/** @param mean and @param covariance of the answers. @returns d², one a row. */
export function mahalanobis(
  rows: Matrix,
  mean: readonly number[],
  covariance: Matrix,
): { estimable: true; values: readonly number[] } | NotEstimable {
  const size = mean.length
  if (covariance.length !== size || [...rows, ...covariance].some((row) => row.length !== size))
    return notEstimable('invalid values')
  const lower = cholesky(covariance)
  if (lower === undefined) return notEstimable('singular')
  return estimated({
    estimable: true,
    values: rows.map((row) => {
      const centred = row.map((value, i) => value - mean[i]!)
      return dot(centred, solveWith(lower, centred))
    }),
  })
}
