// SPDX-License-Identifier: AGPL-3.0-or-later
// PELT: the set of breaks in the mean that makes Σ squared deviations + penalty · breaks smallest, found exactly. Use in
// retrospect, on a series without season, divided by its deviation (or by the noise within segments, when known).
// Statistics.md: penalty 2 ln n. Mean cost linear, at worst n². Source: Killick, Fearnhead & Eckley (2012), JASA 107:1590.
// Reference case pelt-nile.
import { finite } from '../intervals/not-estimable.ts'

/**
 * @param y scaled to variance 1. @param penalty 2 ln n when absent.
 * @returns how many points lie before each break, ascending. @throws RangeError when one is missing.
 * @example pelt([0, 0, 0, 9, 9, 9]) // [3]
 */
export function pelt(y: readonly number[], penalty: number = 2 * Math.log(y.length)): number[] {
  const n = y.length
  const [sums, squares] = [[0], [0]]
  for (const value of finite(y)) {
    sums.push(sums.at(-1)! + value)
    squares.push(squares.at(-1)! + value * value)
  }
  const cost = (from: number, to: number): number =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from)
  const best = [-penalty]
  const last = [0]
  let candidates = [0]
  for (let to = 1; to <= n; to++) {
    const totals = candidates.map((from) => best[from]! + cost(from, to))
    const least = Math.min(...totals)
    best[to] = least + penalty
    last[to] = candidates[totals.indexOf(least)]!
    // A beginning that is already worse can never be the best one later.
    candidates = [...candidates.filter((_, index) => totals[index]! <= best[to]!), to]
  }
  const breaks: number[] = []
  for (let at = last[n] ?? 0; at > 0; at = last[at]!) breaks.unshift(at)
  return breaks
}
