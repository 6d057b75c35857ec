// SPDX-License-Identifier: AGPL-3.0-or-later
// The upper tail of the χ² distribution, Q(df/2, x/2) of the incomplete gamma function: for tests of composition and distances.
// Series below the mean, continued fraction (Lentz) above: relative error below 1e-12. Source: DLMF 8.11.4, 8.9.2.
import { logGamma } from './log-beta.ts'

const most = 100_000

/**
 * P(χ² ≥ x). @param x ≥ 0. @param freedom degrees, from 1 to a million.
 * @throws RangeError for what is none. @example chiSquareTail(3.841458820694124, 1) // 0.05000…
 */
export function chiSquareTail(x: number, freedom: number): number {
  if (!(x >= 0 && freedom >= 1 && freedom <= 1e6)) throw new RangeError(`no χ² of ${freedom} degrees at ${x}`)
  const [a, z] = [freedom / 2, x / 2]
  if (z === 0) return 1
  if (z === Infinity) return 0
  const front = Math.exp(a * Math.log(z) - z - logGamma(a))
  if (z < a + 1) return Math.max(0, 1 - front * series(a, z))
  return Math.min(1, front * fraction(a, z))
}

function series(a: number, z: number): number {
  let term = 1 / a
  let total = term
  for (let k = 1; k < most && term > 1e-17 * total; k++) total += term *= z / (a + k)
  return total
}

/** 1/(z + 1 − a − 1(1 − a)/(z + 3 − a − …)). */
function fraction(a: number, z: number): number {
  let b = z + 1 - a
  let [c, d] = [1e300, 1 / b]
  let value = d
  for (let k = 1; k < most; k++) {
    const top = k * (a - k)
    b += 2
    d = 1 / (b + top * d)
    c = b + top / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}
