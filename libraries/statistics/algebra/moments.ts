// SPDX-License-Identifier: AGPL-3.0-or-later
// Sums that every method needs: mean, variance, products of vectors and matrices.
import type { Matrix } from './cholesky.ts'

export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** NaN of nothing: callers say "not estimable" before they ask. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

export type Divisor = 0 | 1

/** With divisor n − less. @param less 1 (sample) when absent, 0 for a whole population. */
export function variance(values: readonly number[], less: Divisor = 1): number {
  const centre = mean(values)
  let square = 0
  for (const value of values) square += (value - centre) ** 2
  return square / (values.length - less)
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0
  for (let index = 0; index < a.length; index++) total += a[index]! * b[index]!
  return total
}

/** X′ W X of the rows of X. @param weights one a row; all 1 when absent. */
export function crossProduct(rows: Matrix, weights?: readonly number[]): number[][] {
  const size = rows[0]?.length ?? 0
  const product = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  rows.forEach((row, index) => {
    const weight = weights?.[index] ?? 1
    for (let i = 0; i < size; i++) {
      const scaled = weight * row[i]!
      for (let j = 0; j <= i; j++) product[i]![j]! += scaled * row[j]!
    }
  })
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) product[i]![j] = product[j]![i]!
  return product
}

/** X′ W y. */
export function crossVector(rows: Matrix, y: readonly number[], weights?: readonly number[]): number[] {
  const result = new Array<number>(rows[0]?.length ?? 0).fill(0)
  rows.forEach((row, index) => {
    const scaled = (weights?.[index] ?? 1) * y[index]!
    for (let i = 0; i < row.length; i++) result[i]! += scaled * row[i]!
  })
  return result
}

export function multiply(a: Matrix, b: Matrix): number[][] {
  const width = b[0]?.length ?? 0
  return a.map((row) =>
    Array.from({ length: width }, (_, j) => row.reduce((total, value, k) => total + value * b[k]![j]!, 0)),
  )
}

export function timesVector(a: Matrix, x: readonly number[]): number[] {
  return a.map((row) => dot(row, x))
}
