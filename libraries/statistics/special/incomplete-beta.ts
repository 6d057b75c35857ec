// SPDX-License-Identifier: AGPL-3.0-or-later
// The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b), and its inverse. Method:
// continued fraction DLMF 8.17.22 by Lentz's algorithm on the side where it converges fast; the inverse by Halley's
// steps kept inside a shrinking bracket. Checked in the tests against an independent library. Own code because the
// packages that offer it bring two hundred others (decision 013).
import { logBeta } from './log-beta.ts'
import { normalQuantile } from './normal-quantile.ts'

const tiny = 1e-300
const precision = 1e-16

/** Sum of the continued fraction for I_x(a, b), for x below about the mean. Needs some √max(a, b) terms. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let sum = d
  const terms = 200 + 10 * Math.sqrt(Math.max(a, b))
  for (let m = 1; m < terms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    sum *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    sum *= d * c
    if (Math.abs(d * c - 1) < precision) break
  }
  return sum
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** I_x(a, b) for 0 ≤ x ≤ 1 and 0 < a, b ≤ 1e13. @throws RangeError when they are not. @example incompleteBeta(0.5, 2, 2) // 0.5 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && isShape(a) && isShape(b))) throw new RangeError(`no Beta(${a}, ${b}) at ${x}`)
  return below(x, a, b, logBeta(a, b))
}

/** Beyond, sums of the fraction would take minutes. */
const isShape = (a: number): boolean => a > 0 && a <= 1e13

/** @param logB ln B(a, b). */
function below(x: number, a: number, b: number, logB: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logB)
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a
  return 1 - (front * continuedFraction(1 - x, b, a)) / b
}

/**
 * The p-quantile of Beta(a, b): the x with I_x(a, b) = p, for 0 ≤ p ≤ 1 and a, b > 0. @throws RangeError when they are not.
 * @example betaQuantile(0.5, 2, 2) // 0.5
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0 && a + b < 1e100)) throw new RangeError(`no Beta(${a}, ${b}) at ${p}`)
  if (p === 0) return 0
  if (p === 1) return 1
  if (Math.min(a, b) > nearlyNormal) return expanded(p, a, b)
  if (!(isShape(a) && isShape(b))) throw new RangeError(`Beta(${a}, ${b}) is out of reach`)
  const logB = logBeta(a, b)
  let low = 0
  let high = 1
  const mean = a / (a + b)
  const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1))
  let x = startingPoint(p, a, b, { logB, mean, deviation })
  for (let tries = 0; tries < 200; tries++) {
    const error = below(x, a, b, logB) - p
    if (error === 0) return x
    if (error > 0) high = x
    else low = x
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logB)
    const newton = error / density
    const bend = newton * ((a - 1) / x - (b - 1) / (1 - x))
    const step = newton / (1 - Math.max(-1, Math.min(1, bend)) / 2)
    const next = x - step
    // The error after a step is about the cube of the one before, so a step that small is the last that matters.
    if (Math.abs(step) <= 1e-6 * Math.min(deviation, x, 1 - x)) return next
    // A step overshoots where the density is flat or infinite: then halve the bracket.
    const moved = next > low && next < high ? next : (low + high) / 2
    if (moved === low || moved === high) return moved
    x = moved
  }
  return x
}

/** From here on three terms of the expansion say more than the digits of a double hold. */
const nearlyNormal = 1e8

/**
 * The quantile by the moments of the Beta (Cornish–Fisher), error of the order min(a, b)^−3/2 deviations. A billion answers in the
 * middle of a scale give a Beta this narrow, for which the fraction would need as many terms.
 */
function expanded(p: number, a: number, b: number): number {
  const n = a + b
  const z = normalQuantile(p)
  const skewness = (2 * (b - a) * Math.sqrt(n + 1)) / ((n + 2) * Math.sqrt(a) * Math.sqrt(b))
  const excess =
    (6 * (((a - b) / n) ** 2 * (n + 1) - (a / n) * b * ((n + 2) / n))) / ((a / n) * b * ((n + 2) / n) * (n + 3))
  const moved =
    z + ((z * z - 1) * skewness) / 6 + ((z ** 3 - 3 * z) * excess) / 24 - ((2 * z ** 3 - 5 * z) * skewness ** 2) / 36
  return a / n + moved * Math.sqrt(((a / n) * (b / n)) / (n + 1))
}

interface Shape {
  readonly logB: number
  readonly mean: number
  readonly deviation: number
}

/** Close enough for Halley: the first term of the series in a tail, the normal approximation elsewhere. */
function startingPoint(p: number, a: number, b: number, { logB, mean, deviation }: Shape): number {
  const left = Math.exp((Math.log(p * a) + logB) / a)
  if (a < 1 && left < 0.1) return Math.max(left, Number.MIN_VALUE)
  const right = Math.exp((Math.log((1 - p) * b) + logB) / b)
  if (b < 1 && right < 0.1) return Math.min(1 - right, 1 - Number.EPSILON / 2)
  // A logistic stand-in for the normal quantile: only a start.
  const guess = mean + (deviation * Math.log(p / (1 - p))) / 1.7
  return Math.min(Math.max(guess, mean / 10), 1 - (1 - mean) / 10)
}
