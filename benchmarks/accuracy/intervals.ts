// SPDX-License-Identifier: AGPL-3.0-or-later
// How often the interval of a mean covers the truth, over the six shapes that answers take and samples of 10 to 300, beside
// the interval of the textbook (mean ± t s/√n). Bars: statistics.md §3.
import { studentQuantile } from '../../libraries/statistics/index.ts'
import { coverage, shapes } from '../../libraries/statistics/intervals/coverage.ts'
import { atLeast, type Figure } from '../figures.ts'
import { seed } from './chance.ts'

export const sizes = [10, 20, 30, 50, 100, 300] as const

export function intervalFigures(draws: number): Figure[] {
  const cells = shapes.flatMap(({ shares }) => sizes.map((n) => ({ shares, n })))
  const covered = cells.map(({ shares, n }, cell) => coverage(shares, n, draws, seed + cell))
  const plain = cells.map(({ shares, n }, cell) => coverage(shares, n, draws, seed + cell, tLimits))
  const spread = (share: number): number => (share * (1 - share)) / draws
  const least = Math.min(...covered)
  return [
    {
      name: 'intervallo della media, copertura media di 6 forme × 6 numerosità',
      value: 100 * meanShare(covered),
      error: (100 * Math.sqrt(covered.reduce((sum, share) => sum + spread(share), 0))) / cells.length,
      unit: '%',
      baseline: { name: 'intervallo t', value: 100 * meanShare(plain) },
      bar: atLeast(92),
    },
    {
      name: 'intervallo della media, copertura minore',
      value: 100 * least,
      error: 100 * Math.sqrt(spread(least)),
      unit: '%',
      baseline: { name: 'intervallo t', value: 100 * Math.min(...plain) },
      bar: atLeast(85),
    },
  ]
}

const meanShare = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0) / shares.length

const quantiles = new Map<number, number>()

/** Mean ± t · s / √n, on 0–100. */
export function tLimits(counts: readonly number[]): { estimable: true; low: number; high: number } {
  const n = counts.reduce((sum, count) => sum + count, 0)
  const score = (j: number): number => (100 * j) / (counts.length - 1)
  const mean = counts.reduce((sum, count, j) => sum + count * score(j), 0) / n
  const squares = counts.reduce((sum, count, j) => sum + count * (score(j) - mean) ** 2, 0)
  const t = quantiles.get(n) ?? studentQuantile(0.975, n - 1)
  quantiles.set(n, t)
  const reach = (t * Math.sqrt(squares / (n - 1))) / Math.sqrt(n)
  return { estimable: true, low: mean - reach, high: mean + reach }
}
