// SPDX-License-Identifier: AGPL-3.0-or-later
// Non-negative matrix factorisation: A ≈ W H, texts × themes and themes × stems, least squares. Use for themes no codebook foresaw; not on a few texts,
// and read a theme before naming it. Start: NNDSVD with zeros filled by the mean / 100 (Boutsidis & Gallopoulos 2008), so
// no chance is in it. Steps: hierarchical least squares (Cichocki & Phan 2009). At most 40 rounds, or until the fit moves by less than 10⁻⁴.
// Cost a round: entries · rank. Failure: an empty matrix gives themes of nothing.
import { leadingVectors } from './singular-vectors.ts'
import { times, timesTransposed, type Matrix } from './tf-idf.ts'

export interface Factorisation {
  /** For each theme, its weight in each text, ≥ 0. */
  readonly texts: readonly Float64Array[]
  /** For each theme, a weight of each stem, ≥ 0. */
  readonly themes: readonly Float64Array[]
}

const mostRounds = 40
const enough = 1e-4

export function nmf(matrix: Matrix, rank: number): Factorisation {
  const { left, right, values } = leadingVectors(matrix, rank)
  const [w, h] = start(left, right, values)
  let before = Infinity
  for (let round = 0; round < mostRounds; round++) {
    update(w, gramOf(h), (k) => times(matrix, h[k]!))
    const sums = w.map((factors) => timesTransposed(matrix, factors))
    const gram = gramOf(w)
    update(h, gram, (k) => sums[k]!.slice())
    // ‖A − W H‖² up to the constant ‖A‖².
    const fit = lossOf(h, gram, sums)
    if (Math.abs(before - fit) <= enough * Math.max(1, Math.abs(fit))) break
    before = fit
  }
  return { texts: w, themes: h }
}

/** Each pair of singular vectors gives the sign that holds more of it. */
function start(left: Float64Array[], right: Float64Array[], values: number[]): [Float64Array[], Float64Array[]] {
  const w: Float64Array[] = []
  const h: Float64Array[] = []
  values.forEach((value, k) => {
    const [u, v] = [left[k]!, right[k]!]
    const [plus, minus] = [1, -1].map((sign) => [partOf(u, sign), partOf(v, sign)] as const) as [Part, Part]
    const [a, b] = normOf(plus[0]) * normOf(plus[1]) >= normOf(minus[0]) * normOf(minus[1]) ? plus : minus
    const scale = Math.sqrt(value * normOf(a) * normOf(b))
    w.push(filled(a, scale / (normOf(a) || 1)))
    h.push(filled(b, scale / (normOf(b) || 1)))
  })
  return [w, h]
}

type Part = readonly [Float64Array, Float64Array]

const partOf = (vector: Float64Array, sign: number): Float64Array => vector.map((value) => Math.max(0, sign * value))
const normOf = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

function filled(vector: Float64Array, scale: number): Float64Array {
  const mean = (scale * vector.reduce((sum, value) => sum + value, 0)) / Math.max(1, vector.length)
  return vector.map((value) => (value > 0 ? value * scale : mean / 100))
}

function gramOf(vectors: readonly Float64Array[]): number[][] {
  return vectors.map((a) => vectors.map((b) => product(a, b)))
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

/** One theme after the other, each the best given the rest. */
function update(own: Float64Array[], gram: readonly (readonly number[])[], target: (k: number) => Float64Array): void {
  own.forEach((vector, k) => {
    const goal = target(k)
    const weight = gram[k]![k]!
    if (weight < 1e-12) return
    own.forEach((other, j) => {
      const share = gram[k]![j]!
      if (j !== k && share !== 0) for (let at = 0; at < goal.length; at++) goal[at]! -= share * other[at]!
    })
    for (let at = 0; at < vector.length; at++) vector[at] = Math.max(0, goal[at]! / weight)
  })
}

function lossOf(
  h: readonly Float64Array[],
  gram: readonly (readonly number[])[],
  sums: readonly Float64Array[],
): number {
  const own = gramOf(h)
  let loss = 0
  h.forEach((vector, k) => {
    loss -= 2 * vector.reduce((sum, value, at) => sum + value * sums[k]![at]!, 0)
    h.forEach((_, j) => (loss += gram[k]![j]! * own[k]![j]!))
  })
  return loss
}
