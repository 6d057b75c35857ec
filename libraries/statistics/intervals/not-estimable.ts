// SPDX-License-Identifier: AGPL-3.0-or-later
// "Not estimable" is a result: it says why there is no number, and cannot be mistaken for one.

export type Reason =
  | 'no answers'
  | 'one category'
  | 'invalid counts'
  | 'invalid values'
  | 'too few units'
  | 'no variance'
  | 'singular'
  | 'not converged'
  | 'no solution'

export interface NotEstimable {
  readonly estimable: false
  readonly reason: Reason
}

export interface Interval {
  readonly estimable: true
  readonly value: number
  readonly low: number
  readonly high: number
  readonly level: number
}

export function notEstimable(reason: Reason): NotEstimable {
  return { estimable: false, reason }
}

/** Whether these are counts: finite and not negative. Weighted counts need not be whole. */
export function areCounts(counts: readonly number[]): boolean {
  return counts.every((count) => Number.isFinite(count) && count >= 0)
}
