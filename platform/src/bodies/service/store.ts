// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { Service } from '../body.ts'
import type { ServiceFields } from './service-input.ts'

export const serviceColumns = (db: Sql) => db`
  service.id, service.body_id as "bodyId", service.slug, service.name, service.description, service.kind, service.audience,
  service.channels, service.life_events as "lifeEvents", service.business_events as "businessEvents",
  service.interactivity_level as "interactivityLevel", service.url, service.sdg_category as "sdgCategory",
  service.sdg_url as "sdgUrl", service.state, service.demo`

const columnsOf = (fields: ServiceFields, sortName: string) => ({
  name: fields.name,
  sort_name: sortName,
  description: fields.description,
  kind: fields.kind,
  audience: fields.audience,
  channels: fields.channels,
  life_events: fields.lifeEvents,
  business_events: fields.businessEvents,
  interactivity_level: fields.interactivityLevel,
  url: fields.url,
  sdg_category: fields.sdgCategory,
  sdg_url: fields.sdgUrl,
  state: fields.state,
})

export interface NewService {
  readonly bodyId: number
  readonly slug: string
  readonly sortName: string
  readonly demo: boolean
  readonly createdOn: string
}

/** undefined when the slug is taken; the name of a service is unique within its body by the caller's check and the table's. */
export async function insertService(db: Sql, fields: ServiceFields, more: NewService): Promise<Service | undefined> {
  const row = {
    ...columnsOf(fields, more.sortName),
    ...{ body_id: more.bodyId, slug: more.slug, demo: more.demo, created_on: more.createdOn },
    sdg_since: fields.sdgUrl === null ? null : more.createdOn,
  }
  const [service] = await db<Service[]>`
    insert into bodies.service ${db(row)} on conflict (slug) do nothing returning ${serviceColumns(db)}`
  return service
}

export async function changeService(
  db: Sql,
  id: number,
  fields: ServiceFields,
  { sortName, today }: { readonly sortName: string; readonly today: Day },
): Promise<Service> {
  const [service] = await db<Service[]>`
    update bodies.service
    set ${db(columnsOf(fields, sortName))},
        sdg_since = case when ${fields.sdgUrl}::text is null then null else coalesce(sdg_since, ${today}) end
    where id = ${id} returning ${serviceColumns(db)}`
  return service!
}

export async function hasNamesake(db: Sql, bodyId: number, name: string, except = 0): Promise<boolean> {
  return (
    (await db`select from bodies.service where body_id = ${bodyId} and name = ${name} and id <> ${except}`).length > 0
  )
}
