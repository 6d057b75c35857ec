// SPDX-License-Identifier: AGPL-3.0-or-later
// The variance of estimates with calibrated weights: calibration explains part of each answer by the auxiliary variables, and
// only the residual of that regression varies from sample to sample. For a mean the linearised number is regressed.
// Source: Deville & Särndal (1992), §3; as R's survey::calibrate, which weights residuals by the calibrated weights.
import { solve } from '../algebra/cholesky.ts'
import { crossProduct, crossVector, dot, sum } from '../algebra/moments.ts'
import { checkDesign, totalVariance, type Design } from '../design/design.ts'
import type { DesignEstimate } from '../design/design-estimates.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Calibrated {
  /** As drawn; its weights are those before calibration. */
  readonly design: Design
  /** Weights after calibration. */
  readonly weights: readonly number[]
  /** The auxiliary variables, one row a unit; for groups one column each. */
  readonly x: readonly (readonly number[])[]
}

export function calibratedTotal(y: readonly number[], calibrated: Calibrated): DesignEstimate | NotEstimable {
  return checkCalibrated(y, calibrated) ?? withResiduals(dot(calibrated.weights, y), y, calibrated)
}

export function calibratedMean(y: readonly number[], calibrated: Calibrated): DesignEstimate | NotEstimable {
  const fault = checkCalibrated(y, calibrated)
  if (fault) return fault
  const size = sum(calibrated.weights)
  if (!(size > 0)) return notEstimable('no answers')
  const value = dot(calibrated.weights, y) / size
  return withResiduals(
    value,
    y.map((number) => (number - value) / size),
    calibrated,
  )
}

function checkCalibrated(y: readonly number[], { design, weights, x }: Calibrated): NotEstimable | undefined {
  const fits = weights.length === y.length && x.length === y.length && weights.every(Number.isFinite)
  return fits ? checkDesign(design, y) : notEstimable('invalid values')
}

function withResiduals(
  value: number,
  z: readonly number[],
  { design, weights, x }: Calibrated,
): DesignEstimate | NotEstimable {
  const slopes = solve(crossProduct(x, design.weights), crossVector(x, z, design.weights))
  if (slopes === undefined) return notEstimable('singular')
  const residuals = z.map((number, index) => number - dot(slopes, x[index]!))
  const variance = totalVariance({ ...design, weights }, residuals)
  return variance === undefined
    ? notEstimable('too few units')
    : estimated({ estimable: true, value, standardError: Math.sqrt(variance) })
}

/** Columns that say which group a unit is in, one a group: the auxiliary variables of post-stratification and raking. */
export function indicators(groups: readonly string[]): number[][] {
  const names = [...new Set(groups)]
  return groups.map((group) => names.map((name) => (name === group ? 1 : 0)))
}
