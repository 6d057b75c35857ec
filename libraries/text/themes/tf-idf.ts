// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts as rows of weights of stems: (1 + ln f) · ln((1 + n) / (1 + d)) + 1 for idf, each row of length 1. Use before nmf. A stem counts only when at
// least `fewest` texts have it: what few people wrote is no theme, and must not show in a label. Source: Salton &
// Buckley (1988), smoothed idf. The vocabulary has at most 2,000 stems, the most frequent, ties by alphabet, so a text of
// any length has a bounded row. Failure: a text without a frequent stem has an empty row.

/** Row by row without its zeros: those of row r stand from offsets[r] to before offsets[r + 1]. */
export interface Matrix {
  readonly offsets: Int32Array
  /** Ascending within a row. */
  readonly columns: Int32Array
  readonly weights: Float64Array
  readonly vocabulary: readonly string[]
}

const mostStems = 2000

/**
 * @param texts stems of each. @param fewest texts that must have a stem.
 * @example tfIdf([['a', 'b'], ['a']], 2).vocabulary // ['a']
 */
export function tfIdf(texts: readonly (readonly string[])[], fewest: number): Matrix {
  const documents = new Map<string, number>()
  for (const stems of texts) for (const stem of new Set(stems)) documents.set(stem, (documents.get(stem) ?? 0) + 1)
  const vocabulary = [...documents]
    .filter(([, count]) => count >= fewest)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, mostStems)
    .map(([stem]) => stem)
  const column = new Map(vocabulary.map((stem, index) => [stem, index]))
  const idf = vocabulary.map((stem) => Math.log((1 + texts.length) / (1 + documents.get(stem)!)) + 1)
  const offsets = new Int32Array(texts.length + 1)
  const columns: number[] = []
  const weights: number[] = []
  texts.forEach((stems, row) => {
    for (const [index, weight] of rowOf(stems, column, idf)) {
      columns.push(index)
      weights.push(weight)
    }
    offsets[row + 1] = columns.length
  })
  return { offsets, columns: Int32Array.from(columns), weights: Float64Array.from(weights), vocabulary }
}

function rowOf(
  stems: readonly string[],
  column: ReadonlyMap<string, number>,
  idf: readonly number[],
): (readonly [number, number])[] {
  const counts = new Map<number, number>()
  for (const stem of stems) {
    const index = column.get(stem)
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const row = [...counts].map(([index, count]) => [index, (1 + Math.log(count)) * idf[index]!] as const)
  const length = Math.sqrt(row.reduce((sum, [, weight]) => sum + weight * weight, 0))
  return row.sort(([a], [b]) => a - b).map(([index, weight]) => [index, weight / length] as const)
}

/** A v. */
export function times({ offsets, columns, weights }: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(offsets.length - 1)
  for (let row = 0; row < result.length; row++) {
    let sum = 0
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += weights[at]! * vector[columns[at]!]!
    result[row] = sum
  }
  return result
}

/** Aᵀ v. */
export function timesTransposed({ offsets, columns, weights, vocabulary }: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(vocabulary.length)
  for (let row = 0; row < vector.length; row++) {
    const factor = vector[row]!
    if (factor === 0) continue
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) result[columns[at]!]! += weights[at]! * factor
  }
  return result
}
