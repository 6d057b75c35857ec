// SPDX-License-Identifier: AGPL-3.0-or-later
// From a code to the touchpoint, its service and its body: the hottest read of the platform, so it is kept for some
// seconds. A change in this process is seen at once, one made by another process when the seconds are over.
import { belonging } from '../../base/memory/belonging.ts'
import type { Context } from '../../base/context.ts'
import { createKeptAnswers } from '../../base/memory/kept-answers.ts'
import type { Body, Service, Touchpoint } from '../body.ts'
import { bodyColumns } from '../find-bodies.ts'
import { serviceColumns } from '../service/store.ts'
import { touchpointColumns } from './store.ts'

export interface FoundTouchpoint {
  readonly touchpoint: Touchpoint
  readonly service: Service
  readonly body: Body
  /** While the adhesion of the body is suspended or closed nothing is asked. */
  readonly hold: 'suspended' | 'closed' | null
}

const keptMs = 5000
const mostKept = 20_000
const kept = belonging(() => createKeptAnswers<string, FoundTouchpoint | undefined>(keptMs, mostKept))

export function findTouchpoint(context: Context, code: string): Promise<FoundTouchpoint | undefined> {
  return kept.of(context.memory).get(code, () => readTouchpoint(context, code))
}

export function forgetTouchpoints(context: Context): void {
  kept.forget(context.memory)
}

async function readTouchpoint({ db }: Context, code: string): Promise<FoundTouchpoint | undefined> {
  const [touchpoint] = await db<
    Touchpoint[]
  >`select ${touchpointColumns(db)} from bodies.touchpoint where code = ${code}`
  if (!touchpoint) return undefined
  const [service] = await db<Service[]>`
    select ${serviceColumns(db)} from bodies.service where id = ${touchpoint.serviceId}`
  const [row] = await db<(Body & Pick<FoundTouchpoint, 'hold'>)[]>`
    select ${bodyColumns(db)}, bodies.hold_of(body.id) as hold from bodies.body where id = ${service!.bodyId}`
  const { hold, ...body } = row!
  return { touchpoint, service: service!, body, hold }
}

/** In the order they were made. */
export async function listTouchpoints({ db }: Context, serviceId: number): Promise<Touchpoint[]> {
  return await db<Touchpoint[]>`
    select ${touchpointColumns(db)} from bodies.touchpoint where service_id = ${serviceId} order by id`
}
