// SPDX-License-Identifier: AGPL-3.0-or-later
// How often the interval of a mean covers the truth, over the six shapes that answers take and samples of 10 to 300, beside
// the interval of the textbook (mean ± t s/√n). Bars: statistics.md §3.
import { correctedShare, studentQuantile, wilson } from '../../libraries/statistics/index.ts'
import { coverage, shapes } from '../../libraries/statistics/intervals/coverage.ts'
import { atLeast, type Figure } from '../figures.ts'
import { binomial, chanceOf, draw, percentOf, seed } from './chance.ts'

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
    themeFigure(draws),
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

/** A theme that 15 in 100 answers have, a coder that finds 80 % of them and takes 5 % of the others, and 200 answers coded twice. */
function themeFigure(draws: number): Figure {
  const [truth, sensitivity, specificity, n] = [0.15, 0.8, 0.95, 600]
  const chance = chanceOf(40)
  const covered = draw(draws, () => {
    const withTheme = binomial(chance, 200, truth)
    const [found, leftOut] = [binomial(chance, withTheme, sensitivity), binomial(chance, 200 - withTheme, specificity)]
    const coded = binomial(chance, n, truth * sensitivity + (1 - truth) * (1 - specificity))
    const all = [correctedShare(coded, n, { withTheme, found, without: 200 - withTheme, leftOut }), wilson(coded, n)]
    return all.map((one) => one.estimable && one.low <= truth && truth <= one.high)
  })
  return {
    name: 'quota di un tema corretta per gli errori di codifica, copertura',
    ...percentOf(covered.map(([corrected]) => corrected!)),
    unit: '%',
    baseline: { name: 'senza correzione', value: percentOf(covered.map(([, plain]) => plain!)).value },
    bar: atLeast(92),
  }
}
