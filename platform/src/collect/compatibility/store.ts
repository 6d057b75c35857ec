// SPDX-License-Identifier: AGPL-3.0-or-later
// What came in words we do not know, until we know them. Personal data do not get here: texts are redacted before.
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { Form, Submitted } from './forms.ts'

export interface Unmatched {
  readonly serviceId: number
  readonly id: string
  readonly touchpointId: number
  readonly day: Day
  readonly device: string
  readonly form: Form
  readonly reason: string
  readonly content: Submitted
}

export async function keepUnmatched(db: Sql, row: Unmatched): Promise<void> {
  const { serviceId, id, touchpointId, day, device, form, reason, content } = row
  await db`
    insert into collect.unmatched (service_id, id, touchpoint_id, day, device, form, reason, content)
    values (${serviceId}, ${id}, ${touchpointId}, ${day}, ${device}, ${form}, ${reason}, ${db.json(content as never)})`
}

export interface Waiting extends Unmatched {
  /** Of the touchpoint. */
  readonly code: string
}

/** In no order that tells when they came; after the last of the portion before. */
export async function listUnmatched(
  db: Sql,
  after: { serviceId: number; id: string },
  most: number,
): Promise<Waiting[]> {
  return await db<Waiting[]>`
    select u.service_id as "serviceId", u.id, touchpoint_id as "touchpointId", day, device, form, reason, content, code
    from collect.unmatched u join bodies.touchpoint t on t.id = u.touchpoint_id
    where (u.service_id, u.id) > (${after.serviceId}, ${after.id})
    order by u.service_id, u.id limit ${most}`
}

export async function changeReason(db: Sql, { serviceId, id }: Unmatched, reason: string): Promise<void> {
  await db`update collect.unmatched set reason = ${reason} where service_id = ${serviceId} and id = ${id}`
}

export async function releaseUnmatched(db: Sql, { serviceId, id }: Unmatched): Promise<void> {
  await db`delete from collect.unmatched where service_id = ${serviceId} and id = ${id}`
}
