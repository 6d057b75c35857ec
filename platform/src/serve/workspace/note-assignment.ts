// SPDX-License-Identifier: AGPL-3.0-or-later
// In the log: whoever assigns a questionnaire or takes one back, from the model's side or from the body's, it is the same act.
import type { Day } from '../../base/day.ts'
import { audit, type FoundTouchpoint } from '../../bodies/index.ts'
import { cancelAssignment } from '../../catalogue/index.ts'
import type { Call } from './route.ts'

/** @param change hashes of the versions; `after` is null when what was planned is taken back. */
export async function noteAssignment(
  { context, access }: Call,
  { touchpoint, body }: FoundTouchpoint,
  { before, after, fromDay }: { before: string | null; after: string | null; fromDay: Day },
): Promise<void> {
  await audit(context, {
    act: after === null ? 'assignment.cancel' : 'assignment.set',
    ...{ actor: access.account.pseudonym, bodyId: body.id, subject: `touchpoint ${touchpoint.code}` },
    ...{ before: { version: before }, after: { version: after, fromDay } },
  })
}

/** Takes back what the form's `fromDay` names, if it has not begun. */
export async function takeBackAssignment(call: Call, found: FoundTouchpoint): Promise<void> {
  const cancelled = await cancelAssignment(call.context, found.touchpoint, call.given['fromDay'])
  if (!cancelled) return
  const { fromDay, version } = cancelled
  await noteAssignment(call, found, { before: version.hash, after: null, fromDay })
}
