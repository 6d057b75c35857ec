// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Context } from '../../base/context.ts'
import type { Body, Service } from '../body.ts'
import { bodyColumns } from '../find-bodies.ts'
import { serviceColumns } from './store.ts'

/** By name. */
export async function listServices({ db }: Context, bodyId: number): Promise<Service[]> {
  return await db<Service[]>`
    select ${serviceColumns(db)} from bodies.service where body_id = ${bodyId} order by sort_name, id`
}

export async function findService(
  { db }: Context,
  slug: string,
): Promise<{ service: Service; body: Body } | undefined> {
  const [service] = await db<Service[]>`select ${serviceColumns(db)} from bodies.service where slug = ${slug}`
  if (!service) return undefined
  const [body] = await db<Body[]>`select ${bodyColumns(db)} from bodies.body where id = ${service.bodyId}`
  return { service, body: body! }
}
