// SPDX-License-Identifier: AGPL-3.0-or-later
// How a place is told: as a rank only of a unit with 100 answers or more, else as the tenth of all units it falls into, because
// with fewer answers the next edition would put it somewhere else. 1 is the best; equal values share the better place.
// Beside a place always stands its confidence set (rankEstimates). Source: statistics.md §2.
import { method } from '../method/method.ts'
import { finite } from '../intervals/not-estimable.ts'

export interface Place {
  readonly kind: 'rank' | 'decile'
  /** A rank 1…units, or a class 1…10. */
  readonly place: number
}

/**
 * @param values one a unit, larger is better. @param n answers of each. @throws RangeError when a number is missing.
 * @example places([90, 70], [150, 20]) // [{ kind: 'rank', place: 1 }, { kind: 'decile', place: 6 }]
 */
export function places(values: readonly number[], n: readonly number[]): Place[] {
  if (n.length !== values.length) throw new RangeError('each unit has a value and a number of answers')
  finite([...values, ...n])
  const sorted = values.toSorted((a, b) => b - a)
  return values.map((value, i) => {
    const above = sorted.indexOf(value)
    return n[i]! >= method.composite.placesFrom
      ? { kind: 'rank', place: above + 1 }
      : { kind: 'decile', place: Math.floor((10 * above) / values.length) + 1 }
  })
}
