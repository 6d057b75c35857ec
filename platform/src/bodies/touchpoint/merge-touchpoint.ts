// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts two touchpoints of a service together, and apart again. The code of the first goes on asking, as the second; what was
// answered before stays where it is. One step only, never a chain or a circle: a service's touchpoints are merged one at a time.
import type { Context } from '../../base/context.ts'
import type { Touchpoint } from '../body.ts'
import type { Made } from '../made.ts'
import { problemAt, type Given } from '../read-fields.ts'
import { forgetTouchpoints } from './find-touchpoint.ts'
import { touchpointColumns } from './store.ts'

/**
 * From now on `touchpoint` asks as another one of its service. Must run in a transaction: it holds the service until its end.
 * @param given `into`, the code of the other one.
 */
export async function mergeTouchpoint(
  context: Context,
  touchpoint: Touchpoint,
  given: Given,
): Promise<Made<Touchpoint>> {
  const { db, language } = context
  await db`select from bodies.service where id = ${touchpoint.serviceId} for no key update`
  // What the caller read may be older than the hold.
  const all = await db<Touchpoint[]>`
    select ${touchpointColumns(db)} from bodies.touchpoint where service_id = ${touchpoint.serviceId}`
  const self = all.find(({ id }) => id === touchpoint.id)
  const other = all.find(({ code, id }) => code === given['into'] && id !== touchpoint.id)
  if (!self || !other || other.channel === 'import') return problemAt('into', 'mergeNowhere', language)
  if (self.channel === 'import') return problemAt('into', 'imported', language)
  if (self.mergedInto !== null) return problemAt('into', 'mergeAlready', language)
  if (other.mergedInto !== null) return problemAt('into', 'mergeOnwards', language)
  if (all.some(({ mergedInto }) => mergedInto === self.code)) return problemAt('into', 'mergeTarget', language)
  // Who was invited and who came by themselves are two figures; one code cannot turn one into the other in passing.
  if (other.stream !== self.stream) return problemAt('into', 'mergeStream', language)
  return { ok: true, value: await pointTo(context, self, other.id) }
}

/** The code asks for itself again. Harmless for one that was never merged. */
export async function separateTouchpoint(context: Context, touchpoint: Touchpoint): Promise<Touchpoint> {
  return pointTo(context, touchpoint, null)
}

async function pointTo(context: Context, { id }: Touchpoint, other: number | null): Promise<Touchpoint> {
  const { db } = context
  await db`update bodies.touchpoint set merged_into = ${other} where id = ${id}`
  forgetTouchpoints(context)
  const [changed] = await db<Touchpoint[]>`select ${touchpointColumns(db)} from bodies.touchpoint where id = ${id}`
  return changed!
}
