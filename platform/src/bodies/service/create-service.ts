// SPDX-License-Identifier: AGPL-3.0-or-later
// Registers a service of a body. Its slug, the name in public addresses, is made once and never changes.
import type { Context } from '../../base/context.ts'
import { attempt } from '../../base/database/index.ts'
import { dayOf } from '../../base/day.ts'
import { searchText } from '../../base/search-text.ts'
import type { Body, Service } from '../body.ts'
import { forgetTouchpoints } from '../touchpoint/find-touchpoint.ts'
import type { Made } from '../made.ts'
import { problemAt, type Given } from '../read-fields.ts'
import { readService } from './service-input.ts'
import { changeService, hasNamesake, insertService } from './store.ts'

export async function createService(context: Context, body: Body, given: Given): Promise<Made<Service>> {
  const read = readService(given, context.language)
  if (!read.ok) return read
  const { db } = context
  if (await hasNamesake(db, body.id, read.value.name)) return problemAt('name', 'serviceNamesake', context.language)
  const more = {
    bodyId: body.id,
    sortName: searchText(read.value.name),
    demo: body.demo,
    createdOn: dayOf(context.now()),
  }
  const stem = slugOf(`${body.ipaCode} ${read.value.name}`)
  for (let number = 1; ; number++) {
    const slug = number === 1 ? stem : `${stem}-${number}`
    const service = await orNamesake(attempt(db, (inner) => insertService(inner, read.value, { ...more, slug })))
    if (service === 'namesake') return problemAt('name', 'serviceNamesake', context.language)
    if (service) return { ok: true, value: service }
  }
}

export async function updateService(context: Context, service: Service, given: Given): Promise<Made<Service>> {
  const read = readService(given, context.language)
  if (!read.ok) return read
  const { db } = context
  if (await hasNamesake(db, service.bodyId, read.value.name, service.id))
    return problemAt('name', 'serviceNamesake', context.language)
  const more = { sortName: searchText(read.value.name), today: dayOf(context.now()) }
  const changed = await orNamesake(attempt(db, (inner) => changeService(inner, service.id, read.value, more)))
  if (changed === 'namesake') return problemAt('name', 'serviceNamesake', context.language)
  forgetTouchpoints(context)
  return { ok: true, value: changed }
}

/** Two people may register the same name at the same moment: the table decides, and the second is told. */
async function orNamesake<Result>(act: Promise<Result>): Promise<Result | 'namesake'> {
  return await act.catch((error: { constraint_name?: string }) => {
    if (error.constraint_name === 'service_body_id_name_key') return 'namesake' as const
    throw error
  })
}

/** "c_f205 Carta d'identità" → "c-f205-carta-d-identita". */
function slugOf(text: string): string {
  const slug = searchText(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
  return slug || 'servizio'
}
