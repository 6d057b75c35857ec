// SPDX-License-Identifier: AGPL-3.0-or-later
// The order of bits in a multiple choice and of counts in a histogram. It is part of the stored data.
import type { Scale } from './schema.ts'

type Codes = Scale['codes']

/** A document never changes, and every answer asks for the codes of each of its scales. */
const known = new WeakMap<Codes, readonly number[]>()

/** A scale's codes in ascending order, whatever the order on the screen. */
export function ascendingCodes({ codes }: Pick<Scale, 'codes'>): readonly number[] {
  const before = known.get(codes)
  if (before) return before
  const ascending = codes.map(({ code }) => code).toSorted((a, b) => a - b)
  if (Object.isFrozen(codes)) known.set(codes, ascending)
  return ascending
}
