// SPDX-License-Identifier: AGPL-3.0-or-later
// What small services gain by borrowing from their peers, and whether the error the model states is the error it makes. Peer
// groups of thirty services with 10 to 300 answers each; true means spread by 8 points, answers by 25.
import { betaBinomial, fayHerriot, normalQuantile } from '../../libraries/statistics/index.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'
import { binomial, chanceOf, draw, meanOf, percentOf, type Chance } from './chance.ts'

const services = 30

export function smallAreaFigures(draws: number): Figure[] {
  return [...fayHerriotFigures(draws), betaBinomialFigure(draws)]
}

/** A heavy tail: half of the services have fewer than 50 answers. */
const sizeOf = ({ next }: Chance): number => Math.round(10 * 30 ** (next() ** 1.5))

function fayHerriotFigures(draws: number): Figure[] {
  const chance = chanceOf(1)
  const z = normalQuantile(0.975)
  const peers = draw(draws, () => {
    const truth = draw(services, () => chance.normal(70, 8))
    const sampling = truth.map(() => 625 / sizeOf(chance))
    const direct = truth.map((value, i) => chance.normal(value, Math.sqrt(sampling[i]!)))
    const fit = fayHerriot(
      direct,
      sampling,
      truth.map(() => [1]),
    )
    if (!fit.estimable) throw new Error(fit.reason)
    const off = fit.values.map((value, i) => (value - truth[i]!) ** 2)
    return {
      model: meanOf(off).value,
      direct: meanOf(direct.map((value, i) => (value - truth[i]!) ** 2)).value,
      stated: meanOf(fit.meanSquareErrors).value,
      covered: (100 * off.filter((square, i) => square <= z * z * fit.meanSquareErrors[i]!).length) / services,
    }
  })
  const model = meanOf(peers.map((peer) => peer.model))
  const direct = meanOf(peers.map((peer) => peer.direct))
  const stated = meanOf(peers.map((peer) => peer.stated))
  const covered = meanOf(peers.map((peer) => peer.covered))
  return [
    {
      name: 'Fay–Herriot, errore quadratico medio',
      ...model,
      unit: 'punti²',
      baseline: { name: 'stima diretta', value: direct.value },
      ratio: model.value / direct.value,
      bar: atMost(0.75, 'ratio'),
    },
    {
      name: 'Fay–Herriot, errore dichiarato su errore commesso',
      value: stated.value / model.value,
      error: (stated.value / model.value) * Math.hypot(model.error / model.value, stated.error / stated.value),
      unit: '',
      bar: atLeast(0.9),
    },
    { name: 'Fay–Herriot, copertura di valore ± 1,96 √mse', ...covered, unit: '%', bar: atLeast(92) },
  ]
}

function betaBinomialFigure(draws: number): Figure {
  const chance = chanceOf(2)
  const covered = draw(Math.ceil(draws / 10), () => {
    const truth = draw(services, () => 1 / (1 + Math.exp(-chance.normal(1, 0.6))))
    const sizes = truth.map(() => sizeOf(chance))
    const successes = truth.map((share, i) => binomial(chance, sizes[i]!, share))
    const fit = betaBinomial(successes, sizes)
    if (!fit.estimable) throw new Error(fit.reason)
    return truth.map((share, i) => fit.low[i]! <= share && share <= fit.high[i]!)
  })
  return { name: 'beta-binomiale, copertura', ...percentOf(covered.flat()), unit: '%', bar: atLeast(92) }
}
