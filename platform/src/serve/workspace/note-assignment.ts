// SPDX-License-Identifier: AGPL-3.0-or-later
// In the log: whoever assigns a questionnaire or takes one back, from the model's side or from the body's, it is the same act.
import type { Day } from '../../base/day.ts'
import { audit, type FoundTouchpoint } from '../../bodies/index.ts'
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
