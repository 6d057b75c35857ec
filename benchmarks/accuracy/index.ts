// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the methods keep what they promise, by simulation with known truth: the same seed gives the same figures, each with
// its Monte-Carlo error. No database, no server, no clock.
import type { CommandIo } from '../../platform/src/base/command.ts'
import type { Bench, Sizes } from '../bench.ts'
import type { Figure } from '../figures.ts'
import { comparisonFigures } from './comparison.ts'
import { intervalFigures } from './intervals.ts'
import { smallAreaFigures } from './small-areas.ts'
import { suppressionFigures } from './suppression.ts'
import { trendFigures } from './trend.ts'
import { weightFigures } from './weights.ts'

export const accuracy: Bench = {
  name: 'accuracy',
  summary: 'i metodi mantengono quello che promettono? simulazioni a verità nota',
  run,
}

/** Each with what it is called while it runs. */
export const simulations: Readonly<Record<string, (draws: number) => Figure[] | Promise<Figure[]>>> = {
  intervalli: intervalFigures,
  'servizi piccoli': smallAreaFigures,
  andamento: trendFigures,
  confronti: comparisonFigures,
  pesi: weightFigures,
  riservatezza: (draws) => suppressionFigures(Math.min(20, draws)),
}

async function run({ draws }: Sizes, io: CommandIo): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, simulate] of Object.entries(simulations)) {
    io.progress(`accuracy: ${name}`)
    figures.push(...(await simulate(draws)))
  }
  return figures
}
