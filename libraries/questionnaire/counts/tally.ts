// SPDX-License-Identifier: AGPL-3.0-or-later
// Adding an answer to counts and taking it away again. Adding then taking leaves the counts as they were;
// an answer that does not fit its layout changes nothing.
import { missingSlots, type Layout, type LayoutItem } from './layout.ts'

/**
 * Adds so many answers of these `values` in place, or takes them when `times` is negative. Throws RangeError, with `counts`
 * untouched, when lengths or codes do not belong to the layout.
 */
export function tally(layout: Layout, counts: number[], values: readonly number[], times: number): void {
  if (counts.length !== layout.length || values.length !== layout.items.length) {
    throw new RangeError(`counts of ${counts.length} and values of ${values.length} do not fit the layout`)
  }
  const slots: number[] = []
  layout.items.forEach((item, index) => findSlots(item, values[index]!, slots))
  for (const slot of slots) counts[slot]! += times
}

/** Puts the slots in which the value counts at the end of `slots`: every answer is counted here, so nothing is made by the way. */
function findSlots({ id, offset, codes, kind }: LayoutItem, value: number, slots: number[]): void {
  if (value < 0 && value >= -missingSlots) slots.push(offset + codes.length - 1 - value)
  else if (kind !== 'multiple') {
    const index = codes.indexOf(value)
    if (index < 0) throw new RangeError(`${value} is no answer to ${id}`)
    slots.push(offset + index)
  } else if (value === 0) slots.push(offset + codes.length)
  else if (Number.isInteger(value) && value > 0 && value < 2 ** codes.length) {
    for (let bit = 0; bit < codes.length; bit++) if (value & (1 << bit)) slots.push(offset + bit)
  } else throw new RangeError(`${value} is no answer to ${id}`)
}
