// SPDX-License-Identifier: AGPL-3.0-or-later
// Who counts as satisfied: 4 and 5 of five, the best of three, 8 and more of ten (secondary), yes of two. Which categories of
// which scale is method, not code. The share of them goes through shareEstimate. Source: statistics.md §1.
import { sum } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { areCounts } from '../intervals/not-estimable.ts'

/**
 * @param counts answers per category, from worst to best. @returns null for scales whose upper part the method does not define,
 * and what is no count. @example topBox([1, 2, 3, 4, 5]) // { satisfied: 9, n: 15 }
 */
export function topBox(counts: readonly number[]): { readonly satisfied: number; readonly n: number } | null {
  const from = (method.topBox as Readonly<Record<string, number>>)[String(counts.length)]
  if (from === undefined || !areCounts(counts)) return null
  return { satisfied: sum(counts.slice(from - 1)), n: sum(counts) }
}
