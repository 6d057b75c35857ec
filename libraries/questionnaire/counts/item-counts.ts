// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading one item out of counts. Codes stay native; turning a reversed scale is a step of its own.
import type { Scale } from '../document/schema.ts'
import { missingSlots, type Layout, type LayoutItem } from './layout.ts'

export type ItemCounts = {
  /** Answers per code, in the order of the layout's codes (ascending). */
  readonly byCode: number[]
  /** No answer, not applicable, don't know. */
  readonly missing: [number, number, number]
  /** Answers with at least one code; for multiple choice fewer than the sum of `byCode`. */
  readonly answered: number
}

/** The counts of one item. Throws RangeError when the layout has no such item. */
export function itemCounts(layout: Layout, counts: readonly number[], id: string): ItemCounts {
  const item = layout.items.find((entry) => entry.id === id)
  if (item === undefined) throw new RangeError(`no item «${id}» in this layout`)
  const slots = slotsOf(item, counts)
  const byCode = slots.slice(0, item.codes.length)
  const missing = slots.slice(item.codes.length) as [number, number, number]
  if (item.kind !== 'multiple') return { byCode, missing, answered: sum(byCode) }
  // A person ticks several options, so people are counted on the first question, which has one code each.
  const [first] = layout.items
  const people = first === undefined ? 0 : sum(slotsOf(first, counts))
  return { byCode, missing, answered: people - sum(missing) }
}

/** Counts by code from the worst answer to the best, whatever the polarity of the scale. */
export function worstToBest(scale: Pick<Scale, 'polarity'>, byCode: readonly number[]): number[] {
  return scale.polarity === 1 ? [...byCode] : byCode.toReversed()
}

function slotsOf(item: LayoutItem, counts: readonly number[]): number[] {
  return counts.slice(item.offset, item.offset + item.codes.length + missingSlots)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
