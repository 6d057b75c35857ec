// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Sql } from '../../base/database/index.ts'
import type { Touchpoint } from '../body.ts'
import type { TouchpointFields } from './touchpoint-input.ts'

export const touchpointColumns = (db: Sql) => db`
  touchpoint.id, touchpoint.service_id as "serviceId", touchpoint.code, touchpoint.name, touchpoint.channel,
  touchpoint.user_kind as "userKind", touchpoint.stream, touchpoint.origins, touchpoint.state,
  (select code from bodies.touchpoint other where other.id = touchpoint.merged_into) as "mergedInto", touchpoint.demo`

const columnsOf = ({ userKind, ...fields }: TouchpointFields) => ({ ...fields, user_kind: userKind })

export interface NewTouchpoint {
  readonly serviceId: number
  readonly code: string
  readonly demo: boolean
  readonly createdOn: string
}

/** undefined when the code is taken. */
export async function insertTouchpoint(
  db: Sql,
  fields: TouchpointFields,
  { serviceId, code, demo, createdOn }: NewTouchpoint,
): Promise<Touchpoint | undefined> {
  const row = { ...columnsOf(fields), service_id: serviceId, code, demo, created_on: createdOn }
  const [touchpoint] = await db<Touchpoint[]>`
    insert into bodies.touchpoint ${db(row)} on conflict (code) do nothing returning ${touchpointColumns(db)}`
  return touchpoint
}

export async function changeTouchpoint(db: Sql, id: number, fields: TouchpointFields): Promise<Touchpoint> {
  const [touchpoint] = await db<Touchpoint[]>`
    update bodies.touchpoint set ${db(columnsOf(fields))} where id = ${id} returning ${touchpointColumns(db)}`
  return touchpoint!
}
