// SPDX-License-Identifier: AGPL-3.0-or-later
// One in how many is invited at a touchpoint, by day. It is drawn in the page, without storage, each time somebody finishes:
// eligible and offered are counted, so that the share can be checked.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { Found } from '../subject.ts'

export const largestShare = 10_000

/** 1 when everybody is asked; drawing makes sense only where people are invited. */
export async function oneInOf({ db }: Context, { touchpoint }: Found, day: Day): Promise<number> {
  if (touchpoint.stream !== 'invited') return 1
  const [row] = await db<{ oneIn: number }[]>`
    select one_in as "oneIn" from collect.invitation
    where service_id = ${touchpoint.serviceId} and touchpoint_id = ${touchpoint.id} and from_day <= ${day}
    order by from_day desc limit 1`
  return row?.oneIn ?? 1
}

/** From this day on; a second decision of the same day takes the place of the first. */
export async function inviteOneIn({ db }: Context, { touchpoint }: Found, oneIn: number, from: Day): Promise<void> {
  await db`
    insert into collect.invitation (service_id, touchpoint_id, from_day, one_in)
    values (${touchpoint.serviceId}, ${touchpoint.id}, ${from}, ${oneIn})
    on conflict (service_id, touchpoint_id, from_day) do update set one_in = excluded.one_in`
}
