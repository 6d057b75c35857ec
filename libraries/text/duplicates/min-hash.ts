// SPDX-License-Identifier: AGPL-3.0-or-later
// MinHash: 128 numbers that stand for a set of shingles; the share in which two of them agree estimates Jaccard's index
// (standard error √(J (1 − J) / 128), 0.035 at 0.8). Use to find candidates among many texts; the decision is made on
// the shingles themselves. Source: Broder (1997). Cost 128 operations a shingle. The constants are fixed, so is the result.

export const permutations = 128

/** Odd multipliers and offsets, from a fixed sequence (SplitMix32). */
const [factors, offsets] = constants()

function constants(): [Int32Array, Int32Array] {
  const [a, b] = [new Int32Array(permutations), new Int32Array(permutations)]
  let state = 0x2026_0001
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    return mixed(state)
  }
  for (let index = 0; index < permutations; index++) {
    a[index] = next() | 1
    b[index] = next()
  }
  return [a, b]
}

function mixed(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

function hashOf(shingle: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < shingle.length; at++) hash = Math.imul(hash ^ shingle.charCodeAt(at), 0x01000193)
  return mixed(hash)
}

/** @returns 128 unsigned numbers of 32 bits; all the largest for an empty set. */
export function minHash(shingles: Iterable<string>): Uint32Array {
  const least = new Uint32Array(permutations).fill(0xffff_ffff)
  for (const shingle of shingles) {
    const hash = hashOf(shingle)
    for (let index = 0; index < permutations; index++) {
      let value = Math.imul(hash ^ offsets[index]!, factors[index]!)
      value = (value ^ (value >>> 15)) >>> 0
      if (value < least[index]!) least[index] = value
    }
  }
  return least
}

/** The share of places in which two agree. @returns 0 to 1. */
export function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0
  for (let index = 0; index < permutations; index++) if (a[index] === b[index]) same++
  return same / permutations
}
