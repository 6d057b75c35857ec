// SPDX-License-Identifier: AGPL-3.0-or-later
// LMG (Shapley) shares of R²: how much of the differences in overall satisfaction goes together with each dimension, averaged
// over all orders in which dimensions can enter. Shares are never negative and add up to R². "Associato a", never "causa".
// Use for at most eight dimensions that are correlated with each other; n ≥ 200 and R² ≥ .2 before it is shown.
// Fails: dimensions that determine each other. Source: Lindeman, Merenda & Gold (1980); Grömping (2006), JSS 17:1. Case lmg-swiss.
import type { Matrix } from '../algebra/cholesky.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { explained } from './explained.ts'

export interface Shares {
  readonly estimable: true
  readonly r2: number
  /** One a dimension, in R²; they add up to it. */
  readonly parts: readonly number[]
  /** parts/R². */
  readonly shares: readonly number[]
}

const mostDimensions = 8

/** @param among correlations of the dimensions. @param withY theirs with overall satisfaction. */
export function lmg(among: Matrix, withY: readonly number[]): Shares | NotEstimable {
  const p = withY.length
  if (p === 0 || p > mostDimensions || among.length !== p || among.some((row) => row.length !== p))
    return notEstimable('invalid values')
  const all = 1 << p
  const r2: number[] = []
  for (let set = 0; set < all; set++) {
    const value = explained(among, withY, members(set, p))
    if (value === undefined) return notEstimable('singular')
    r2.push(value)
  }
  const factorial = Array.from({ length: p + 1 }, (_, k) => product(k))
  const parts = withY.map((_, j) => {
    let part = 0
    for (let set = 0; set < all; set++) {
      if (set & (1 << j)) continue
      const size = members(set, p).length
      const weight = (factorial[size]! * factorial[p - size - 1]!) / factorial[p]!
      part += weight * (r2[set | (1 << j)]! - r2[set]!)
    }
    return part
  })
  const total = r2[all - 1]!
  if (!(total > 0)) return notEstimable('no variance')
  return estimated({ estimable: true, r2: total, parts, shares: parts.map((part) => part / total) })
}

function members(set: number, p: number): number[] {
  return Array.from({ length: p }, (_, k) => k).filter((k) => set & (1 << k))
}

function product(k: number): number {
  return k <= 1 ? 1 : k * product(k - 1)
}
