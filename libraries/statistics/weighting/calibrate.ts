// SPDX-License-Identifier: AGPL-3.0-or-later
// Calibration: the weights closest to the given ones (in one of four distances) whose totals of auxiliary variables are the
// known ones. Linear distance gives the regression estimator (GREG), raking the exponential one; logit and truncated keep the
// ratio g of new to old weight between bounds, so that no answer speaks for too many. Method: Newton's steps on the Lagrange
// multipliers λ in Σ w F(x′λ) x = T. Fails: auxiliaries that depend on each other, bounds no solution fits into.
// Source: Deville & Särndal (1992), JASA 87:376. Case greg-apiclus1-stype.
import { cholesky, solveWith } from '../algebra/cholesky.ts'
import { dampedStep } from '../algebra/damped-step.ts'
import { crossProduct, dot } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { method } from '../method/method.ts'
import type { Weighted } from './post-stratify.ts'

export type Distance = 'linear' | 'raking' | 'logit' | 'truncated'

export interface CalibrationOptions {
  /** linear when absent. */
  readonly distance?: Distance
  /** Of g, for logit and truncated: 0.3 to 3 when absent (statistics.md §4). */
  readonly bounds?: readonly [number, number]
}

interface Link {
  /** g as a function of x′λ. */
  of(u: number): number
  slope(u: number): number
}

const defaultBounds = method.weighting.bounds as [number, number]
const steps = 100
const precision = 1e-11

/**
 * @param x auxiliary variables, one row a unit; a column of ones asks for the population's size.
 * @param totals of these variables in the population.
 * @example calibrate([1, 1], [[1], [1]], [10]).weights // [5, 5]
 */
export function calibrate(
  base: readonly number[],
  x: readonly (readonly number[])[],
  totals: readonly number[],
  { distance = 'linear', bounds = defaultBounds }: CalibrationOptions = {},
): Weighted | NotEstimable {
  if (x.length !== base.length || x.some((row) => row.length !== totals.length)) return notEstimable('invalid values')
  if (!(bounds[0] >= 0 && bounds[0] < 1 && bounds[1] > 1)) return notEstimable('invalid values')
  const link = linkOf(distance, bounds)
  let lambda = totals.map(() => 0)
  let off = distanceTo(base, x, totals, lambda, link)
  for (let turn = 0; turn < steps && off.largest > precision; turn++) {
    const slopes = x.map((row, index) => base[index]! * link.slope(dot(row, lambda)))
    const lower = cholesky(crossProduct(x, slopes))
    if (lower === undefined)
      return notEstimable(distance === 'linear' || distance === 'raking' ? 'singular' : 'no solution')
    const { largest } = off
    const step = dampedStep(
      lambda,
      solveWith(lower, off.missing),
      (at) => distanceTo(base, x, totals, at, link),
      (next) => next.largest < largest,
    )
    if (step === undefined) return notEstimable('no solution')
    ;[lambda, off] = [step.at, step.state]
  }
  if (off.largest > precision) return notEstimable('not converged')
  return estimated({ estimable: true, weights: base.map((weight, index) => weight * link.of(dot(x[index]!, lambda))) })
}

function distanceTo(
  base: readonly number[],
  x: readonly (readonly number[])[],
  totals: readonly number[],
  lambda: readonly number[],
  link: Link,
): { missing: number[]; largest: number } {
  const missing = [...totals]
  x.forEach((row, index) => {
    const weight = base[index]! * link.of(dot(row, lambda))
    row.forEach((value, j) => (missing[j]! -= weight * value))
  })
  return {
    missing,
    largest: Math.max(...missing.map((value, j) => Math.abs(value) / Math.max(1, Math.abs(totals[j]!)))),
  }
}

function linkOf(distance: Distance, [low, high]: readonly [number, number]): Link {
  if (distance === 'linear') return { of: (u) => 1 + u, slope: () => 1 }
  if (distance === 'raking') return { of: Math.exp, slope: Math.exp }
  if (distance === 'truncated') {
    return {
      of: (u) => Math.min(high, Math.max(low, 1 + u)),
      slope: (u) => (1 + u > low && 1 + u < high ? 1 : 0),
    }
  }
  const a = (high - low) / ((1 - low) * (high - 1))
  const of = (u: number): number => {
    const e = Math.exp(a * u)
    if (e === Infinity) return high
    return (low * (high - 1) + high * (1 - low) * e) / (high - 1 + (1 - low) * e)
  }
  return { of, slope: (u) => (a * (of(u) - low) * (high - of(u))) / (high - low) }
}
