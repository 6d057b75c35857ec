// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers of one service as cells of counts, day after day, with the truth behind each. Everybody planned is in
// exactly one cell. Memory: one day of one service.
import { layoutOf, type InstrumentDocument } from '@ascolto/questionnaire'
import type { Chance } from '../chance/chance.ts'
import { multinomial } from '../chance/draws.ts'
import { drawCounts } from '../people/counts.ts'
import { opinionOf, type Opinion } from '../people/opinion.ts'
import { meanOf } from '../people/shape.ts'
import habits from './habits.json' with { type: 'json' }
import type { NationService } from './plan.ts'

export type Place = (typeof habits.cells)[number]

/** A portion that has answered, counted in the layout of the document. */
export interface NationCell extends Portion {
  readonly counts: readonly number[]
}

export interface Calendar {
  readonly days: number
  /** Weekday of day 0, Sunday 0. */
  readonly firstWeekday: number
}

/** How many answers the service gets on each day; they sum to `answers`. */
export function answersByDay(chance: Chance, { days, firstWeekday }: Calendar, answers: number): number[] {
  const weights = Array.from({ length: days }, (_, day) => {
    const season = 1 + habits.season * Math.sin((2 * Math.PI * day) / 365)
    return habits.weekday[(firstWeekday + day) % 7]! * season
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = Array<number>(days).fill(0)
  if (days > 0)
    multinomial(
      chance,
      answers,
      weights.map((weight) => weight / total),
      counts,
    )
  return counts
}

/** People of one service who answer on one day in one place, before they say anything. */
export interface Portion {
  /** Counted from 0, the oldest. */
  readonly day: number
  readonly place: Place
  readonly n: number
  readonly opinion: Opinion
  /** True mean of the first question among these n, in points. */
  readonly trueMean: number
}

/** @param chance a stream of this service alone. */
export function* portionsOf(
  chance: Chance,
  service: NationService,
  document: InstrumentDocument,
  calendar: Calendar,
  answers: number,
): Generator<Portion> {
  const opinions = opinionsOf(service, document)
  const shares = habits.cells.map(({ share }) => share)
  for (const [day, people] of answersByDay(chance, calendar, answers).entries()) {
    if (people === 0) continue
    const weekend = [0, 6].includes((calendar.firstWeekday + day) % 7)
    const shifted = service.shift !== null && day >= service.shift.day
    const split = shares.map(() => 0)
    multinomial(chance, people, shares, split)
    for (const [index, place] of habits.cells.entries()) {
      const n = split[index]!
      if (n > 0) yield { day, place, n, ...opinions(place, weekend, shifted) }
    }
  }
}

/** The portions as cells of the cube; same arguments. */
export function* cellsOf(
  chance: Chance,
  service: NationService,
  document: InstrumentDocument,
  calendar: Calendar,
  answers: number,
): Generator<NationCell> {
  const layout = layoutOf(document)
  for (const portion of portionsOf(chance, service, document, calendar, answers)) {
    const counts = Array<number>(layout.length).fill(0)
    drawCounts(chance, layout, portion.opinion, portion.n, counts)
    yield { ...portion, counts }
  }
}

/** A service has few different opinions (place × weekend × shift); each is worked out once. */
function opinionsOf(
  service: NationService,
  document: InstrumentDocument,
): (place: Place, weekend: boolean, shifted: boolean) => Pick<Portion, 'opinion' | 'trueMean'> {
  const known = new Map<string, Pick<Portion, 'opinion' | 'trueMean'>>()
  return (place, weekend, shifted) => {
    const points = place.points + (weekend ? habits.weekendPoints : 0) + (shifted ? service.shift!.points : 0)
    const key = `${place.stream} ${points}`
    let found = known.get(key)
    if (!found) {
      const writes = place.stream === 'invited' ? 0.1 : 0.3
      const opinion = opinionOf(document, { shape: service.shape, mean: service.mean + points, goesOn: 0.6, writes })
      found = { opinion, trueMean: meanOf(opinion.items[0]!.probabilities) }
      known.set(key, found)
    }
    return found
  }
}
