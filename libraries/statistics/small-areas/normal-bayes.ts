// SPDX-License-Identifier: AGPL-3.0-or-later
// Normal empirical Bayes: each estimate is drawn towards the mean of its peers by as much as its own error makes it doubtful.
// The building block of Fay–Herriot without regressors, with the variance between units by the method of moments
// (DerSimonian–Laird), so that it has a closed form. With equal errors and shrinkage by (k − 3) it is James–Stein's, towards
// the mean. Use as a quick look; published small-area figures use fayHerriot. Fails: fewer than three (James–Stein: four) units.
// Source: Efron & Morris (1975), JASA 70:311; DerSimonian & Laird (1986), Controlled Clinical Trials 7:177.
import { dot, mean, sum } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Shrunk {
  readonly estimable: true
  readonly centre: number
  readonly betweenVariance: number
  readonly values: readonly number[]
}

/** @param variances of the sampling errors, > 0, one a unit. */
export function normalBayes(y: readonly number[], variances: readonly number[]): Shrunk | NotEstimable {
  if (y.length !== variances.length || !variances.every((v) => Number.isFinite(v) && v > 0))
    return notEstimable('invalid values')
  if (y.length < 3) return notEstimable('too few units')
  const weights = variances.map((v) => 1 / v)
  const total = sum(weights)
  const fixed = dot(weights, y) / total
  const spread = y.reduce((all, value, i) => all + weights[i]! * (value - fixed) ** 2, 0)
  const squares = dot(weights, weights)
  const between = Math.max(0, (spread - (y.length - 1)) / (total - squares / total))
  const random = variances.map((v) => 1 / (v + between))
  const centre = dot(random, y) / sum(random)
  const values = y.map((value, i) => centre + (between / (between + variances[i]!)) * (value - centre))
  return estimated({ estimable: true, centre, betweenVariance: between, values })
}

/** Positive-part James–Stein towards the mean, for equal variances. @example jamesStein([1, 2, 3, 10], 4).values // [1.24, 2.16, 3.08, 9.52] */
export function jamesStein(y: readonly number[], variance: number): Shrunk | NotEstimable {
  if (!(variance > 0) || !y.every(Number.isFinite)) return notEstimable('invalid values')
  if (y.length < 4) return notEstimable('too few units')
  const centre = mean(y)
  const spread = y.reduce((all, value) => all + (value - centre) ** 2, 0)
  const kept = spread > 0 ? Math.max(0, 1 - ((y.length - 3) * variance) / spread) : 0
  const between = Math.max(0, spread / (y.length - 1) - variance)
  return estimated({
    estimable: true,
    centre,
    betweenVariance: between,
    values: y.map((value) => centre + kept * (value - centre)),
  })
}
