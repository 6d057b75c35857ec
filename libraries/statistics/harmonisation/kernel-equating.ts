// SPDX-License-Identifier: AGPL-3.0-or-later
// Kernel equating: both distributions made continuous by a Gaussian kernel that keeps mean and variance, then x is given the y
// with the same share below; with its standard error from the smoothed probabilities. The diagnostic of bridge studies, for
// the same people on both scales (pass factors that belong together) or random halves.
//   F(x) = Σ r_j Φ((x − a x_j − (1 − a) μ)/(a h)), a² = σ²/(σ² + h²); h makes Σ (r_j − f(x_j))² smallest
// Fails: a scale on which nothing varies. Source: von Davier, Holland & Thayer (2004), 4.1–5.3. Case kequate-sg-pisa-bridge.
import { lowestOf } from '../algebra/golden-section.ts'
import { dot } from '../algebra/moments.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { normalDensity, normalDistribution } from '../special/normal-distribution.ts'
import type { Smoothed } from './log-linear.ts'

export interface KernelEquating {
  readonly estimable: true
  /** One a score of X: its equivalent on Y. */
  readonly values: readonly number[]
  readonly standardErrors: readonly number[]
  readonly bandwidths: readonly [number, number]
}

interface Continuous {
  readonly bandwidth: number
  distribution(x: number): number
  density(x: number): number
  /** ∂F(x)/∂r_j, one a score. */
  gradient(x: number): number[]
}

/** @param together whether the same people answered both: then the factors have common columns. */
export function kernelEquating(
  x: Smoothed,
  y: Smoothed,
  { together }: { together: boolean },
): KernelEquating | NotEstimable {
  const [f, g] = [continuous(x), continuous(y)]
  if (f === undefined || g === undefined) return notEstimable('no variance')
  const values = x.scale.map((score) => invert(g, f.distribution(score), y.scale))
  const standardErrors = values.map((value, i) => {
    const [ofX, ofY] = [through(f.gradient(x.scale[i]!), x), through(g.gradient(value), y)]
    const vector = together ? ofX.map((part, t) => part - ofY[t]!) : [...ofX, ...ofY]
    return Math.sqrt(dot(vector, vector)) / g.density(value)
  })
  // Where the target has no density an error has no size.
  return estimated({ estimable: true, values, standardErrors, bandwidths: [f.bandwidth, g.bandwidth] }, 'no variance')
}

function through(gradient: readonly number[], { factor }: Smoothed): number[] {
  return factor[0]!.map((_, t) => factor.reduce((total, row, j) => total + gradient[j]! * row[t]!, 0))
}

function continuous({ scale, probabilities }: Smoothed): Continuous | undefined {
  const mean = dot(scale, probabilities)
  const variance = scale.reduce((total, x, j) => total + probabilities[j]! * (x - mean) ** 2, 0)
  if (!(variance > 0)) return undefined
  const made = (h: number): Continuous => {
    const a = Math.sqrt(variance / (variance + h * h))
    const place = (x: number, j: number): number => (x - a * scale[j]! - (1 - a) * mean) / (a * h)
    const density = (x: number): number =>
      probabilities.reduce((total, r, j) => total + (r * normalDensity(place(x, j))) / (a * h), 0)
    return {
      bandwidth: h,
      density,
      distribution: (x) => probabilities.reduce((total, r, j) => total + r * normalDistribution(place(x, j)), 0),
      gradient: (x) => {
        const slope = density(x)
        return scale.map((score, j) => {
          const shift = ((x - mean) * (1 - a * a) * ((score - mean) ** 2 / variance)) / 2 + (1 - a) * score
          return normalDistribution(place(x, j)) - shift * slope
        })
      },
    }
  }
  const penalty = (h: number): number => {
    const { density } = made(h)
    return scale.reduce((total, x, j) => total + (probabilities[j]! - density(x)) ** 2, 0)
  }
  return made(lowest(penalty))
}

/** Bandwidths looked at, in units of the scale, before the best of them is refined: the penalty may have more than one valley. */
const bandwidths = Array.from({ length: 80 }, (_, k) => (k + 1) / 20)

function lowest(penalty: (h: number) => number): number {
  const seen = bandwidths.map(penalty)
  const best = bandwidths[seen.indexOf(Math.min(...seen))] ?? bandwidths[0]!
  return lowestOf(penalty, best - 0.045, best + 0.05)
}

function invert(g: Continuous, share: number, scale: readonly number[]): number {
  const width = Math.max(...scale) - Math.min(...scale)
  let [low, high] = [Math.min(...scale) - width, Math.max(...scale) + width]
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (g.distribution(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
