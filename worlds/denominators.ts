// SPDX-License-Identifier: AGPL-3.0-or-later
// How often a world's questions were shown: what the widget and the bodies' monthly totals would have counted.
import type { Context } from '../platform/src/base/context.ts'
import type { Day } from '../platform/src/base/day.ts'
import { binomial } from './chance/draws.ts'
import type { Chance } from './chance/chance.ts'

export interface Denominator {
  readonly serviceId: number
  readonly touchpointId: number
  readonly day: Day
  readonly channel: string
  readonly device: string
  readonly eligible: number
  readonly offered: number
  readonly opened: number
  readonly answered: number
  readonly completed: number
}

const columns = [
  'serviceId',
  'touchpointId',
  'day',
  'channel',
  'device',
  'eligible',
  'offered',
  'opened',
  'answered',
  'completed',
] as const

/** Adds the rows; a place and day of the list stands in it once. */
export async function writeDenominators({ db }: Context, rows: readonly Denominator[]): Promise<void> {
  const column = (name: (typeof columns)[number]): (string | number)[] => rows.map((row) => row[name])
  const [serviceId, touchpointId, day, channel, device, ...totals] = columns.map(column)
  const [eligible, offered, opened, answered, completed] = totals
  await db`
    insert into collect.counter (service_id, touchpoint_id, day, channel, device, eligible, offered, opened, answered, completed)
    select * from unnest(${serviceId!}::bigint[], ${touchpointId!}::bigint[], ${day!}::date[], ${channel!}::text[], ${device!}::text[],
      ${eligible!}::bigint[], ${offered!}::bigint[], ${opened!}::bigint[], ${answered!}::bigint[], ${completed!}::bigint[])`
}

/** How many were asked, so that these answered: `perAnswer` times as many saw the question, some more were eligible. */
export function drawAsked(
  chance: Chance,
  answered: number,
  perAnswer: number,
): Pick<Denominator, 'eligible' | 'offered' | 'opened'> {
  const silent = Math.round(answered * (perAnswer - 1))
  const offered = answered + silent
  return {
    offered,
    opened: answered + binomial(chance, silent, 0.3),
    eligible: offered + binomial(chance, offered, 0.5),
  }
}
