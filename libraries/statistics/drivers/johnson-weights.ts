// SPDX-License-Identifier: AGPL-3.0-or-later
// Johnson's relative weights: nearly the LMG shares at the cost of one eigenvalue problem, for many dimensions or bootstraps.
//   Λ = R^{1/2}, β* = Λ⁻¹ r, ε = Λ² β*²
// Source: Johnson (2000), Multivariate Behavioral Research 35:1. Reference case johnson-attitude.
import { dot, sum } from '../algebra/moments.ts'
import type { Matrix } from '../algebra/cholesky.ts'
import { symmetricEigen } from '../algebra/symmetric-eigen.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import type { Shares } from './lmg.ts'

export function johnsonWeights(among: Matrix, withY: readonly number[]): Shares | NotEstimable {
  if (withY.length === 0 || among.length !== withY.length || among.some((row) => row.length !== withY.length))
    return notEstimable('invalid values')
  const { values, vectors } = symmetricEigen(among)
  if (!(values.at(-1)! > 1e-12 * values[0]!)) return notEstimable('singular')
  const power = (exponent: number): number[][] =>
    among.map((_, i) =>
      among.map((__, j) =>
        values.reduce((t, value, k) => t + value ** exponent * vectors[k]![i]! * vectors[k]![j]!, 0),
      ),
    )
  const root = power(0.5)
  const slopes = power(-0.5).map((row) => dot(row, withY))
  const parts = root.map((row) => row.reduce((total, value, k) => total + value * value * slopes[k]! ** 2, 0))
  const r2 = sum(parts)
  if (!(r2 > 0)) return notEstimable('no variance')
  return estimated({ estimable: true, r2, parts, shares: parts.map((part) => part / r2) })
}
