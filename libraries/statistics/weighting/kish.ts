// SPDX-License-Identifier: AGPL-3.0-or-later
// What unequal weights cost. Kish's effective n, (Σw)²/Σw², is how many unweighted answers would say as much when the weights
// have nothing to do with the answers; deff = n/n_eff. Source: Kish (1965), Survey Sampling, 11.7.
import { finite } from '../intervals/not-estimable.ts'

/** @throws RangeError when a weight is missing. @example effectiveSize([1, 1, 2]) // 2.666… */
export function effectiveSize(weights: readonly number[]): number {
  let [total, squares] = [0, 0]
  for (const weight of weights) {
    total += weight
    squares += weight * weight
  }
  return finite(squares === 0 ? 0 : (total * total) / squares)
}

/** ≥ 1; 1 for equal weights; 1 for none. @throws RangeError when a weight is missing. @example kishEffect([1, 3]) // 1.25 */
export function kishEffect(weights: readonly number[]): number {
  const size = effectiveSize(weights)
  return size > 0 ? weights.length / size : 1
}
