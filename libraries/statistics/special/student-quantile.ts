// SPDX-License-Identifier: AGPL-3.0-or-later
// The quantile of Student's t through that of the Beta: with x ~ Beta(ν/2, ½), t² = ν (1 − x)/x. Source: DLMF 8.17; R's qt.
import { betaQuantile } from './incomplete-beta.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * @param freedom degrees of freedom, > 0. @throws RangeError when they are not, or p is not in 0…1.
 * @example studentQuantile(0.975, 10) // 2.22813885198…
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(freedom > 0)) throw new RangeError(`${freedom} degrees of freedom`)
  // So many that it differs from the normal distribution by less than rounding does.
  if (p === 0.5 || freedom > 1e16) return normalQuantile(p)
  const x = betaQuantile(2 * Math.min(p, 1 - p), freedom / 2, 0.5)
  const t = Math.sqrt((freedom * (1 - x)) / x)
  return p < 0.5 ? -t : t
}
