// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes what a touchpoint is, and with it what it asks: who answers is asked where nobody knows it, and nowhere else.
import type { Context } from '../base/context.ts'
import { dayOf } from '../base/day.ts'
import { updateTouchpoint, type Given, type Made, type Service, type Touchpoint } from '../bodies/index.ts'
import { assign, versionFor } from './assignments.ts'
import { compositionOf, recompose } from './composition.ts'
import { ensureVersion, type Version } from './versions.ts'

/** @returns the touchpoint as it is now, and the version it asks from today on when that is another one. */
export async function editTouchpoint(
  context: Context,
  service: Service,
  touchpoint: Touchpoint,
  given: Given,
): Promise<Made<{ touchpoint: Touchpoint; version: Version | undefined }>> {
  const changed = await updateTouchpoint(context, touchpoint, given)
  if (!changed.ok) return changed
  const today = dayOf(context.now())
  const asked = await versionFor(context, touchpoint.id, today)
  const next = asked && (await nextVersion(context, asked, service, [touchpoint, changed.value]))
  if (next === undefined) return { ok: true, value: { touchpoint: changed.value, version: undefined } }
  await assign(context, touchpoint.id, next, today)
  return { ok: true, value: { touchpoint: changed.value, version: await versionFor(context, touchpoint.id, today) } }
}

/** undefined when the questionnaire stays: one that somebody made up differently is theirs, and other changes are no reason. */
async function nextVersion(
  context: Context,
  version: Version,
  { audience }: Service,
  [before, after]: readonly [Touchpoint, Touchpoint],
): Promise<number | undefined> {
  const composition = compositionOf(version)
  if (before.userKind === after.userKind || composition === undefined) return undefined
  const who = after.userKind === null && audience.length > 1
  return composition.who === who ? undefined : await ensureVersion(context, recompose(version, { ...composition, who }))
}
