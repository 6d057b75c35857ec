// SPDX-License-Identifier: AGPL-3.0-or-later
// How wide the limits of an EWMA must be for a wanted in-control average run length (370: a false alarm a year for a daily
// figure). Method: the run length L(z) from each state solves L(z) = 1 + ∫ L(y) φ-density dy (Fredholm); on Gauss–Legendre
// nodes it is a linear system; a reflecting start adds the mass below zero. The limit is found by halving.
// Source: Crowder (1987), Technometrics 29:401; Knoth (2005). Reference case ewma-limits.
import { solveGeneral } from '../algebra/solve-general.ts'
import { finite, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { normalDensity, normalDistribution } from '../special/normal-distribution.ts'
import { gaussLegendre } from '../special/gauss-legendre.ts'

export interface LimitOptions {
  /** .2 when absent. */
  readonly lambda?: number
  /** one: resets at 0; two: both directions. one when absent. */
  readonly sides?: 'one' | 'two'
}

const nodes = 60

/** @param runLength in-control average run length > 1. @returns the multiple of the asymptotic deviation. @example ewmaLimit(370) // 2.76… */
export function ewmaLimit(
  runLength: number,
  { lambda = 0.2, sides = 'one' }: LimitOptions = {},
): number | NotEstimable {
  if (!(runLength > 1 && lambda > 0 && lambda <= 1)) return notEstimable('invalid values')
  let [low, high] = [0.01, 1]
  while (runLengthOf(high, lambda, sides) < runLength) {
    high *= 2
    if (high > 64) return notEstimable('not converged')
  }
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (runLengthOf(middle, lambda, sides) < runLength) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Average run length in control, started at the centre. @throws RangeError unless limit > 0 and 0 < λ ≤ 1, and where it is beyond counting. */
export function ewmaRunLength(limit: number, lambda: number, sides: 'one' | 'two'): number {
  const length = limit > 0 && lambda > 0 && lambda <= 1 ? runLengthOf(limit, lambda, sides) : NaN
  return finite(length >= 1 ? length : NaN)
}

function runLengthOf(limit: number, lambda: number, sides: 'one' | 'two'): number {
  const top = limit * Math.sqrt(lambda / (2 - lambda))
  const bottom = sides === 'one' ? 0 : -top
  const { points, weights } = gaussLegendre(nodes, bottom, top)
  // From state z the next one is y with density φ((y − (1 − λ) z)/λ)/λ.
  const density = (from: number, to: number): number => normalDensity((to - (1 - lambda) * from) / lambda) / lambda
  const reset = (from: number): number => (sides === 'one' ? normalDistribution((-(1 - lambda) * from) / lambda) : 0)
  const states = sides === 'one' ? [0, ...points] : points
  const rows = states.map((from, i) => {
    const integral = points.map((to, k) => -weights[k]! * density(from, to))
    const row = sides === 'one' ? [-reset(from), ...integral] : integral
    row[i]! += 1
    return row
  })
  const lengths = solveGeneral(
    rows,
    states.map(() => 1),
  )
  if (sides === 'one') return lengths[0]!
  return 1 + points.reduce((total, to, k) => total + weights[k]! * density(0, to) * lengths[k]!, 0)
}
