// SPDX-License-Identifier: AGPL-3.0-or-later
// Wilson's interval for a proportion, and Newcombe's hybrid score interval for the difference of two. Use for shares
// (satisfied, found it, response rate) with any n ≥ 1; never outside 0…1. Source: Wilson (1927) JASA 22:209; Newcombe
// (1998) Statistics in Medicine 17:857 and 17:873, method 10. Reference case proportion-ci-a.
import { method } from '../method/method.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { areCounts, isLevel, notEstimable, type Interval, type NotEstimable } from './not-estimable.ts'

/**
 * @param successes number of cases that have the property; may be weighted, then n is the effective n.
 * @returns shares 0…1.
 * @example wilson(81, 263) // value 0.3079…, low 0.2552…, high 0.3662…
 */
export function wilson(successes: number, n: number, level: number = method.level): Interval | NotEstimable {
  if (!areCounts([successes, n]) || successes > n) return notEstimable('invalid counts')
  if (!isLevel(level)) return notEstimable('invalid values')
  if (n === 0) return notEstimable('no answers')
  const z = normalQuantile((1 + level) / 2)
  const p = successes / n
  const centre = p + (z * z) / (2 * n)
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return {
    estimable: true,
    value: p,
    // At the ends the formula gives exactly 0 or 1 but for rounding.
    low: successes === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + spread) / scale),
    level,
  }
}

/** Newcombe's interval for p₁ − p₂ of independent samples. @example newcombe([56, 70], [48, 80]) // value 0.2, low 0.0524…, high 0.3338… */
export function newcombe(
  first: [number, number],
  second: [number, number],
  level: number = method.level,
): Interval | NotEstimable {
  const a = wilson(...first, level)
  const b = wilson(...second, level)
  if (!a.estimable) return a
  if (!b.estimable) return b
  const difference = a.value - b.value
  return {
    estimable: true,
    value: difference,
    low: difference - Math.hypot(a.value - a.low, b.high - b.value),
    high: difference + Math.hypot(a.high - a.value, b.value - b.low),
    level,
  }
}
