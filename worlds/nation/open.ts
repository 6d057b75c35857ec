// SPDX-License-Identifier: AGPL-3.0-or-later
// Registers the bodies and services of the synthetic country.
import { Readable } from 'node:stream'
import type { Context } from '../../platform/src/base/context.ts'
import type { Day } from '../../platform/src/base/day.ts'
import { openBodies } from '../open-bodies.ts'
import { openService, type OpenService as Opened } from '../open-service.ts'
import type { NationService, NationSize } from './plan.ts'
import { bodyCode, registryOf } from './registry.ts'

export interface OpenService extends Opened {
  readonly plan: NationService
}

/** @param onDone told how many services are registered, now and then. */
export async function openNation(
  context: Context,
  size: NationSize,
  plan: readonly NationService[],
  from: Day,
  onDone: (count: number) => void,
): Promise<OpenService[]> {
  const codes = Array.from({ length: size.bodies }, (_, index) => bodyCode(index))
  const bodies = await openBodies(context, Readable.from([Buffer.from(registryOf(size))]), codes)
  const open: OpenService[] = []
  for (const service of plan) {
    const { name, kind } = service
    const body = bodies.get(bodyCode(service.body))!
    open.push({ plan: service, ...(await openService(context, { body, name, kind, from })) })
    if (open.length % 100 === 0) onDone(open.length)
  }
  return open
}
