// SPDX-License-Identifier: AGPL-3.0-or-later
// All chance of the worlds comes from one seed: the same seed gives the same bytes on every machine. A fork is named, and
// does not depend on how much its parent has drawn, so adding a service never changes the answers of another.
// Generator: xoshiro128** (Blackman and Vigna 2018); its state comes from the seed's text by FNV-1a and splitmix32.

export interface Chance {
  /** A number in the open interval from 0 to 1. */
  next(): number
  /** An independent stream of the same seed. */
  fork(name: string | number): Chance
}

export function createChance(seed: string): Chance {
  let state = hash(seed)
  const seeded = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, d] = [seeded(), seeded(), seeded(), seeded()]
  return {
    next() {
      const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = rotate(d, 11)
      return ((scrambled >>> 0) + 0.5) / 2 ** 32
    },
    fork: (name) => createChance(`${seed}/${name}`),
  }
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by))
}

function hash(text: string): number {
  let bits = 0x811c9dc5
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193)
  return bits
}
