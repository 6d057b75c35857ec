// SPDX-License-Identifier: AGPL-3.0-or-later
// The method in force, as versioned configuration: no threshold stands in code. A change is a new file with a new id.
import text from './method-2026.1.json' with { type: 'json' }

export const method = Object.freeze(text)

export type ScaleLevel = 'L0' | 'L1' | 'L2' | 'L3'

/**
 * The standard deviation, in points of 100, that an unbridged conversion adds to a mean (statistics.md §1).
 * @returns null at L3: net promoter scores are another construct and are never turned into satisfaction.
 */
export function addedDeviation(level: ScaleLevel, scale: string): number | null {
  if (level === 'L3') return null
  if (level !== 'L2') return method.addedDeviation[level]
  // Two categories say less than three: of an unknown L2 scale the larger error is assumed.
  return scale === 'faces3' ? method.addedDeviation.L2.faces3 : method.addedDeviation.L2.thumbs
}
