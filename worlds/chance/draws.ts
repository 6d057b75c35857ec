// SPDX-License-Identifier: AGPL-3.0-or-later
// Exact draws from the distributions the worlds need. Counts of a whole cell are drawn at once (multinomial by conditional
// binomials), so a hundred million answers cost no more than their cube.
import type { Chance } from './chance.ts'

/** How many of `trials` succeed with probability `p`: inversion of the distribution function, in portions. */
export function binomial(chance: Chance, trials: number, p: number): number {
  if (p <= 0 || trials <= 0) return 0
  if (p >= 1) return trials
  if (p > 0.5) return trials - binomial(chance, trials, 1 - p)
  // Beyond this many trials the probability of none would leave the range of a double.
  const most = Math.floor(-600 / Math.log1p(-p))
  let successes = 0
  for (let left = trials; left > 0; left -= most) successes += portion(chance, Math.min(left, most), p)
  return successes
}

function portion(chance: Chance, trials: number, p: number): number {
  const odds = p / (1 - p)
  let term = (1 - p) ** trials
  let left = chance.next()
  let k = 0
  while (left > term && k < trials) {
    left -= term
    k++
    term *= (odds * (trials - k + 1)) / k
  }
  return k
}

/** Adds the counts of `trials` draws over `probabilities` (which sum to 1) to `into`, from `offset` on. */
export function multinomial(
  chance: Chance,
  trials: number,
  probabilities: readonly number[],
  into: number[],
  offset = 0,
): void {
  let left = trials
  let mass = 1
  const last = probabilities.length - 1
  for (let index = 0; index < last && left > 0; index++) {
    const p = probabilities[index]!
    const drawn = binomial(chance, left, Math.min(1, p / mass))
    into[offset + index]! += drawn
    left -= drawn
    mass -= p
  }
  into[offset + last]! += left
}

/** A count of events with this mean: binomial over many rare chances would need a size, the product method does not. */
export function poisson(chance: Chance, mean: number): number {
  let count = 0
  for (let left = mean; left > 0; left -= 500) {
    const limit = Math.exp(-Math.min(left, 500))
    for (let product = chance.next(); product > limit; product *= chance.next()) count++
  }
  return count
}

/** A standard normal number (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(chance.next())) * Math.cos(2 * Math.PI * chance.next())
}

/** The index of one draw over `probabilities`, from a number between 0 and 1. */
export function indexAt(probabilities: readonly number[], uniform: number): number {
  let left = uniform
  for (let index = 0; index < probabilities.length - 1; index++) {
    left -= probabilities[index]!
    if (left < 0) return index
  }
  return probabilities.length - 1
}

/** One of the values, each as likely. */
export function pick<T>(chance: Chance, values: readonly T[]): T {
  return values[Math.floor(chance.next() * values.length)]!
}
