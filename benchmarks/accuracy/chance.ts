// SPDX-License-Identifier: AGPL-3.0-or-later
// What simulations are made of: normal numbers from a seed, and a mean that says how far chance may have moved it.
import { normalQuantile, seededNumbers } from '../../libraries/statistics/index.ts'

/** The seed of every simulation; each adds a number of its own. */
export const seed = 2026

export interface Chance {
  /** 0…1, without the ends. */
  next(): number
  normal(mean?: number, deviation?: number): number
}

export function chanceOf(own: number): Chance {
  const numbers = seededNumbers(seed + own)
  const next = (): number => numbers() + 2 ** -33
  return { next, normal: (mean = 0, deviation = 1) => mean + deviation * normalQuantile(next()) }
}

export interface Simulated {
  readonly value: number
  /** Monte-Carlo standard error. */
  readonly error: number
}

/** The mean of what each draw gave. */
export function meanOf(draws: readonly number[]): Simulated {
  const value = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  const square = draws.reduce((sum, draw) => sum + (draw - value) ** 2, 0)
  return { value, error: Math.sqrt(square / (draws.length - 1) / draws.length) }
}

/** The share of draws in which something was so, in percent. */
export function percentOf(draws: readonly boolean[]): Simulated {
  return meanOf(draws.map((so) => (so ? 100 : 0)))
}

/** @param run one draw, told its number. */
export const draw = <T>(draws: number, run: (index: number) => T): T[] =>
  Array.from({ length: draws }, (_, index) => run(index))

/** How many of n draws succeed. */
export const binomial = ({ next }: Chance, n: number, p: number): number =>
  draw(n, () => next() < p).filter(Boolean).length
