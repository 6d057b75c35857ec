// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a chart keeps quiet when nothing happens, against what its limit promises; and how long it takes to see a fall of
// one deviation, beside a chart without memory that keeps quiet for as long.
import { ewmaFalls, ewmaLimit, normalQuantile } from '../../libraries/statistics/index.ts'
import { atMost, type Figure } from '../figures.ts'
import { chanceOf, draw, meanOf, type Chance } from './chance.ts'

/** Of a body and of the national board, statistics.md §6. */
const promised = [370, 2000] as const
const cutOff = 10

export function trendFigures(draws: number): Figure[] {
  return [...promised.flatMap((runLength, index) => quiet(runLength, draws, chanceOf(10 + index))), delay(draws)]
}

function quiet(runLength: number, draws: number, chance: Chance): Figure[] {
  const limit = limitOf(runLength)
  const series = Math.max(60, Math.ceil((draws * promised[0]) / runLength))
  const { value, error } = meanOf(draw(series, () => runOf(chance, 0, limit, runLength)))
  const name = `EWMA senza cambiamenti, limite per ${runLength} punti`
  return [
    { name: `${name}: punti fino a un falso allarme`, value, error, unit: 'punti' },
    // Four Monte-Carlo errors: further off than chance takes it.
    { name: `${name}: scarto`, value: Math.abs(value - runLength) / error, unit: 'errori standard', bar: atMost(4) },
  ]
}

function delay(draws: number): Figure {
  const chance = chanceOf(12)
  const limit = limitOf(promised[0])
  const seen = meanOf(draw(draws, () => runOf(chance, -1, limit, promised[0])))
  // Without memory each point alarms with probability 1/370, and with Φ(1 − z) after the fall.
  const z = normalQuantile(1 - 1 / promised[0])
  const shewhart = meanOf(
    draw(draws, () => {
      let points = 1
      while (chance.normal(-1) > -z) points++
      return points
    }),
  )
  return {
    name: 'EWMA, punti fino a vedere un calo di una deviazione',
    ...seen,
    unit: 'punti',
    baseline: { name: 'carta senza memoria', value: shewhart.value },
    ratio: seen.value / shewhart.value,
    bar: atMost(0.5, 'ratio'),
  }
}

function limitOf(runLength: number): number {
  const limit = ewmaLimit(runLength)
  if (typeof limit !== 'number') throw new Error(limit.reason)
  return limit
}

/** Points until the first alarm; of ten times the promise, one run in 22,000 is longer, and counts as that. */
function runOf(chance: Chance, mean: number, limit: number, runLength: number): number {
  const points: number[] = []
  // Looked at again when a stretch is over: the chart is the library's own, which takes whole series.
  for (let length = runLength; length <= cutOff * runLength; length += 3 * runLength) {
    while (points.length < length) points.push(chance.normal(mean))
    const [first] = ewmaFalls(points, limit)
    if (first !== undefined) return first + 1
  }
  return cutOff * runLength
}
