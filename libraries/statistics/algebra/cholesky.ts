// SPDX-License-Identifier: AGPL-3.0-or-later
// Solving with symmetric positive definite matrices, which is all that weights, variances and regressions here need. Own
// code because matrix packages bring more than they save (decision 013). Method: Cholesky, A = L L′; a pivot that is lost in
// rounding says that the matrix is singular, and the caller says "not estimable". Source: Golub & Van Loan (2013), 4.2.

export type Matrix = readonly (readonly number[])[]

/** Share of the largest diagonal element below which a pivot counts as zero. */
const lost = 1e-12

/** @returns the lower triangle, or undefined when the matrix is not positive definite. */
export function cholesky(matrix: Matrix): number[][] | undefined {
  const size = matrix.length
  const largest = Math.max(...matrix.map((row, index) => Math.abs(row[index]!)))
  const lower: number[][] = []
  for (let i = 0; i < size; i++) {
    const row: number[] = []
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!
      const other = j < i ? lower[j]! : row
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!
      if (j < i) row.push(sum / other[j]!)
      else if (!(sum > lost * largest)) return undefined
      else row.push(Math.sqrt(sum))
    }
    lower.push(row)
  }
  return lower
}

/** x with A x = b, from the triangle of A. */
export function solveWith(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = lower.length
  const x = [...right]
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!
    x[i]! /= lower[i]![i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k]![i]! * x[k]!
    x[i]! /= lower[i]![i]!
  }
  return x
}

/** x with A x = b. @returns undefined when A is not positive definite. @example solve([[4, 2], [2, 3]], [8, 7]) // [1.25, 1.5] */
export function solve(matrix: Matrix, right: readonly number[]): number[] | undefined {
  const lower = cholesky(matrix)
  return lower && solveWith(lower, right)
}

/** The inverse. @returns undefined when the matrix is not positive definite. @example invert([[2, 0], [0, 4]]) // [[0.5, 0], [0, 0.25]] */
export function invert(matrix: Matrix): number[][] | undefined {
  const lower = cholesky(matrix)
  if (lower === undefined) return undefined
  const columns = matrix.map((_, i) =>
    solveWith(
      lower,
      matrix.map((__, j) => (i === j ? 1 : 0)),
    ),
  )
  // Exactly symmetric, whatever rounding did.
  return columns.map((column, i) => column.map((value, j) => (value + columns[j]![i]!) / 2))
}
