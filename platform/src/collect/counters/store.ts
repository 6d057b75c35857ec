// SPDX-License-Identifier: AGPL-3.0-or-later
// Totals are added, never set: several processes count at once.
import type { Sql } from '../../base/database/index.ts'
import { addMonths, type Day } from '../../base/day.ts'

/** From the widest to the narrowest: who could be asked, was asked, opened the question, answered it, went on to the end. */
export const counted = ['eligible', 'offered', 'opened', 'answered', 'completed'] as const
export type Counted = (typeof counted)[number]

export interface CounterRow extends Record<Counted, number> {
  serviceId: number
  touchpointId: number
  day: Day
  channel: string
  device: string
  userKind: string
  outcome: string
  assurance: string
}

export async function addCounts(db: Sql, rows: readonly CounterRow[]): Promise<void> {
  // In one order, so that two processes never wait for each other in a circle.
  const sorted = rows.toSorted((a, b) => a.serviceId - b.serviceId || a.touchpointId - b.touchpointId || order(a, b))
  const column = <K extends keyof CounterRow>(name: K): CounterRow[K][] => sorted.map((row) => row[name])
  await db`
    insert into collect.counter as c (service_id, touchpoint_id, day, channel, device, user_kind, outcome, assurance, eligible,
                                       offered, opened, answered, completed)
    select * from unnest(
      ${column('serviceId')}::bigint[], ${column('touchpointId')}::bigint[], ${column('day')}::date[],
      ${column('channel')}::text[], ${column('device')}::text[], ${column('userKind')}::text[], ${column('outcome')}::text[],
      ${column('assurance')}::text[], ${column('eligible')}::bigint[], ${column('offered')}::bigint[], ${column('opened')}::bigint[],
      ${column('answered')}::bigint[], ${column('completed')}::bigint[])
    on conflict (service_id, touchpoint_id, day, channel, device, user_kind, outcome, assurance) do update
    set eligible = c.eligible + excluded.eligible, offered = c.offered + excluded.offered,
        opened = c.opened + excluded.opened, answered = c.answered + excluded.answered,
        completed = c.completed + excluded.completed`
}

function order(a: CounterRow, b: CounterRow): number {
  const [x, y] = [a, b].map((row) =>
    [row.day, row.channel, row.device, row.userKind, row.outcome, row.assurance].join(' '),
  )
  return x! < y! ? -1 : 1
}

export async function answeredInMonth(db: Sql, serviceId: number, month: Day): Promise<number> {
  const [row] = await db<{ n: number }[]>`
    select coalesce(sum(answered), 0)::bigint as n from collect.counter
    where service_id = ${serviceId} and day >= ${month} and day < ${addMonths(month, 1)}`
  return row!.n
}
