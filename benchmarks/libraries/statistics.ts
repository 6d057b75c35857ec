// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast the interval of a mean and a raking are: both are made for every service and month of an edition.
import { rake, scoreInterval, seededNumbers, wilson, type Margin } from '../../libraries/statistics/index.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'
import { secondsOf, slope } from './timing.ts'

export function statisticsFigures(): Figure[] {
  return [...intervals(), ...rakings()]
}

function intervals(): Figure[] {
  const random = seededNumbers(3)
  const asked = Array.from({ length: 20_000 }, () => Array.from({ length: 5 }, () => Math.floor(random() ** 3 * 200)))
  const rate = (one: (counts: number[]) => unknown): number => asked.length / secondsOf(() => asked.forEach(one))
  const value = rate((counts) => scoreInterval(counts))
  const plain = rate((counts) => wilson(counts[0]!, counts[0]! + counts[1]! + 1))
  const baseline = { name: 'intervallo di Wilson', value: plain }
  return [
    {
      name: 'intervallo della media',
      value,
      unit: 'al secondo',
      baseline,
      ratio: value / plain,
      bar: atLeast(100_000),
    },
  ]
}

/** Five margins of ten groups; the weights that solve them are known, so that a solution exists. */
function rakings(): Figure[] {
  const sizes = [2500, 5000, 10_000]
  const seconds = sizes.map((size) => {
    const { base, margins } = sample(size)
    return secondsOf(() => {
      if (!rake(base, margins).estimable) throw new Error('the raking has no solution')
    })
  })
  const bar = atMost(50)
  return [
    { name: 'raking di 5 margini × 10.000 celle', value: seconds.at(-1)! * 1000, unit: 'ms', bar },
    { name: 'raking, esponente', value: slope(sizes, seconds), unit: '', bar: atMost(1.15) },
  ]
}

function sample(size: number): { base: number[]; margins: Margin[] } {
  const random = seededNumbers(5)
  const base = Array.from({ length: size }, () => 1 + random())
  const truth = base.map((weight) => weight * (0.5 + random()))
  const margins = Array.from({ length: 5 }, () => {
    const groups = base.map(() => `g${Math.floor(random() * 10)}`)
    const totals: Record<string, number> = {}
    for (const [unit, group] of groups.entries()) totals[group] = (totals[group] ?? 0) + truth[unit]!
    return { groups, totals }
  })
  return { base, margins }
}
