// SPDX-License-Identifier: AGPL-3.0-or-later
// How the sending stands, for who follows it: numbers of feedback by state, never feedback. What a person sees of it, the database
// decides (migration 0014).
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { SdgCategory } from '../../bodies/index.ts'
import { minuteOf } from './minute.ts'
import type { Problem } from './receiver.ts'

/** waiting: to be sent, for the first time or corrected; sent: it went out, and nobody confirmed it. */
export const batchStates = ['waiting', 'sent', 'accepted', 'refused'] as const
export type BatchState = (typeof batchStates)[number]

type Counts = Readonly<Record<BatchState, number>>

interface Cut {
  readonly offset: number
  readonly limit: number
}

export interface GatewayMonth extends Counts {
  readonly month: Day
  readonly services: number
  /** Minutes since 1970; null when nothing waits. */
  readonly nextMinute: number | null
}

const counts = ({ db }: Context) => db`
  coalesce(sum(entries) filter (where batch.state = 'waiting'), 0)::bigint as waiting,
  coalesce(sum(entries) filter (where batch.state = 'sent'), 0)::bigint as sent,
  coalesce(sum(entries) filter (where batch.state = 'accepted'), 0)::bigint as accepted,
  coalesce(sum(entries) filter (where batch.state = 'refused'), 0)::bigint as refused,
  min(next_minute) filter (where batch.state in ('waiting', 'sent')) as "nextMinute"`

/** The newest first. */
export async function listGatewayMonths(
  context: Context,
  { offset, limit }: Cut,
): Promise<{ months: GatewayMonth[]; total: number }> {
  const rows = await context.db<(GatewayMonth & { total: number })[]>`
    select month, count(distinct service_id) as services, ${counts(context)}, count(*) over () as total
    from collect.sdg_month left join collect.sdg_batch as batch using (service_id, month)
    group by month order by month desc limit ${limit} offset ${offset}`
  return { months: rows.map(({ total: _, ...month }) => month), total: rows[0]?.total ?? 0 }
}

export interface TroubledBatch {
  readonly id: number
  readonly slug: string
  readonly service: string
  readonly body: string
  readonly bodyId: number
  readonly month: Day
  readonly entries: number
  readonly state: BatchState
  readonly problem: Problem
  /** A status, a code, words of the receiver. */
  readonly reason: string
  readonly nextMinute: number
}

const troubled = ({ db }: Context) => db`
  batch.id, slug, service.name as service, body.name as body, body_id as "bodyId", month, entries, batch.state, problem, reason,
  next_minute as "nextMinute"
  from collect.sdg_batch as batch
  join bodies.service on service.id = service_id join bodies.body on body.id = body_id
  where problem is not null`

/** What did not go as it should: refused first, then the newest. */
export async function listTroubled(
  context: Context,
  { offset, limit }: Cut,
): Promise<{ batches: TroubledBatch[]; total: number }> {
  const rows = await context.db<(TroubledBatch & { total: number })[]>`
    select count(*) over () as total, ${troubled(context)}
    order by batch.state <> 'refused', month desc, batch.id limit ${limit} offset ${offset}`
  return { batches: rows.map(({ total: _, ...batch }) => batch), total: rows[0]?.total ?? 0 }
}

/** Makes a batch that did not go as it should due now. @returns which; undefined when there is none of this number. */
export async function sendBatchAgain(context: Context, id: number): Promise<TroubledBatch | undefined> {
  const [batch] = await context.db<TroubledBatch[]>`select ${troubled(context)} and batch.id = ${id}`
  if (batch === undefined) return undefined
  await context.db`
    update collect.sdg_batch set state = case when state = 'refused' then 'waiting' else state end, attempts = 0,
      next_minute = ${minuteOf(context.now())}
    where id = ${id}`
  return batch
}

export interface ServiceMonthState extends Counts {
  readonly slug: string
  readonly name: string
  readonly category: SdgCategory
  readonly month: Day
  /** Answers that are no feedback of this category. */
  readonly leftOut: number
  readonly problem: Problem | null
  readonly reason: string | null
  readonly nextMinute: number | null
}

/** Of the services of a body, the newest month first. */
export async function listServiceMonths(
  context: Context,
  bodyId: number,
  { offset, limit }: Cut,
): Promise<{ months: ServiceMonthState[]; total: number }> {
  const rows = await context.db<(ServiceMonthState & { total: number })[]>`
    select slug, name, category, month, left_out as "leftOut", ${counts(context)}, count(*) over () as total,
           (array_agg(problem order by batch.state <> 'refused', part) filter (where problem is not null))[1] as problem,
           (array_agg(reason order by batch.state <> 'refused', part) filter (where problem is not null))[1] as reason
    from collect.sdg_month join bodies.service on service.id = service_id
    left join collect.sdg_batch as batch using (service_id, month)
    where body_id = ${bodyId}
    group by service.id, month, category, left_out
    order by month desc, sort_name, service.id limit ${limit} offset ${offset}`
  return { months: rows.map(({ total: _, ...month }) => month), total: rows[0]?.total ?? 0 }
}

/** Services that are in the gateway. */
export async function countInGateway({ db }: Context, bodyId: number | null = null): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    select count(*) from bodies.service
    where sdg_url is not null and (${bodyId}::bigint is null or body_id = ${bodyId})`
  return row!.count
}
