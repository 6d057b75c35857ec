// SPDX-License-Identifier: AGPL-3.0-or-later
// What the arrow checker reports; `message` says what to do instead.

export interface Violation {
  readonly file: string
  readonly line: number
  readonly rule: 'order' | 'face' | 'door' | 'purity' | 'cycle'
  readonly message: string
}
