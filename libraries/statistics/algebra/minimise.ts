// SPDX-License-Identifier: AGPL-3.0-or-later
// The lowest point of a smooth function of a few variables: quasi-Newton steps (BFGS) with gradients by central differences
// and a search along each step. Deterministic; infinite values mark what is not allowed. For likelihoods of a few parameters
// that the caller scales to about 1. Source: Nocedal & Wright (2006), algorithm 6.1.
import { dot } from './moments.ts'

const steps = 500
const width = 1e-5

/** @returns the best point found. @example minimise(([x = 0]) => (x - 2) ** 2, [0]).map(Math.round) // [2] */
export function minimise(f: (x: readonly number[]) => number, start: readonly number[]): number[] {
  let at = [...start]
  let value = f(at)
  let gradient = slope(f, at)
  let inverse = identity(at.length)
  for (let step = 0; step < steps; step++) {
    if (Math.max(...gradient.map(Math.abs)) < 1e-9 * (1 + Math.abs(value))) break
    let direction = inverse.map((row) => -dot(row, gradient))
    if (!(dot(direction, gradient) < 0)) {
      inverse = identity(at.length)
      direction = gradient.map((g) => -g)
    }
    const next = search(f, at, value, direction, dot(direction, gradient))
    if (next === undefined) {
      if (isIdentity(inverse)) break
      inverse = identity(at.length)
      continue
    }
    const newGradient = slope(f, next.at)
    inverse = update(
      inverse,
      next.at.map((x, i) => x - at[i]!),
      newGradient.map((g, i) => g - gradient[i]!),
    )
    ;[at, value, gradient] = [next.at, next.value, newGradient]
  }
  return at
}

function slope(f: (x: readonly number[]) => number, at: readonly number[]): number[] {
  return at.map((x, i) => {
    const h = width * (1 + Math.abs(x))
    const beside = (sign: 1 | -1): number => f(at.with(i, x + sign * h))
    return (beside(1) - beside(-1)) / (2 * h)
  })
}

/** Halves the step until it gains what the slope promises (Armijo). @returns undefined when no step does. */
function search(
  f: (x: readonly number[]) => number,
  at: readonly number[],
  value: number,
  direction: readonly number[],
  promised: number,
): { at: number[]; value: number } | undefined {
  for (let length = 1; length > 1e-14; length /= 2) {
    const tried = at.map((x, i) => x + length * direction[i]!)
    const reached = f(tried)
    if (reached <= value + 1e-4 * length * promised && reached < value) return { at: tried, value: reached }
  }
  return undefined
}

function update(inverse: number[][], s: readonly number[], y: readonly number[]): number[][] {
  const product = dot(s, y)
  if (!(product > 1e-14)) return inverse
  const hy = inverse.map((row) => dot(row, y))
  const scale = (product + dot(y, hy)) / product ** 2
  return inverse.map((row, i) =>
    row.map((h, j) => h + scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / product),
  )
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)))
}

function isIdentity(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every((row, i) => row.every((value, j) => value === (i === j ? 1 : 0)))
}
