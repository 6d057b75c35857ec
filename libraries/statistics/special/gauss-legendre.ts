// SPDX-License-Identifier: AGPL-3.0-or-later
// Nodes and weights of Gauss–Legendre integration: exact for polynomials of degree 2n − 1. Source: DLMF 3.5(v); Newton's steps
// on the Legendre recurrence from Tricomi's approximation.

export interface Quadrature {
  readonly points: readonly number[]
  readonly weights: readonly number[]
}

const known = new Map<number, Quadrature>()

/** ∫ f over [from, to] ≈ Σ weights · f(points). */
export function gaussLegendre(size: number, from = -1, to = 1): Quadrature {
  const standard = known.get(size) ?? onUnit(size)
  known.set(size, standard)
  const [centre, half] = [(from + to) / 2, (to - from) / 2]
  return { points: standard.points.map((x) => centre + half * x), weights: standard.weights.map((w) => half * w) }
}

function onUnit(size: number): Quadrature {
  const points: number[] = []
  const weights: number[] = []
  for (let k = 1; k <= size; k++) {
    let x = -Math.cos((Math.PI * (k - 0.25)) / (size + 0.5))
    let slope = 0
    for (let step = 0; step < 100; step++) {
      let [before, value] = [1, x]
      for (let n = 2; n <= size; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n]
      slope = (size * (x * value - before)) / (x * x - 1)
      const move = value / slope
      x -= move
      if (Math.abs(move) < 1e-15) break
    }
    points.push(x)
    weights.push(2 / ((1 - x * x) * slope * slope))
  }
  return { points, weights }
}
