// SPDX-License-Identifier: AGPL-3.0-or-later
// Totals, means, proportions and domains of a weighted sample, with the standard error of its design (linearisation of the
// Hájek mean). Use for answers drawn by strata and clusters; for all answers of a touchpoint the score interval is better.
//   total Σwy;  mean Σwy/Σw, linearised by (y − mean)/Σw;  a domain sets the others' numbers to zero
// Source: Särndal, Swensson & Wretman (1992), 5.7–5.8. Reference case survey-strat.
import { dot, sum } from '../algebra/moments.ts'
import { betaQuantile } from '../special/incomplete-beta.ts'
import { studentQuantile } from '../special/student-quantile.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { method } from '../method/method.ts'
import {
  areCounts,
  estimated,
  isLevel,
  notEstimable,
  type Interval,
  type NotEstimable,
} from '../intervals/not-estimable.ts'
import { checkDesign, degreesOfFreedom, totalVariance, type Design } from './design.ts'

export interface DesignEstimate {
  readonly estimable: true
  readonly value: number
  readonly standardError: number
}

export interface DesignMean extends DesignEstimate {
  /** Variance over that of a simple random sample of as many units: the cost of design and weights. null where that has none. */
  readonly designEffect: number | null
  /** Units in the domain. */
  readonly n: number
  /** Clusters minus strata, of the whole design. */
  readonly degreesOfFreedom: number
}

/** @example designTotal([1, 2], { weights: [10, 10] }).value // 30 */
export function designTotal(y: readonly number[], design: Design): DesignEstimate | NotEstimable {
  const fault = checkDesign(design, y)
  if (fault) return fault
  const variance = totalVariance(design, y)
  if (variance === undefined) return notEstimable('too few units')
  const value = dot(design.weights, y)
  return estimated({ estimable: true, value, standardError: Math.sqrt(variance) })
}

/**
 * The mean over all units, or over a domain.
 * @param inDomain whether a unit belongs to the domain; all do when absent.
 */
export function designMean(
  y: readonly number[],
  design: Design,
  inDomain: (index: number) => boolean = () => true,
): DesignMean | NotEstimable {
  const fault = checkDesign(design, y)
  if (fault) return fault
  const weights = design.weights.map((weight, index) => (inDomain(index) ? weight : 0))
  const size = sum(weights)
  if (!(size > 0)) return notEstimable('no answers')
  const value = dot(weights, y) / size
  const variance = totalVariance(
    design,
    y.map((number, index) => (inDomain(index) ? (number - value) / size : 0)),
  )
  if (variance === undefined) return notEstimable('too few units')
  const n = y.filter((_, index) => inDomain(index)).length
  const simple = simpleVariance(y, weights, value, size, n)
  return estimated({
    estimable: true,
    value,
    standardError: Math.sqrt(variance),
    designEffect: simple > 0 && Number.isFinite(simple) ? variance / simple : null,
    n,
    degreesOfFreedom: degreesOfFreedom(design),
  })
}

/** Of the mean of a simple random sample without replacement from a population of Σw units. */
function simpleVariance(
  y: readonly number[],
  weights: readonly number[],
  centre: number,
  size: number,
  n: number,
): number {
  const square = y.reduce((total, number, index) => total + weights[index]! * (number - centre) ** 2, 0)
  return ((n / (n - 1)) * (square / size) * (1 - n / size)) / n
}

/** Normal interval for a mean or total. */
export function designInterval(
  { value, standardError }: DesignEstimate,
  level: number = method.level,
): Interval | NotEstimable {
  if (!isLevel(level)) return notEstimable('invalid values')
  const half = normalQuantile((1 + level) / 2) * standardError
  return estimated({ estimable: true, value, low: value - half, high: value + half, level })
}

/**
 * Interval of a proportion that stays within 0…1: Clopper–Pearson limits at the effective n, p(1 − p)/variance, made smaller
 * where the design leaves few degrees of freedom. Source: Korn & Graubard (1998), Survey Methodology 24:193.
 */
export function designProportionInterval(
  { value, standardError, n, degreesOfFreedom: freedom }: DesignMean,
  level: number = method.level,
): Interval | NotEstimable {
  if (!isLevel(level)) return notEstimable('invalid values')
  if (!(standardError > 0 && value > 0 && value < 1)) return notEstimable('no variance')
  if (!(freedom > 0 && n > 1)) return notEstimable('too few units')
  const outside = (1 - level) / 2
  const shrink = (studentQuantile(outside, n - 1) / studentQuantile(outside, freedom)) ** 2
  const size = (shrink * value * (1 - value)) / standardError ** 2
  const x = size * value
  if (!(x > 0 && areCounts([x, size]))) return notEstimable('invalid values')
  return estimated({
    estimable: true,
    value,
    low: betaQuantile(outside, x, size - x + 1),
    high: betaQuantile(1 - outside, x + 1, size - x),
    level,
  })
}
