// SPDX-License-Identifier: AGPL-3.0-or-later
// Proportional-odds regression of an ordered answer: logit P(Y ≤ j) = ζ_j − x′β. The check on driver analysis that takes the
// answers as ordered words, not as numbers: signs and order of the dimensions must agree. Newton's steps on the likelihood.
// Fails: a category nobody chose, regressors that determine each other, answers that x separates completely.
// Source: McCullagh (1980), JRSS B 42:109; R's MASS::polr. Reference case polr-housing.
import { invert, solve, type Matrix } from '../algebra/cholesky.ts'
import { dampedStep } from '../algebra/damped-step.ts'
import { dot, sum } from '../algebra/moments.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface ProportionalOdds {
  readonly estimable: true
  readonly coefficients: readonly number[]
  /** Between neighbouring categories, ascending. */
  readonly thresholds: readonly number[]
  /** Of the coefficients, then of the thresholds. */
  readonly standardErrors: readonly number[]
  readonly deviance: number
}

interface Data {
  readonly y: readonly number[]
  readonly x: Matrix
  readonly weights: readonly number[]
  readonly categories: number
}

const steps = 100

/**
 * @param y categories from 0. @param x one row an answer, without an intercept.
 * @param weights how many answers a row stands for; 1 when absent.
 */
export function proportionalOdds(
  y: readonly number[],
  x: Matrix,
  categories: number,
  weights: readonly number[] = y.map(() => 1),
): ProportionalOdds | NotEstimable {
  const data = { y, x, weights, categories }
  const counts = Array.from({ length: categories }, () => 0)
  y.forEach((category, i) => (counts[category]! += weights[i]!))
  if (categories < 2) return notEstimable('one category')
  if (x.length !== y.length || counts.some((count) => !(count > 0))) return notEstimable('invalid counts')
  const size = x[0]?.length ?? 0
  let at = [...new Array<number>(size).fill(0), ...startingThresholds(counts)]
  let now = likelihood(data, at)
  for (let step = 0; step < steps; step++) {
    const move = solve(now.information, now.gradient)
    if (move === undefined) return notEstimable('singular')
    const before = now.value
    const next = dampedStep(
      at,
      move,
      (place) => likelihood(data, place),
      ({ value }) => value > before,
    )
    const gained = next === undefined ? 0 : next.state.value - before
    if (next !== undefined) [at, now] = [next.at, next.state]
    if (Math.abs(gained) < 1e-12 * (1 + Math.abs(now.value))) {
      const covariance = invert(now.information)
      if (covariance === undefined || at.some((value) => Math.abs(value) > 50)) return notEstimable('not converged')
      const standardErrors = covariance.map((row, i) => Math.sqrt(row[i]!))
      return {
        estimable: true,
        coefficients: at.slice(0, size),
        thresholds: at.slice(size),
        standardErrors,
        deviance: -2 * now.value,
      }
    }
  }
  return notEstimable('not converged')
}

function startingThresholds(counts: readonly number[]): number[] {
  const all = sum(counts)
  let below = 0
  return counts.slice(0, -1).map((count) => Math.log((below += count) / (all - below)))
}

interface Likelihood {
  readonly value: number
  readonly gradient: number[]
  /** Observed information. */
  readonly information: number[][]
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))

function likelihood({ y, x, weights, categories }: Data, at: readonly number[]): Likelihood {
  const size = x[0]?.length ?? 0
  const gradient = at.map(() => 0)
  const information = at.map(() => at.map(() => 0))
  let value = 0
  y.forEach((category, i) => {
    const row = x[i]!
    const eta = dot(row, at)
    // Above and below the category: distribution, density and its slope of the logistic, 0 at the open ends.
    const [upper, lower] = [
      edge(category < categories - 1 ? at[size + category]! - eta : Infinity),
      edge(category > 0 ? at[size + category - 1]! - eta : -Infinity),
    ]
    const p = upper.f - lower.f
    if (!(p > 0)) return void (value = -Infinity)
    value += weights[i]! * Math.log(p)
    const terms = [
      { d: upper.d, dd: upper.dd, sign: 1, threshold: category < categories - 1 ? size + category : -1 },
      { d: lower.d, dd: lower.dd, sign: -1, threshold: category > 0 ? size + category - 1 : -1 },
    ]
    const first = at.map(() => 0)
    for (const { d, sign, threshold } of terms) {
      row.forEach((v, k) => (first[k]! -= (sign * d * v) / p))
      if (threshold >= 0) first[threshold]! += (sign * d) / p
    }
    const derivative = (term: (typeof terms)[number], k: number): number =>
      k < size ? -row[k]! : k === term.threshold ? 1 : 0
    for (let k = 0; k < at.length; k++) {
      gradient[k]! += weights[i]! * first[k]!
      for (let l = 0; l <= k; l++) {
        const curve = terms.reduce(
          (total, term) => total + (term.sign * term.dd * derivative(term, k) * derivative(term, l)) / p,
          0,
        )
        const entry = weights[i]! * (first[k]! * first[l]! - curve)
        information[k]![l]! += entry
        if (l < k) information[l]![k]! += entry
      }
    }
  })
  return { value, gradient, information }
}

function edge(z: number): { f: number; d: number; dd: number } {
  const f = logistic(z)
  const d = f * (1 - f)
  return { f, d, dd: d * (1 - 2 * f) }
}
