// SPDX-License-Identifier: AGPL-3.0-or-later
// Shares of people a question reached, from totals by touchpoint and month. A share is made only where both its totals are
// known, of the same touchpoints and months; where one is missing it says so, and where a part is larger than its whole it says
// so too: nothing is left out in silence. Totals of a whole service are of those who can be invited (decision 020).
import type { Flag, Period, Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import { ask } from '../queries/ask.ts'
import { lastDayOf } from './series.ts'

/** Of one touchpoint in one month; without a stream: of the service as a whole. null: not known. */
export interface Reached {
  readonly stream: Stream | null
  readonly month: Day
  readonly eligible: number | null
  readonly offered: number | null
  readonly opened: number | null
  readonly answered: number
  readonly completed: number
}

export interface Share {
  readonly part: number
  readonly whole: number
  readonly flags: readonly Flag[]
  readonly period: Period
}

interface Piece {
  readonly month: Day
  readonly part: number
  readonly whole: number
  /** Totals of which this one is the sum contradict it. */
  readonly contradicts?: boolean
}

export async function readReached(context: Context, serviceId: number, period: Period): Promise<Reached[]> {
  return await ask<Reached>(context, 'denominators', [serviceId, period.from, period.to])
}

/** Answered / offered; undefined when no offers were counted. */
export function responseShare(rows: readonly Reached[], stream: Stream, period: Period): Share | undefined {
  const own = rows.filter((row) => row.stream === stream)
  const pieces = own.flatMap(({ month, offered, answered }) =>
    offered === null ? [] : [{ month, part: answered, whole: offered }],
  )
  const missing = own.some(({ offered, answered }) => offered === null && answered > 0)
  return shareOf(pieces, missing, period)
}

/** Offered / eligible; undefined when nobody said how many were eligible. */
export function coverageShare(rows: readonly Reached[], stream: Stream, period: Period): Share | undefined {
  const months = Map.groupBy(
    rows.filter((row) => row.stream === stream || row.stream === null),
    ({ month }) => month,
  )
  let missing = false
  const pieces = [...months].flatMap(([month, within]): Piece[] => {
    const own = within.filter((row) => row.stream === stream)
    const ofService = stream === 'invited' ? eligibleOfService(within) : null
    if (ofService !== null) {
      const offered = own.filter((row) => row.offered !== null)
      if (offered.length < own.length) missing = true
      if (offered.length === 0) return []
      const contradicts = sum(own, 'eligible') > ofService
      return [{ month, part: sum(offered, 'offered'), whole: ofService, contradicts }]
    }
    return own.flatMap(({ eligible, offered }) => {
      if (eligible !== null && offered !== null) return [{ month, part: offered, whole: eligible }]
      missing = true
      return []
    })
  })
  return shareOf(pieces, missing, period)
}

/** What is known of a stream, added up; a total of the whole service is that of those who can be invited. */
export function addUp(
  rows: readonly Reached[],
  stream: Stream,
): Record<Exclude<keyof Reached, 'stream' | 'month'>, number> {
  const own = rows.filter((row) => row.stream === stream)
  const months = Map.groupBy(rows, ({ month }) => month)
  const eligible = [...months.values()].map((within) => {
    const ofService = stream === 'invited' ? eligibleOfService(within) : null
    return (
      ofService ??
      sum(
        within.filter((row) => row.stream === stream),
        'eligible',
      )
    )
  })
  return {
    eligible: eligible.reduce((total, count) => total + count, 0),
    offered: sum(own, 'offered'),
    opened: sum(own, 'opened'),
    answered: sum(own, 'answered'),
    completed: sum(own, 'completed'),
  }
}

function eligibleOfService(rows: readonly Reached[]): number | null {
  return rows.find(({ stream }) => stream === null)?.eligible ?? null
}

function sum(rows: readonly Reached[], name: 'eligible' | 'offered' | 'opened' | 'answered' | 'completed'): number {
  return rows.reduce((total, row) => total + (row[name] ?? 0), 0)
}

function shareOf(pieces: readonly Piece[], missing: boolean, period: Period): Share | undefined {
  if (pieces.length === 0) return undefined
  const contradictory = pieces.some(({ part, whole, contradicts }) => part > whole || contradicts === true)
  const months = pieces.map(({ month }) => month).toSorted()
  const [first, last] = [months[0]!, lastDayOf(months.at(-1)!)]
  return {
    part: pieces.reduce((total, { part }) => total + part, 0),
    whole: pieces.reduce((total, { whole }) => total + whole, 0),
    flags: [
      ...(missing ? (['totali parziali'] as const) : []),
      ...(contradictory ? (['totali contraddittori'] as const) : []),
    ],
    period: { from: first > period.from ? first : period.from, to: last < period.to ? last : period.to },
  }
}
