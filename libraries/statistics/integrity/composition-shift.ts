// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the mix of answers of a stretch (a day, an hour) differs from that before it more than chance makes it: Pearson's χ² of
// homogeneity on two rows. Categories nobody chose in either are passed over. Over many services or stretches the p-values go
// through adjustP (Benjamini–Hochberg) before anything is looked at. When not: fewer than about five expected in a category:
// pool categories first. Fails: no answers in a row, one category. Source: Pearson (1900); Agresti (2013), 3.2.
import { sum } from '../algebra/moments.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { chiSquareTail } from '../special/incomplete-gamma.ts'

export interface CompositionShift {
  readonly estimable: true
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly p: number
  /** Fewest answers expected in a cell: below 5 the p-value is rough. */
  readonly leastExpected: number
}

/** @param before and @param now counts of the same categories. @example compositionShift([50, 50], [30, 10]).chiSquare // 7.291… */
export function compositionShift(before: readonly number[], now: readonly number[]): CompositionShift | NotEstimable {
  if (before.length !== now.length || !areCounts(before) || !areCounts(now)) return notEstimable('invalid counts')
  const totals = before.map((count, j) => count + now[j]!)
  const [b, n] = [sum(before), sum(now)]
  if (!(b > 0 && n > 0)) return notEstimable('no answers')
  const used = totals.filter((total) => total > 0)
  if (used.length < 2) return notEstimable('one category')
  const all = b + n
  const chiSquare = totals.reduce((part, total, j) => {
    if (total === 0) return part
    const [ofBefore, ofNow] = [(total * b) / all, (total * n) / all]
    return part + (before[j]! - ofBefore) ** 2 / ofBefore + (now[j]! - ofNow) ** 2 / ofNow
  }, 0)
  if (!Number.isFinite(chiSquare)) return notEstimable('invalid counts')
  const degreesOfFreedom = used.length - 1
  const leastExpected = (Math.min(...used) * Math.min(b, n)) / all
  return estimated({
    estimable: true,
    chiSquare,
    degreesOfFreedom,
    p: chiSquareTail(chiSquare, degreesOfFreedom),
    leastExpected,
  })
}
