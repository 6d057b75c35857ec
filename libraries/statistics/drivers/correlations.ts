// SPDX-License-Identifier: AGPL-3.0-or-later
// Covariances and correlations of answers, from single answers or from counts of equal ones (weights): what reliability and
// drivers are computed from, so that no single answer need be read again. Fails: fewer than two answers; for correlations, a
// column that does not vary. Source: cov.wt of R for the weighted correlation; the divisor is Σw − 1, as for counts.
import { dot, sum } from '../algebra/moments.ts'
import type { Matrix } from '../algebra/cholesky.ts'

/**
 * Covariances of the columns. @param weights how many answers a row stands for, ≥ 0; 1 each when absent.
 * @returns undefined for fewer than two answers, or what is no number. @example covariances([[1, 3], [2, 6]]) // [[2, 4], [4, 8]]
 */
export function covariances(columns: Matrix, weights?: readonly number[]): number[][] | undefined {
  const length = columns[0]?.length ?? 0
  const own = weights ?? new Array<number>(length).fill(1)
  const n = sum(own)
  if (own.length !== length || columns.some((column) => column.length !== length)) return undefined
  if (!(n > 1 && own.every((weight) => weight >= 0))) return undefined
  const centred = columns.map((column) => {
    const centre = dot(own, column) / n
    return column.map((value) => value - centre)
  })
  const result = centred.map((a) => {
    const weighted = a.map((value, i) => own[i]! * value)
    return centred.map((b) => dot(weighted, b) / (n - 1))
  })
  return result.flat().every(Number.isFinite) ? result : undefined
}

/**
 * Correlations of the columns. @param weights as for covariances. @returns undefined when one does not vary.
 * @example correlations([[1, 2, 3], [3, 2, 1]]) // [[1, -1], [-1, 1]]
 */
export function correlations(columns: Matrix, weights?: readonly number[]): number[][] | undefined {
  const covariance = covariances(columns, weights)
  const deviations = covariance?.map((row, i) => Math.sqrt(row[i]!))
  if (!covariance || !deviations?.every((deviation) => deviation > 0)) return undefined
  const result = covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / deviations[i]! / deviations[j]!)),
  )
  return result.flat().every(Number.isFinite) ? result : undefined
}
