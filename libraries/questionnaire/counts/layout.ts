// SPDX-License-Identifier: AGPL-3.0-or-later
// Where each possible answer is counted. The order is part of the stored data: items in document order, the
// codes of each ascending, then no answer, not applicable, don't know.
import { ascendingCodes } from '../document/ascending-codes.ts'
import type { InstrumentDocument, Scale } from '../document/schema.ts'

export type LayoutItem = {
  readonly id: string
  /** Index of the item's first slot. */
  readonly offset: number
  /** Codes of the slots before the three missing ones; `[1]` (given) for a text. */
  readonly codes: readonly number[]
  readonly kind: Scale['kind']
}
export type Layout = { readonly length: number; readonly items: readonly LayoutItem[] }

/** Slots after the codes of every item, for -1, -2 and -3. */
export const missingSlots = 3

/** The count layout of a document; the same document always gives the same layout. */
export function layoutOf(document: InstrumentDocument): Layout {
  let length = 0
  const items = document.items.map((item) => {
    const codes = item.scale.kind === 'text' ? [1] : ascendingCodes(item.scale)
    const placed = { id: item.id, offset: length, codes, kind: item.scale.kind }
    length += codes.length + missingSlots
    return placed
  })
  return { length, items }
}
