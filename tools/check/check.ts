// SPDX-License-Identifier: AGPL-3.0-or-later
// What a check is: it says what is wrong and where, and what to do about it; nothing when all is well.

export interface Check {
  readonly name: string
  /** @returns one line for each problem. */
  run(): Promise<readonly string[]>
  /** Puts right what a machine can. */
  fix?(): Promise<unknown>
}
