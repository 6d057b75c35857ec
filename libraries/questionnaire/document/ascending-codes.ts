// SPDX-License-Identifier: AGPL-3.0-or-later
// The order of bits in a multiple choice and of counts in a histogram. It is part of the stored data.
import type { Scale } from './schema.ts'

/** A scale's codes in ascending order, whatever the order on the screen. */
export function ascendingCodes({ codes }: Pick<Scale, 'codes'>): number[] {
  return codes.map(({ code }) => code).toSorted((a, b) => a - b)
}
