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
  | 'too little explained'

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

/** More than all people together can answer. Beyond, sums lose their last digits. */
const mostAnswers = 1e12

/** Whether these are counts: not negative, and not beyond all answers there can be. Weighted counts need not be whole. */
export function areCounts(counts: readonly number[]): boolean {
  return counts.every((count) => count >= 0 && count <= mostAnswers)
}

/** Whether this is a confidence level: 0 would give no interval, 1 the whole line. */
export function isLevel(level: number): boolean {
  return level > 0 && level < 1
}

/** The result; not estimable when one of its numbers is none, because something was missing or too large to go on with. */
export function estimated<Result extends { readonly estimable: true }>(
  result: Result,
  reason: Reason = 'invalid values',
): Result | NotEstimable {
  return isFinite(Object.values(result)) ? result : notEstimable(reason)
}

/** For what gives bare numbers. @throws RangeError when one of them is none. */
export function finite<Value extends number | readonly number[]>(value: Value): Value {
  if (!isFinite(value)) throw new RangeError('a number is missing or outside of what is allowed')
  return value
}

function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return !Array.isArray(value) || value.every(isFinite)
}
