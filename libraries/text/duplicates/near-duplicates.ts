// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts that say the same in nearly the same words: copied campaigns, a form sent twice, «tutto ok» a hundred times. Use to count a remark once
// or to look for abuse; not to drop answers, for two people may write alike. Method: 5-character shingles, MinHash 128, LSH
// of 32 bands of 4 (a pair at 0.8 is missed with probability (1 − 0.8⁴)³² ≈ 5·10⁻⁸), then Jaccard ≥ 0.8 on the shingles.
// Source: Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3; statistics.md §7.
//
// Every text is compared with the first of a group, never with its other members: so all of a group are ≥ 0.8 like its first, and a chain of
// small changes does not join what is far apart. Texts are taken in the order of their folded form, so the groups do not
// depend on the order they come in. Time is linear in the characters: of a band at most 16 groups are looked at.
// Failure: two texts ≥ 0.8 alike stand in two groups when each is nearer to another first; empty texts are in no group.
import { agreement, minHash, permutations } from './min-hash.ts'
import { folded, jaccard, shinglesOf } from './shingles.ts'

export const threshold = 0.8
const rows = 4
const bands = permutations / rows
/** So far below the threshold an estimate of 128 places does not fall (6 standard errors). */
const hopeless = 0.6
const mostInBand = 16

interface Leader {
  readonly shingles: ReadonlySet<string>
  readonly signature: Uint32Array
  readonly members: number[]
}

/**
 * @param texts of any number and length. @returns groups of two or more places in `texts`, ascending, by their first place.
 * @example nearDuplicates(['Tutto ok', 'il sito è lento', 'tutto  OK']) // [[0, 2]]
 */
export function nearDuplicates(texts: readonly string[]): number[][] {
  const places = new Map<string, number[]>()
  texts.forEach((text, place) => {
    const fold = folded(text)
    if (fold === '') return
    const same = places.get(fold)
    if (same) same.push(place)
    else places.set(fold, [place])
  })
  const index = new Map<string, Leader[]>()
  const leaders: Leader[] = []
  for (const fold of [...places.keys()].sort()) {
    const shingles = shinglesOf(fold)
    const signature = minHash(shingles)
    const leader = nearest(index, shingles, signature) ?? { shingles, signature, members: [] }
    if (leader.members.length === 0) {
      leaders.push(leader)
      enter(index, leader)
    }
    for (const place of places.get(fold)!) leader.members.push(place)
  }
  return leaders
    .filter(({ members }) => members.length > 1)
    .map(({ members }) => members.sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!)
}

function* keysOf(signature: Uint32Array): Generator<string> {
  for (let band = 0; band < bands; band++) {
    yield `${band}:${signature.subarray(band * rows, (band + 1) * rows).join()}`
  }
}

function enter(index: Map<string, Leader[]>, leader: Leader): void {
  for (const key of keysOf(leader.signature)) {
    const there = index.get(key)
    if (there === undefined) index.set(key, [leader])
    else if (there.length < mostInBand) there.push(leader)
  }
}

function nearest(
  index: ReadonlyMap<string, Leader[]>,
  shingles: ReadonlySet<string>,
  signature: Uint32Array,
): Leader | undefined {
  const seen = new Set<Leader>()
  let best: Leader | undefined
  let most = threshold
  for (const key of keysOf(signature)) {
    for (const leader of index.get(key) ?? []) {
      if (seen.has(leader)) continue
      seen.add(leader)
      if (agreement(signature, leader.signature) < hopeless) continue
      const like = jaccard(shingles, leader.shingles)
      if (like > most || (like === most && best === undefined)) {
        best = leader
        most = like
      }
    }
  }
  return best
}
