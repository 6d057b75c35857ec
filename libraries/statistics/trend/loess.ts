// SPDX-License-Identifier: AGPL-3.0-or-later
// One local regression at one place: neighbours weigh less the farther they are (tricube), and a constant or a line is fitted.
// The piece STL is made of. Source: Cleveland (1979), JASA 74:829; Cleveland, Cleveland, McRae & Terpenning (1990), 2.

export interface Loess {
  /** How many points take part; more than there are stretches the neighbourhood. */
  readonly span: number
  readonly degree: 0 | 1
  /** Robustness weights, one a point. */
  readonly weights?: readonly number[] | undefined
}

/** The fit at @param x, where y[i] stands at place i + 1. @returns undefined when all weights there are zero. */
export function loessAt(y: readonly number[], x: number, { span, degree, weights }: Loess): number | undefined {
  const n = y.length
  const [left, right] = neighbours(n, x, Math.min(span, n))
  let width = Math.max(x - left, right - x)
  if (span > n) width += Math.floor((span - n) / 2)
  const w: number[] = []
  let total = 0
  for (let place = left; place <= right; place++) {
    const distance = Math.abs(place - x)
    let weight = 0
    if (distance <= 0.999 * width) weight = distance <= 0.001 * width ? 1 : (1 - (distance / width) ** 3) ** 3
    weight *= weights?.[place - 1] ?? 1
    w.push(weight)
    total += weight
  }
  if (!(total > 0)) return undefined
  for (let k = 0; k < w.length; k++) w[k]! /= total
  if (width > 0 && degree === 1) tilt(w, left, x, n)
  return w.reduce((value, weight, k) => value + weight * y[left - 1 + k]!, 0)
}

/** Turns weights of a local mean into those of a local line. */
function tilt(w: number[], left: number, x: number, n: number): void {
  const centre = w.reduce((total, weight, k) => total + weight * (left + k), 0)
  const spread = w.reduce((total, weight, k) => total + weight * (left + k - centre) ** 2, 0)
  // Points too close together to tell a slope: the local mean stays.
  if (Math.sqrt(spread) <= 0.001 * (n - 1)) return
  const slope = (x - centre) / spread
  for (let k = 0; k < w.length; k++) w[k]! *= slope * (left + k - centre) + 1
}

/** First and last place of the `count` places nearest to x. */
function neighbours(n: number, x: number, count: number): [number, number] {
  const half = Math.floor((count + 1) / 2)
  let left = Math.max(1, Math.min(Math.ceil(x - half), n - count + 1))
  while (left + count <= n && left + count - x < x - left) left++
  while (left > 1 && x - (left - 1) < left + count - 1 - x) left--
  return [left, left + count - 1]
}
