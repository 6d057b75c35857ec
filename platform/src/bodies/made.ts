// SPDX-License-Identifier: AGPL-3.0-or-later
// What an act that makes or changes something gives: the thing, or what is wrong with the input, field by field.

export interface Problem {
  readonly field: string
  /** Italian, for the person who filled the field. */
  readonly message: string
}

export type Made<Thing> =
  | { readonly ok: true; readonly value: Thing }
  | { readonly ok: false; readonly problems: readonly Problem[] }
