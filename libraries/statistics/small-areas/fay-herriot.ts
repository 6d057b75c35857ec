// SPDX-License-Identifier: AGPL-3.0-or-later
// Fay–Herriot: a service with few answers borrows strength from its peers. The direct estimate y with known sampling variance
// ψ is drawn towards a regression on what is known of the service; how far depends on A, the variance between services.
//   θ̂ = γ y + (1 − γ) x′β, γ = A/(A + ψ);  A by restricted maximum likelihood (Fisher scoring)
//   mse = g1 + g2 + 2 g3: what remains unknown of θ, of β and of A (Prasad & Rao)
// Use within a peer group, for services that cannot stand alone; always labelled 'stima da modello'. Never to rank.
// Fails: fewer services than regressors + 1, a regression that is not determined. Source: Fay & Herriot (1979), JASA 74:269;
// Prasad & Rao (1990), JASA 85:163; Rao & Molina (2015), 6.1. Reference case fay-herriot-milk.
import { invert, type Matrix } from '../algebra/cholesky.ts'
import { crossProduct, crossVector, dot, sum, timesVector } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface FayHerriot {
  readonly estimable: true
  /** Variance between areas beyond the regression; 0 when the areas differ no more than chance makes them. */
  readonly betweenVariance: number
  readonly coefficients: readonly number[]
  readonly values: readonly number[]
  readonly meanSquareErrors: readonly number[]
}

interface Fit {
  readonly weights: number[]
  readonly covariance: number[][]
  readonly coefficients: number[]
}

const steps = 200

/**
 * @param y direct estimates, one an area. @param sampling their sampling variances ψ > 0.
 * @param x one row an area; a column of ones for the intercept.
 */
export function fayHerriot(y: readonly number[], sampling: readonly number[], x: Matrix): FayHerriot | NotEstimable {
  const regressors = x[0]?.length ?? 0
  if (y.length !== sampling.length || y.length !== x.length) return notEstimable('invalid values')
  if (!sampling.every((psi) => Number.isFinite(psi) && psi > 0) || !y.every(Number.isFinite))
    return notEstimable('invalid values')
  if (regressors === 0 || x.some((row) => row.length !== regressors)) return notEstimable('invalid values')
  if (y.length <= regressors) return notEstimable('too few units')
  const between = restrictedVariance(y, sampling, x)
  const fit = between === undefined ? undefined : regress(y, sampling, x, between)
  if (between === undefined || fit === undefined) return notEstimable('singular')
  const { coefficients, covariance, weights } = fit
  const information = dot(weights, weights)
  const values: number[] = []
  const errors: number[] = []
  sampling.forEach((psi, i) => {
    const gamma = between / (between + psi)
    values.push(gamma * y[i]! + (1 - gamma) * dot(x[i]!, coefficients))
    const g2 = (1 - gamma) ** 2 * dot(x[i]!, timesVector(covariance, x[i]!))
    const g3 = ((1 - gamma) ** 2 / (between + psi)) * (2 / information)
    errors.push(gamma * psi + g2 + 2 * g3)
  })
  return estimated({ estimable: true, betweenVariance: between, coefficients, values, meanSquareErrors: errors })
}

function regress(y: readonly number[], sampling: readonly number[], x: Matrix, between: number): Fit | undefined {
  const weights = sampling.map((psi) => 1 / (between + psi))
  const covariance = invert(crossProduct(x, weights))
  return covariance && { weights, covariance, coefficients: timesVector(covariance, crossVector(x, y, weights)) }
}

/** Fisher scoring on the restricted likelihood, kept at A ≥ 0. */
function restrictedVariance(y: readonly number[], sampling: readonly number[], x: Matrix): number | undefined {
  let between = sampling.toSorted((a, b) => a - b)[Math.floor(sampling.length / 2)]!
  for (let step = 0; step < steps; step++) {
    const fit = regress(y, sampling, x, between)
    if (fit === undefined) return undefined
    const { weights, covariance, coefficients } = fit
    // P = W − W X C X′ W: its trace, the trace of P², and y′P²y = Σ (w r)² for the residuals r.
    const squares = weights.map((weight) => weight * weight)
    const cross = crossProduct(x, squares)
    const cubes = crossProduct(
      x,
      squares.map((square, i) => square * weights[i]!),
    )
    const product = covariance.map((row) => cross.map((_, j) => dot(row, cross[j]!)))
    const trace = sum(weights) - traceOf(covariance, cross)
    const square = sum(squares) - 2 * traceOf(covariance, cubes) + traceSquare(product)
    const residual = y.reduce((total, value, i) => total + (weights[i]! * (value - dot(x[i]!, coefficients))) ** 2, 0)
    const next = Math.max(0, between + (residual - trace) / square)
    if (Math.abs(next - between) <= 1e-12 * (1 + between)) return next
    between = next
  }
  return between
}

function traceOf(a: Matrix, b: Matrix): number {
  return a.reduce((total, row, i) => total + dot(row, b[i]!), 0)
}

function traceSquare(a: Matrix): number {
  return a.reduce((total, row, i) => total + row.reduce((part, value, j) => part + value * a[j]![i]!, 0), 0)
}
