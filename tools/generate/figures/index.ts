// SPDX-License-Identifier: AGPL-3.0-or-later
// The figures of the method pages: the worked example of each page, computed and drawn again whenever a method changes.
import { comonotone, ewmaFalls, ewmaLimit, fayHerriot, rankEstimates } from '@ascolto/statistics'
import type { Generated } from '../generated.ts'
import { draw, type Figure, type Mark } from './canvas.ts'

/** The data of the examples, as their pages write them. */
export const examples = {
  'harmonisation.md': { faces: [120, 180, 300], stars: [30, 42, 78, 210, 240] },
  'small-areas.md': {
    direct: [58, 71, 64, 80, 45, 69, 74, 62],
    sampling: [30, 12, 30, 25, 60, 8, 16, 20],
  },
  'trend.md': { u: [0.3, -0.5, 0.1, -1.2, -0.9, -1.6, -1.1, -1.8, -1.4, -2] },
  'comparison.md': { values: [82, 79, 71, 70, 64], errors: [2, 2, 2, 2, 3] },
} as const

export const figures: readonly Generated[] = [
  { path: 'docs/methods/figures/three-faces.svg', produce: async () => draw(threeFaces()) },
  { path: 'docs/methods/figures/small-services.svg', produce: async () => draw(smallServices()) },
  { path: 'docs/methods/figures/ewma.svg', produce: async () => draw(ewmaChart()) },
  { path: 'docs/methods/figures/places.svg', produce: async () => draw(places()) },
]

function estimated<T extends { estimable: boolean }>(result: T): Extract<T, { estimable: true }> {
  if (!result.estimable) throw new Error('an example of a page is not estimable')
  return result as Extract<T, { estimable: true }>
}

function threeFaces(): Figure {
  const { faces, stars } = examples['harmonisation.md']
  const { scores } = estimated(comonotone(faces, stars, [0, 25, 50, 75, 100]))
  const names = ['unhappy face', 'neutral face', 'happy face']
  return {
    title: 'What three faces are worth on the scale of stars',
    description: `By stretching 0, 50 and 100 points; by the answers of 600 people on each scale ${scores.map((score) => score.toFixed(1)).join(', ')}.`,
    x: { from: -0.4, to: 2.9, ticks: [0, 1, 2], label: 'answer on three faces', name: (j) => names[j]! },
    y: { from: 0, to: 100, ticks: [0, 25, 50, 75, 100], label: 'points' },
    marks: scores.flatMap((score, j): Mark[] => [
      { kind: 'line', points: [[j, 50 * j], [j, score]], style: 'dashed' }, // oxfmt-ignore
      { kind: 'dot', at: [j, 50 * j], style: 'light' },
      { kind: 'dot', at: [j, score], style: 'strong' },
      { kind: 'text', at: [j + 0.07, score - 6], text: `${score.toFixed(1)} by the answers` },
    ]),
  }
}

function smallServices(): Figure {
  const { direct, sampling } = examples['small-areas.md']
  const ones = direct.map(() => [1])
  const { values, coefficients } = estimated(fayHerriot(direct, sampling, ones))
  const order = direct.map((_, i) => i).toSorted((a, b) => sampling[b]! - sampling[a]!)
  const centre = coefficients[0]!
  return {
    title: 'The mean of eight services by itself and by the model',
    description: `Services from the most uncertain to the most certain; the model draws the first towards ${centre.toFixed(1)}, the common mean, and hardly moves the last.`,
    x: {
      from: 0.4,
      to: 8.6,
      ticks: [1, 2, 3, 4, 5, 6, 7, 8],
      label: 'standard error of the service’s own mean (open: its own, full: by the model)',
      name: (place) => `±${Math.sqrt(sampling[order[place - 1]!]!).toFixed(1)}`,
    },
    y: { from: 40, to: 85, ticks: [40, 50, 60, 70, 80], label: 'points' },
    marks: [
      { kind: 'line', points: [[0.4, centre], [8.6, centre]], style: 'dashed' }, // oxfmt-ignore
      ...order.flatMap((i, at): Mark[] => [
        { kind: 'line', points: [[at + 1, direct[i]!], [at + 1, values[i]!]], style: 'light' }, // oxfmt-ignore
        { kind: 'dot', at: [at + 1, direct[i]!], style: 'light' },
        { kind: 'dot', at: [at + 1, values[i]!], style: 'strong' },
      ]),
    ],
  }
}

function ewmaChart(): Figure {
  const { u } = examples['trend.md']
  const limit = ewmaLimit(370)
  if (typeof limit !== 'number') throw new Error(limit.reason)
  const alarms = ewmaFalls(u, limit)
  const threshold = limit * Math.sqrt(0.2 / 1.8)
  let z = 0
  const remembered = u.map((value, t): [number, number] => [t + 1, (z = Math.max(0, 0.2 * -value + 0.8 * z))])
  return {
    title: 'Ten weeks of deviations, and what the EWMA remembers of them',
    description: `No week is three errors down, but the memory passes its limit of ${threshold.toFixed(2)} in week ${alarms[0]! + 1} and stays above it.`,
    x: { from: 0.5, to: 10.5, ticks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], label: 'week' },
    y: {
      from: -2.5,
      to: 1.5,
      ticks: [-2, -1, 0, 1],
      label: 'open: deviation of the week, in errors; line: falls remembered',
    },
    marks: [
      { kind: 'line', points: [[0.5, threshold], [10.5, threshold]], style: 'dashed' }, // oxfmt-ignore
      { kind: 'text', at: [0.7, threshold + 0.1], text: `limit for a run of 370: ${threshold.toFixed(2)}` },
      ...u.map((value, t): Mark => ({ kind: 'dot', at: [t + 1, value], style: 'light' })),
      { kind: 'line', points: remembered, style: 'strong' },
      ...remembered.map((at, t): Mark => ({ kind: 'dot', at, style: alarms.includes(t) ? 'alarm' : 'strong' })),
    ],
  }
}

function places(): Figure {
  const { values, errors } = examples['comparison.md']
  const { low, high, ranks } = estimated(rankEstimates(values, errors))
  const said = low.map((from, i) => `${values[i]} points: ${from} to ${high[i]}`)
  return {
    title: 'The places that five services may have',
    description: `With 95 % confidence for all at once. ${said.join('; ')}.`,
    x: { from: 0.6, to: 5.8, ticks: [1, 2, 3, 4, 5], label: 'place' },
    y: { from: 0, to: 5.5, ticks: [], label: 'service, its score and error' },
    marks: values.flatMap((value, i): Mark[] => [
      { kind: 'line', points: [[low[i]!, 5 - i], [high[i]!, 5 - i]], style: 'strong' }, // oxfmt-ignore
      { kind: 'dot', at: [ranks[i]!, 5 - i], style: 'strong' },
      { kind: 'text', at: [high[i]! + 0.12, 4.93 - i], text: `${value} ± ${errors[i]}` },
    ]),
  }
}
