// SPDX-License-Identifier: AGPL-3.0-or-later
// Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations: slow for hundreds of rows, exact and simple
// for the eight dimensions it is used for. Source: Golub & Van Loan (2013), 8.5.
import type { Matrix } from './cholesky.ts'

export interface Eigen {
  /** Largest first. */
  readonly values: number[]
  /** vectors[k] belongs to values[k], of length one. */
  readonly vectors: number[][]
}

const sweeps = 100

/** @example symmetricEigen([[2, 1], [1, 2]]).values // [3, 1] */
export function symmetricEigen(matrix: Matrix): Eigen {
  const size = matrix.length
  const a = matrix.map((row) => [...row])
  const v = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let off = 0
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        off += Math.abs(a[p]![q]!)
        rotate(a, v, p, q)
      }
    }
    if (off < 1e-300) break
  }
  const order = a.map((_, i) => i).toSorted((i, j) => a[j]![j]! - a[i]![i]!)
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => v.map((row) => row[i]!)) }
}

/** Makes a[p][q] zero and turns the vectors along. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const apq = a[p]![q]!
  if (apq === 0) return
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  const turn = (row: number[]): void => {
    const [x, y] = [row[p]!, row[q]!]
    row[p] = c * x - s * y
    row[q] = s * x + c * y
  }
  a.forEach(turn)
  const [first, second] = [a[p]!, a[q]!]
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [first[k]!, second[k]!]
    first[k] = c * x - s * y
    second[k] = s * x + c * y
  }
  v.forEach(turn)
}
