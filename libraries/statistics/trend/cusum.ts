// SPDX-License-Identifier: AGPL-3.0-or-later
// Tabular CUSUM: adds up what lies beyond a slack k and alarms at h. Quicker than EWMA for a shift of about 2k deviations.
//   C⁺ = max(0, C⁺ + u − k), C⁻ = max(0, C⁻ − u − k); statistics.md: k = .5, h = 4 or 5
// Source: Page (1954), Biometrika 41:100; Montgomery (2013), 9.1.
import { finite } from '../intervals/not-estimable.ts'

export interface Cusum {
  readonly rises: readonly number[]
  readonly falls: readonly number[]
  /** Places, from 0, where either passes h. */
  readonly alarms: readonly number[]
}

/**
 * @param u standardised deviations, mean 0 and variance 1 in control; what is missing is left out.
 * @throws RangeError when one is missing. @example cusum([0, 3, 3]).alarms // [2]
 */
export function cusum(u: readonly number[], { k = 0.5, h = 4 } = {}): Cusum {
  let [up, down] = [0, 0]
  const rises: number[] = []
  const falls: number[] = []
  for (const value of finite([...u, k, h]).slice(0, -2)) {
    rises.push((up = Math.max(0, up + value - k)))
    falls.push((down = Math.max(0, down - value - k)))
  }
  return { rises, falls, alarms: u.flatMap((_, t) => (rises[t]! > h || falls[t]! > h ? [t] : [])) }
}
