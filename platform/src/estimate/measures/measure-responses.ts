// SPDX-License-Identifier: AGPL-3.0-or-later
// How many people the question reached and how many answered. Answers come from the cube, the rest from the counters of
// pages seen; what nobody counted is null, never zero, and so is a number of answers too small to be said.
import { method, shareEstimate, type Period, type Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { ask } from '../queries/ask.ts'
import type { CubeRow } from '../queries/read-cube.ts'
import type { Subject } from './estimate-question.ts'
import type { ResponseCounts, Responses } from './figures.ts'

const counted = ['eligible', 'offered', 'opened', 'answered', 'completed'] as const
type Counted = Record<(typeof counted)[number], number>

export interface Denominators {
  readonly byStream: Record<Stream, Counted>
  /** Answered / offered; absent when the offers were not counted. */
  rate(stream: Stream): number | undefined
}

export async function readDenominators(context: Context, serviceId: number, period: Period): Promise<Denominators> {
  const rows = await ask<Counted & { stream: Stream }>(context, 'denominators', [serviceId, period.from, period.to])
  const of = (stream: Stream): Counted =>
    rows.find((row) => row.stream === stream) ?? { eligible: 0, offered: 0, opened: 0, answered: 0, completed: 0 }
  const byStream = { invited: of('invited'), spontaneous: of('spontaneous') }
  return {
    byStream,
    rate(stream) {
      const { answered, offered } = byStream[stream]
      return offered > 0 && answered <= offered ? answered / offered : undefined
    },
  }
}

/** @param rows by stream. @param subjects what the rate of each stream is about. */
export function measureResponses(
  denominators: Denominators,
  rows: readonly CubeRow[],
  headline: Stream,
  subjects: Record<Stream, Subject>,
): Responses {
  const answers = (stream: Stream): number =>
    rows.filter((row) => row.stream === stream).reduce((sum, { n }) => sum + n, 0)
  const of = (stream: Stream): ResponseCounts => {
    const shown = shownCounts(denominators.byStream[stream], answers(stream))
    const { answered, offered } = denominators.byStream[stream]
    const known = denominators.rate(stream) !== undefined && shown.answered !== null
    return { ...shown, rate: known ? shareEstimate(answered, offered, { ...subjects[stream], model: [] }) : null }
  }
  const byStream = { invited: of('invited'), spontaneous: of('spontaneous') }
  const both = Object.fromEntries(
    counted.map((name) => [name, denominators.byStream.invited[name] + denominators.byStream.spontaneous[name]]),
  ) as Counted
  return { ...shownCounts(both, answers('invited') + answers('spontaneous')), rate: byStream[headline].rate, byStream }
}

function shownCounts(given: Counted, answers: number): Omit<ResponseCounts, 'rate'> {
  const known = (count: number): number | null => (count > 0 ? count : null)
  const enough = (count: number): number | null => (count >= method.bareCountNotShownBelow ? count : null)
  return {
    eligible: known(given.eligible),
    offered: known(given.offered),
    opened: known(given.opened),
    answered: enough(answers),
    completed: enough(Math.min(given.completed, answers)),
  }
}
