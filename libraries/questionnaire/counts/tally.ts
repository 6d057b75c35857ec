// SPDX-License-Identifier: AGPL-3.0-or-later
// Adding an answer to counts and taking it away again. Adding then taking leaves the counts as they were;
// an answer that does not fit its layout changes nothing.
import { missingSlots, type Layout, type LayoutItem } from './layout.ts'

/**
 * Adds (`sign` 1) or takes (`sign` -1) one answer's `values` in place. Throws RangeError, with `counts`
 * untouched, when lengths or codes do not belong to the layout.
 */
export function tally(layout: Layout, counts: number[], values: readonly number[], sign: 1 | -1): void {
  if (counts.length !== layout.length || values.length !== layout.items.length) {
    throw new RangeError(`counts of ${counts.length} and values of ${values.length} do not fit the layout`)
  }
  const slots = layout.items.flatMap((item, index) => slotsOf(item, values[index]!))
  for (const slot of slots) counts[slot]! += sign
}

function slotsOf(item: LayoutItem, value: number): number[] {
  const { offset, codes, kind } = item
  if (value < 0 && value >= -missingSlots) return [offset + codes.length - 1 - value]
  if (kind !== 'multiple') {
    const index = codes.indexOf(value)
    if (index >= 0) return [offset + index]
  } else if (value === 0) {
    return [offset + codes.length]
  } else if (Number.isInteger(value) && value > 0 && value < 2 ** codes.length) {
    return codes.flatMap((_, bit) => (value & (1 << bit) ? [offset + bit] : []))
  }
  throw new RangeError(`${value} is no answer to ${item.id}`)
}
