// SPDX-License-Identifier: AGPL-3.0-or-later
// How many people the question reached and how many answered. Answers come from the cube, the rest from what was counted or told
// by the body; what nobody counted is null, never zero, and so is a number of answers too small to be said.
import { method, shareEstimate, type Estimate, type Period, type Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import type { CubeRow } from '../queries/read-cube.ts'
import { addUp, coverageShare, readReached, responseShare, type Reached, type Share } from './denominators.ts'
import type { Subject } from './estimate-question.ts'
import type { ResponseCounts, Responses } from './figures.ts'

const counted = ['eligible', 'offered', 'opened', 'answered', 'completed'] as const
type Counted = Record<(typeof counted)[number], number>

export interface Denominators {
  readonly rows: readonly Reached[]
  readonly period: Period
  /** Answered / offered; absent when the offers were not all counted or contradict the answers: then no quality rests on it. */
  rate(stream: Stream): number | undefined
}

export async function readDenominators(context: Context, serviceId: number, period: Period): Promise<Denominators> {
  const rows = await readReached(context, serviceId, period)
  return {
    ...{ rows, period },
    rate(stream) {
      const share = responseShare(rows, stream, period)
      return share !== undefined && share.flags.length === 0 && share.whole > 0 ? share.part / share.whole : undefined
    },
  }
}

/** @param rows by stream. @param subjects what the shares of each stream are about. */
export function measureResponses(
  { rows: reached, period }: Denominators,
  rows: readonly CubeRow[],
  headline: Stream,
  subjects: Record<Stream, Subject>,
): Responses {
  const answers = (stream: Stream): number =>
    rows.filter((row) => row.stream === stream).reduce((sum, { n }) => sum + n, 0)
  const of = (stream: Stream): Required<ResponseCounts> => {
    const shown = shownCounts(addUp(reached, stream), answers(stream))
    const response = responseShare(reached, stream, period)
    // A share gives its part away: of few answers it is not said.
    const sayable = shown.answered !== null && (response?.part ?? 0) >= method.bareCountNotShownBelow
    return {
      ...shown,
      rate: sayable ? estimateOf(response, subjects[stream]) : null,
      coverage: estimateOf(coverageShare(reached, stream, period), subjects[stream]),
    }
  }
  const byStream = { invited: of('invited'), spontaneous: of('spontaneous') }
  const [invited, spontaneous] = [addUp(reached, 'invited'), addUp(reached, 'spontaneous')]
  const both = Object.fromEntries(counted.map((name) => [name, invited[name] + spontaneous[name]])) as Counted
  const { rate, coverage } = byStream[headline]
  return { ...shownCounts(both, answers('invited') + answers('spontaneous')), rate, coverage, byStream }
}

/** Without a value, but with its flag, when the part is larger than the whole. */
function estimateOf(share: Share | undefined, { flags = [], ...subject }: Subject): Estimate | null {
  if (share === undefined) return null
  const { part, whole, period } = share
  return shareEstimate(part, whole, { ...subject, period, model: [], flags: [...flags, ...share.flags] })
}

function shownCounts(given: Counted, answers: number): Omit<ResponseCounts, 'rate' | 'coverage'> {
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
