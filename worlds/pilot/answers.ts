// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers of the pilot, one by one, from one fixed seed. What people say does not depend on today's date; on which of
// the days they say it does, because people write less at the weekend.
import type { AnswerInput } from '@ascolto/questionnaire'
import { addDays, type Day } from '../../platform/src/base/day.ts'
import { createChance, type Chance } from '../chance/chance.ts'
import { indexAt, pick } from '../chance/draws.ts'
import { drawAnswer } from '../people/answer.ts'
import { instrumentOf, opinionIn, services, streams, type Phase, type ServicePlan, type Stream } from './plan.ts'
import suggestionFile from './suggestions.json' with { type: 'json' }

export interface PilotAnswer {
  readonly service: ServicePlan
  readonly stream: Stream
  readonly key: string
  readonly day: Day
  readonly device: 'phone' | 'desktop' | 'tablet'
  readonly language: 'it' | 'de' | 'fr' | 'sl' | 'en'
  readonly input: AnswerInput
}

const devices = ['phone', 'desktop', 'tablet'] as const
const languages = ['it', 'en', 'de', 'fr', 'sl'] as const
const suggestions: Readonly<Record<string, Record<'low' | 'high', string[]>>> = suggestionFile

export function* pilotAnswers(today: Day): Generator<PilotAnswer> {
  const chance = createChance('pilot')
  for (const service of services) {
    for (const stream of streams) {
      for (const [index, phase] of service[stream].phases.entries()) {
        const until = service[stream].phases[index + 1]?.from ?? 0
        yield* phaseAnswers(chance.fork(`${service.id} ${stream} ${index}`), service, stream, phase, until, today)
      }
    }
  }
}

function* phaseAnswers(
  chance: Chance,
  service: ServicePlan,
  stream: Stream,
  phase: Phase,
  until: number,
  today: Day,
): Generator<PilotAnswer> {
  const opinion = opinionIn(service, stream, phase)
  const days = Array.from({ length: until - phase.from }, (_, index) => addDays(today, phase.from + index))
  const weights = days.map((day) => ([0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) ? 0.4 : 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => weight / total)
  const [saying, telling, circumstances] = [chance.fork('answer'), chance.fork('text'), chance.fork('when')]
  const texts = suggestions[instrumentOf(service).document.instrument]!
  for (let person = 0; person < phase.answers; person++) {
    yield {
      service,
      stream,
      key: `pilot-${service.id}-${stream}-${phase.from}-${person}`,
      day: days[indexAt(shares, circumstances.next())]!,
      device: devices[indexAt([0.61, 0.33, 0.06], circumstances.next())]!,
      language: languages[indexAt([0.955, 0.02, 0.015, 0.005, 0.005], circumstances.next())]!,
      input: drawAnswer(saying, opinion, (first) => pick(telling, first <= 3 ? texts.low : texts.high)),
    }
  }
}
