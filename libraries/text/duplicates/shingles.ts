// SPDX-License-Identifier: AGPL-3.0-or-later
// How much two texts have in common: Jaccard's |A ∩ B| / |A ∪ B| of their runs of five characters. Use for «is this the same remark again?»;
// not for «is it about the same?», which is a theme. Case, spaces and invisible characters count for nothing. Source: Broder (1997).
// Failure: a text with nothing in it is like no other, itself included.

const length = 5
const nothing = /[\s\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu

/** What is compared of a text. @example folded(' Molto  BENE ') // 'moltobene' */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(nothing, '')
}

/** The runs of five characters of a folded text; of a shorter one, itself. */
export function shinglesOf(fold: string): Set<string> {
  const shingles = new Set<string>()
  for (let at = 0; at + length <= fold.length; at++) shingles.add(fold.slice(at, at + length))
  if (fold.length > 0 && fold.length < length) shingles.add(fold)
  return shingles
}

/** @returns 0 to 1. @example jaccard(new Set(['a', 'b']), new Set(['b', 'c'])) // 1 / 3 */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  let both = 0
  for (const shingle of small) if (large.has(shingle)) both++
  return both / (a.size + b.size - both)
}

/**
 * @returns 0 (nothing in common) to 1 (the same runs of characters), the same in either order.
 * @example similarity('Tutto bene, grazie', 'tutto  BENE, grazie') // 1
 */
export function similarity(a: string, b: string): number {
  return jaccard(shinglesOf(folded(a)), shinglesOf(folded(b)))
}
