// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a regression that takes answers as numbers and one that takes them as ordered words (proportionalOdds) tell the same:
// every dimension pulls in the same direction, and those whose shares are surely apart stand in the same order. Where they
// do not agree no driver is shown (statistics.md §8). The rule is our own.
import { finite } from '../intervals/not-estimable.ts'

export interface Agreement {
  readonly signs: boolean
  readonly order: boolean
}

/**
 * @param slopes of standardised dimensions (standardisedSlopes). @param odds coefficients of proportionalOdds on the same
 * dimensions, standardised. @param limits of the shares: pairs whose intervals overlap are in no order; all pairs are when absent.
 * @throws RangeError when a number is missing. @example driversAgree([0.5, 0.2], [1.1, 0.3]) // { signs: true, order: true }
 */
export function driversAgree(
  slopes: readonly number[],
  odds: readonly number[],
  limits?: { readonly low: readonly number[]; readonly high: readonly number[] },
): Agreement {
  if (
    odds.length !== slopes.length ||
    (limits && [limits.low, limits.high].some(({ length }) => length !== odds.length))
  )
    throw new RangeError('each dimension has one slope, one coefficient and one pair of limits')
  finite([...slopes, ...odds, ...(limits ? [...limits.low, ...limits.high] : [])])
  const apart = (i: number, j: number): boolean => !limits || limits.low[i]! > limits.high[j]!
  const order = slopes.every((a, i) =>
    slopes.every((b, j) => !(Math.abs(a) > Math.abs(b) && apart(i, j)) || Math.abs(odds[i]!) > Math.abs(odds[j]!)),
  )
  return { signs: slopes.every((slope, i) => Math.sign(slope) === Math.sign(odds[i]!)), order }
}
