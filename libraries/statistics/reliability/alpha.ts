// SPDX-License-Identifier: AGPL-3.0-or-later
// Cronbach's α and its companions: how far several questions measure one thing. A lower bound of reliability when they do;
// ω (omega.ts) when they do so unequally. From the covariances of the questions, so that counts are enough.
//   α = k/(k−1) (1 − Σ var_i/var_total); standardised on correlations; λ6 = 1 − Σ(1 − smc)/Σr; item–rest with the item's own part out
// Fails: fewer than two questions, no variance. Source: Cronbach (1951), Psychometrika 16:297; Guttman (1945). Case alpha-attitude.
import { invert, type Matrix } from '../algebra/cholesky.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Reliability {
  readonly estimable: true
  readonly alpha: number
  readonly standardised: number
  /** Guttman's λ6; null when the questions determine each other. */
  readonly lambda6: number | null
  readonly averageCorrelation: number
  /** One a question: its correlation with the sum of the others. */
  readonly itemRest: readonly number[]
  /** One a question: α without it; null when only one would be left. */
  readonly ifDropped: readonly (number | null)[]
}

/** @param covariance of the questions, all of one direction. */
export function reliability(covariance: Matrix): Reliability | NotEstimable {
  const k = covariance.length
  if (k < 2) return notEstimable('too few units')
  if (!covariance.every((row, i) => row.length === k && row[i]! > 0)) return notEstimable('no variance')
  const all = covariance.map((_, i) => i)
  const correlation = covariance.map((row, i) => row.map((value, j) => value / Math.sqrt(row[i]! * covariance[j]![j]!)))
  const total = sumOf(covariance, all)
  if (!(total > 0)) return notEstimable('no variance')
  const inverse = invert(correlation)
  const unexplained = inverse?.reduce((sum, row, i) => sum + 1 / row[i]!, 0)
  const rest = (i: number): number[] => all.filter((j) => j !== i)
  return estimated({
    estimable: true,
    alpha: alphaOf(covariance, all),
    standardised: alphaOf(correlation, all),
    lambda6: unexplained === undefined ? null : 1 - unexplained / sumOf(correlation, all),
    averageCorrelation: (sumOf(correlation, all) - k) / (k * (k - 1)),
    itemRest: all.map((i) => {
      const others = sumOf(covariance, rest(i))
      const shared = rest(i).reduce((sum, j) => sum + covariance[i]![j]!, 0)
      return shared / Math.sqrt(covariance[i]![i]! * others)
    }),
    ifDropped: all.map((i) => (k > 2 ? alphaOf(covariance, rest(i)) : null)),
  })
}

function alphaOf(matrix: Matrix, items: readonly number[]): number {
  const own = items.reduce((sum, i) => sum + matrix[i]![i]!, 0)
  return (items.length / (items.length - 1)) * (1 - own / sumOf(matrix, items))
}

function sumOf(matrix: Matrix, items: readonly number[]): number {
  return items.reduce((sum, i) => sum + items.reduce((part, j) => part + matrix[i]![j]!, 0), 0)
}
