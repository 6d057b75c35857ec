// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers that look like chance and come back the same for the same seed: for simulations, bootstraps and tests that anybody
// can repeat. Not for secrets. Source: mulberry32 by T. Ettinger, public domain; passes gjrand, period 2³².

/** @returns a function that gives the next number of 0…1. @example seededNumbers(2026)() // 0.4554… */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
