// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts as rows of weights of stems: (1 + ln f) · ln((1 + n) / (1 + d)) + 1 for idf, each row of length 1. Use before nmf. A stem counts only when at
// least `fewest` texts have it: what few people wrote is no theme, and must not show in a label. Source: Salton &
// Buckley (1988), smoothed idf. The vocabulary has at most 2,000 stems, the most frequent, ties by alphabet, so a text of
// any length has a bounded row. Failure: a text without a frequent stem has an empty row.

export interface Matrix {
  /** For each text, columns ascending, and their weights. */
  readonly rows: readonly { readonly columns: Int32Array; readonly weights: Float64Array }[]
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
  return { rows: texts.map((stems) => rowOf(stems, column, idf)), vocabulary }
}

function rowOf(
  stems: readonly string[],
  column: ReadonlyMap<string, number>,
  idf: readonly number[],
): Matrix['rows'][number] {
  const counts = new Map<number, number>()
  for (const stem of stems) {
    const index = column.get(stem)
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const columns = Int32Array.from([...counts.keys()].sort((a, b) => a - b))
  const weights = Float64Array.from(columns, (index) => (1 + Math.log(counts.get(index)!)) * idf[index]!)
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { columns, weights: weights.map((weight) => weight / length) }
}
