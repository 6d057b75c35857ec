// SPDX-License-Identifier: AGPL-3.0-or-later
// What is kept apart, in groups and never answer by answer: the database hands out nothing finer (migration 0011), and only to
// whom it lets see the service.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { HeldReason } from '../intake/index.ts'

/** quarantined: it waits for a decision; excluded: two people decided that it never counts. */
export type HeldState = 'quarantined' | 'excluded'

export interface HeldGroup {
  readonly serviceId: number
  readonly touchpointId: number
  readonly state: HeldState
  readonly reason: HeldReason
  readonly from: Day
  readonly to: Day
  readonly n: number
}

export async function listHeld({ db }: Context): Promise<HeldGroup[]> {
  return await db<HeldGroup[]>`
    select service_id as "serviceId", touchpoint_id as "touchpointId", state, held_for as reason, from_day as from, to_day as to, n
    from collect.held_groups() order by service_id, touchpoint_id, state, held_for`
}

/** Answers of one day at one touchpoint that are kept apart for one reason. */
export interface HeldDay {
  readonly day: Day
  readonly touchpointId: number
  readonly reason: HeldReason
  readonly state: HeldState
  readonly n: number
}

/** Of one service: those that wait first, the newest first. */
export async function listHeldDays(
  { db }: Context,
  serviceId: number,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ days: HeldDay[]; total: number }> {
  const rows = await db<(HeldDay & { total: number })[]>`
    select day, touchpoint_id as "touchpointId", held_for as reason, state, sum(n)::bigint as n, count(*) over () as total
    from collect.held_answers(${serviceId}) group by day, touchpoint_id, held_for, state
    order by state desc, day desc, touchpoint_id, held_for limit ${limit} offset ${offset}`
  return { days: rows.map(({ total: _, ...day }) => day), total: rows[0]?.total ?? 0 }
}

export interface HeldService {
  readonly slug: string
  readonly name: string
  readonly bodyName: string
  readonly waiting: number
  readonly excluded: number
}

/** Services with answers kept apart, most of them waiting first; for who decides. */
export async function listHeldServices(
  { db }: Context,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ services: HeldService[]; total: number }> {
  const rows = await db<(HeldService & { total: number })[]>`
    select service.slug, service.name, body.name as "bodyName", count(*) over () as total,
           coalesce(sum(n) filter (where held.state = 'quarantined'), 0)::bigint as waiting,
           coalesce(sum(n) filter (where held.state = 'excluded'), 0)::bigint as excluded
    from collect.held_groups() as held
    join bodies.service on service.id = service_id join bodies.body on body.id = body_id
    group by service.id, body.id order by waiting desc, service.sort_name limit ${limit} offset ${offset}`
  return { services: rows.map(({ total: _, ...service }) => service), total: rows[0]?.total ?? 0 }
}
