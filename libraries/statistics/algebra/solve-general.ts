// SPDX-License-Identifier: AGPL-3.0-or-later
// Linear systems that are not symmetric: Gauss's elimination with row exchanges. For the integral equation of run lengths and
// the Newton steps of small models, all far from singular. Source: Golub & Van Loan (2013), 3.4.

/** x with A x = b; both arguments are used up. @example solveGeneral([[0, 2], [1, 0]], [4, 3]) // [3, 2] */
export function solveGeneral(rows: number[][], right: number[]): number[] {
  const size = rows.length
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i
    ;[rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!]
    ;[right[k], right[pivot]] = [right[pivot]!, right[k]!]
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!
      for (let j = k; j < size; j++) rows[i]![j]! -= factor * rows[k]![j]!
      right[i]! -= factor * right[k]!
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) right[i]! -= rows[i]![j]! * right[j]!
    right[i]! /= rows[i]![i]!
  }
  return right
}
