// SPDX-License-Identifier: AGPL-3.0-or-later
// A non-response planted in a population of known truth: people answer by channel and age, and are content by both. Weights
// must take the distortion out; what people answer because of how content they are, no weights can.
import {
  calibratedMean,
  effectiveSize,
  indicators,
  normalQuantile,
  rake,
  type Margin,
} from '../../libraries/statistics/index.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'
import { chanceOf, draw, meanOf, percentOf, type Chance, type Simulated } from './chance.ts'

const channels = ['web', 'app', 'sportello'] as const
const ages = ['giovani', 'adulti', 'anziani'] as const
const population = 5000

interface Person {
  readonly channel: number
  readonly age: number
  readonly score: number
}

const people = ({ next, normal }: Chance): Person[] =>
  draw(population, () => {
    const age = Math.floor(3 * next())
    // The old go to the desk more often.
    const channel = Math.min(2, Math.floor(3 * next() ** (1.4 - 0.4 * age)))
    return { channel, age, score: Math.max(0, Math.min(100, normal(75 - 8 * channel - 5 * age, 20))) }
  })

const byGroup = ({ channel, age }: Person): number => 0.03 * (1 + 1.5 * (2 - channel)) * (1 + 0.5 * (2 - age))
const byContent = (person: Person): number => byGroup(person) * (person.score < 50 ? 1.6 : 1)

interface Estimated {
  readonly plain: number
  readonly raked: number
  readonly covered: boolean
  readonly kept: number
}

function estimateOnce(chance: Chance, everybody: readonly Person[], answers: (person: Person) => number): Estimated {
  const truth = meanOf(everybody.map(({ score }) => score)).value
  const sample = everybody.filter((person) => chance.next() < answers(person))
  const scores = sample.map(({ score }) => score)
  const margins = [
    marginOf(sample, everybody, (one) => channels[one.channel]!),
    marginOf(sample, everybody, (one) => ages[one.age]!),
  ]
  const base = sample.map(() => population / sample.length)
  const raked = rake(base, margins)
  if (!raked.estimable) throw new Error(raked.reason)
  // One column of each margin is that of all the others: left out, or the regression is not determined.
  const [first, second] = margins.map(({ groups }) => indicators(groups)) as [number[][], number[][]]
  const x = first.map((row, i) => [...row, ...second[i]!.slice(1)])
  const mean = calibratedMean(scores, { design: { weights: base }, weights: raked.weights, x })
  if (!mean.estimable) throw new Error(mean.reason)
  return {
    plain: meanOf(scores).value - truth,
    raked: mean.value - truth,
    covered: Math.abs(mean.value - truth) <= normalQuantile(0.975) * mean.standardError,
    kept: (100 * effectiveSize(raked.weights)) / sample.length,
  }
}

function marginOf(sample: readonly Person[], everybody: readonly Person[], name: (person: Person) => string): Margin {
  const totals: Record<string, number> = {}
  for (const person of everybody) totals[name(person)] = (totals[name(person)] ?? 0) + 1
  return { groups: sample.map(name), totals }
}

export function weightFigures(draws: number): Figure[] {
  const times = Math.max(150, Math.ceil(draws / 8))
  const run = (own: number, answers: (person: Person) => number): Estimated[] => {
    const chance = chanceOf(own)
    const everybody = people(chance)
    return draw(times, () => estimateOnce(chance, everybody, answers))
  }
  const size = (of: Simulated): Simulated => ({ ...of, value: Math.abs(of.value) })
  const known = run(30, byGroup)
  const plain = size(meanOf(known.map((one) => one.plain)))
  const raked = size(meanOf(known.map((one) => one.raked)))
  const content = run(31, byContent)
  return [
    {
      name: 'non risposta per canale ed età, distorsione che resta con i pesi',
      ...raked,
      unit: 'punti',
      baseline: { name: 'senza pesi', value: plain.value },
      ratio: raked.value / plain.value,
      bar: atMost(0.1, 'ratio'),
    },
    {
      name: 'intervallo con i pesi, copertura',
      ...percentOf(known.map(({ covered }) => covered)),
      unit: '%',
      bar: atLeast(92),
    },
    { name: 'risposte effettive su risposte', ...meanOf(known.map(({ kept }) => kept)), unit: '%' },
    {
      name: 'non risposta per soddisfazione, distorsione che i pesi non tolgono',
      ...size(meanOf(content.map((one) => one.raked))),
      unit: 'punti',
      baseline: { name: 'senza pesi', value: size(meanOf(content.map((one) => one.plain))).value },
    },
  ]
}
