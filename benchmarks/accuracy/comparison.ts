// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether places are claimed too boldly: rank sets must hold all true ranks at once, and of the services called above or
// below their peers at most 5 % may be neither. Twelve services, some close together.
import {
  adjustP,
  normalDistribution,
  rankCounts,
  rankEstimates,
  type RankSets,
} from '../../libraries/statistics/index.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'
import { chanceOf, draw, meanOf, percentOf } from './chance.ts'

const means = [50, 52, 55, 60, 60.5, 63, 66, 70, 74, 75, 80, 88]
const themes = [0.25, 0.2, 0.18, 0.12, 0.1, 0.07, 0.05, 0.03]

export function comparisonFigures(draws: number): Figure[] {
  const chance = chanceOf(20)
  const error = 2
  const seen = draw(draws, () => {
    const values = means.map((mean) => chance.normal(mean, error))
    return setsOf(
      rankEstimates(
        values,
        values.map(() => error),
      ),
    )
  })
  const places = meanOf(seen.flatMap(({ low, high }) => high.map((one, i) => one - low[i]! + 1)))
  const counted = draw(Math.ceil(draws / 4), () => {
    const counts = themes.map(() => 0)
    for (let answer = 0; answer < 400; answer++) {
      let rest = chance.next()
      const theme = themes.findIndex((share) => (rest -= share) < 0)
      counts[theme < 0 ? themes.length - 1 : theme]!++
    }
    return setsOf(rankCounts(counts))
  })
  const bar = atLeast(95)
  return [
    {
      name: 'ranghi di 12 servizi, tutti insieme nei loro insiemi',
      ...percentOf(seen.map(holds(means))),
      unit: '%',
      bar,
    },
    {
      name: 'ranghi, posti di un insieme',
      ...places,
      unit: 'posti',
      baseline: { name: 'graduatoria piena', value: means.length },
    },
    {
      name: 'ranghi di 8 temi, tutti insieme nei loro insiemi',
      ...percentOf(counted.map(holds(themes))),
      unit: '%',
      bar,
    },
    falseDiscoveries(draws),
  ]
}

function setsOf(sets: ReturnType<typeof rankEstimates>): RankSets {
  if (!sets.estimable) throw new Error(sets.reason)
  return sets
}

const holds =
  (truth: readonly number[]) =>
  ({ low, high }: RankSets): boolean =>
    truth.every((value, i) => {
      const rank = 1 + truth.filter((other) => other > value).length
      return low[i]! <= rank && rank <= high[i]!
    })

/** Forty services, ten of which are away from their peers by three errors. */
function falseDiscoveries(draws: number): Figure {
  const chance = chanceOf(21)
  const rate = (adjust: (p: number[]) => number[]) => (): number => {
    const z = draw(40, (service) => chance.normal(service < 10 ? 3 : 0))
    const called = adjust(z.map((value) => 2 * normalDistribution(-Math.abs(value)))).map((p) => p <= 0.05)
    const all = called.filter(Boolean).length
    return all === 0 ? 0 : (100 * called.slice(10).filter(Boolean).length) / all
  }
  const plain = meanOf(
    draw(
      draws,
      rate((p) => p),
    ),
  )
  return {
    name: 'servizi detti diversi che non lo sono (Benjamini–Hochberg)',
    ...meanOf(
      draw(
        draws,
        rate((p) => adjustP(p, 'benjamini-hochberg')),
      ),
    ),
    unit: '%',
    baseline: { name: 'senza correzione', value: plain.value },
    bar: atMost(5),
  }
}
