// SPDX-License-Identifier: AGPL-3.0-or-later
// A synthetic country before anybody has answered: its bodies, its services, how good each is, how many speak of it and
// what changes along the way. All of it follows from the seed and the sizes.
import type { Chance } from '../chance/chance.ts'
import { indexAt, normal, pick } from '../chance/draws.ts'
import type { ShapeName } from '../people/shape.ts'
import habits from './habits.json' with { type: 'json' }
import names from './names.json' with { type: 'json' }

export interface NationSize {
  readonly seed: string
  readonly bodies: number
  readonly services: number
  readonly days: number
  readonly answers: number
}

export type Kind = keyof typeof names

export interface NationService {
  readonly index: number
  readonly body: number
  readonly name: string
  readonly kind: Kind
  readonly shape: ShapeName
  /** True mean of the first question at the start, invited by web from a phone on a working day. */
  readonly mean: number
  /** From this day on (counted from 0) the mean is `points` higher. */
  readonly shift: { readonly day: number; readonly points: number } | null
  /** Share of the country's answers. */
  readonly share: number
  /** Answered over offered in the invited stream. */
  readonly responseRate: number
}

export function planNation(size: NationSize, chance: Chance): NationService[] {
  const drafts = Array.from({ length: size.services }, (_, index) =>
    draft(size, chance.fork(`service ${index}`), index),
  )
  const weight = drafts.reduce((sum, { share }) => sum + share, 0)
  return drafts.map((service) => ({ ...service, share: service.share / weight }))
}

function draft({ bodies, days }: NationSize, chance: Chance, index: number): NationService {
  const kind = drawKey(chance, habits.kinds)
  const [lowest, highest] = habits.responseRate as [number, number]
  return {
    index,
    body: index % bodies,
    name: `${pick(chance, names[kind])} ${Math.floor(index / bodies) + 1}`,
    kind,
    shape: drawKey(chance, habits.shapes),
    mean: within(12, 92, habits.meanOfMeans + habits.spreadOfMeans * normal(chance)),
    shift:
      chance.next() < habits.shiftShare
        ? { day: Math.floor(days * (0.2 + 0.6 * chance.next())), points: habits.shiftPoints * normal(chance) }
        : null,
    share: Math.exp(habits.volumeSpread * normal(chance)),
    responseRate: lowest + (highest - lowest) * chance.next(),
  }
}

function drawKey<K extends string>(chance: Chance, shares: Readonly<Record<K, number>>): K {
  const keys = Object.keys(shares) as K[]
  return keys[indexAt(Object.values(shares), chance.next())]!
}

function within(low: number, high: number, value: number): number {
  return Math.min(high, Math.max(low, value))
}
