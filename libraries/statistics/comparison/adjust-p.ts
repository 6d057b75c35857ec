// SPDX-License-Identifier: AGPL-3.0-or-later
// Many comparisons at once: p-values adjusted so that the whole family keeps its promise. Benjamini–Hochberg: at most 5 % of
// the services called different are not (independent or positively dependent tests); Benjamini–Yekutieli: the same under any
// dependence; Holm: with 95 % none of them is. Source: Benjamini & Hochberg (1995), JRSS B 57:289; Benjamini & Yekutieli
// (2001), Ann. Stat. 29:1165; Holm (1979), Scand. J. Stat. 6:65. As R's p.adjust.

export type Adjustment = 'benjamini-hochberg' | 'benjamini-yekutieli' | 'holm'

/** @returns adjusted p-values in the order given. @throws RangeError when one is not in 0…1. @example adjustP([0.01, 0.04], 'holm') // [0.02, 0.04] */
export function adjustP(p: readonly number[], how: Adjustment): number[] {
  if (!p.every((one) => one >= 0 && one <= 1)) throw new RangeError('a p-value lies in 0…1')
  const size = p.length
  const order = p.map((_, index) => index).toSorted((a, b) => p[a]! - p[b]!)
  const adjusted = new Array<number>(size)
  if (how === 'holm') {
    let most = 0
    order.forEach((index, rank) => (adjusted[index] = most = Math.max(most, Math.min(1, (size - rank) * p[index]!))))
    return adjusted
  }
  const harmonic = how === 'benjamini-yekutieli' ? order.reduce((total, _, rank) => total + 1 / (rank + 1), 0) : 1
  let least = 1
  for (let rank = size - 1; rank >= 0; rank--) {
    const index = order[rank]!
    least = Math.min(least, (harmonic * size * p[index]!) / (rank + 1))
    adjusted[index] = least
  }
  return adjusted
}
