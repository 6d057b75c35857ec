// SPDX-License-Identifier: AGPL-3.0-or-later
// A file that code makes and the repository keeps, so that it can be read without running anything.

export interface Generated {
  /** From the root of the checkout. */
  readonly path: string
  /** The whole file; the same sources give the same bytes. */
  produce(): Promise<string | Uint8Array>
}
