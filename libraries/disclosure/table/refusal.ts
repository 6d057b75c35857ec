// SPDX-License-Identifier: AGPL-3.0-or-later
// What cannot be done is a result that says why and where; it is never an exception and never a pattern that looks safe.

export type RefusalReason =
  | 'unknown cell'
  | 'invalid count'
  | 'equation does not hold'
  | 'cell defined twice'
  | 'invalid code'
  | 'published numbers contradict each other'
  | 'solver failed'

export interface Refusal {
  readonly possible: false
  readonly reason: RefusalReason
  /** The cell, code or equation it is about; empty where it is about the whole. */
  readonly at: string
}

export function refusal(reason: RefusalReason, at = ''): Refusal {
  return { possible: false, reason, at }
}
