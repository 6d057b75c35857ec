// SPDX-License-Identifier: AGPL-3.0-or-later
// The leading singular vectors of a sparse matrix, by subspace iteration on AᵀA. Use to start nmf, which needs them roughly; not
// where digits count. Starts from fixed vectors, so the result is the same each time. Source: Halko, Martinsson & Tropp
// (2011), algorithm 4.4. Cost: 2 · rounds · entries · rank. Failure: vectors of a rank that the matrix does not have are zero.
import { times, timesTransposed, type Matrix } from './tf-idf.ts'

export interface Factors {
  /** One for each singular value, descending: of the texts, and of the stems. */
  readonly left: Float64Array[]
  readonly right: Float64Array[]
  readonly values: number[]
}

const rounds = 8

export function leadingVectors(matrix: Matrix, rank: number): Factors {
  // Fixed and unlike each other: cosines of multiples of the golden ratio.
  let basis: Float64Array[] = Array.from({ length: rank }, (_, k) =>
    Float64Array.from(
      matrix.vocabulary,
      (_stem, column) => Math.cos((k + 1) * (column + 1) * 1.618033988749895) + (k === 0 ? 2 : 0),
    ),
  )
  for (let round = 0; round < rounds; round++) {
    basis = orthonormal(basis).map((vector) => timesTransposed(matrix, times(matrix, vector)))
  }
  const right = orthonormal(basis)
  const products = right.map((vector) => times(matrix, vector))
  const values = products.map(lengthOf)
  const left = products.map((vector, k) => vector.map((value) => (values[k]! > 1e-12 ? value / values[k]! : 0)))
  return { left, right, values }
}

const lengthOf = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

/** Gram–Schmidt, twice over; what is nothing but rounding becomes zero. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = []
  for (const vector of vectors) {
    const own = Float64Array.from(vector)
    const before = lengthOf(own)
    for (let again = 0; again < 2; again++) {
      for (const other of done) {
        let share = 0
        for (let at = 0; at < own.length; at++) share += own[at]! * other[at]!
        for (let at = 0; at < own.length; at++) own[at]! -= share * other[at]!
      }
    }
    const length = lengthOf(own)
    done.push(own.map((value) => (length > 1e-10 * before && length > 0 ? value / length : 0)))
  }
  return done
}
