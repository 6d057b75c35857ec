// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes back the codes of a batch that nobody has used: the file was lost, or went to the wrong people. Answers that came with one
// of them stay.
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { audit, type Account, type FoundTouchpoint } from '../../bodies/index.ts'

/** Must run in a transaction, with the rights of who asks. @returns false when the touchpoint has no such batch. */
export async function revokeCodes(
  context: Context,
  { touchpoint, body }: FoundTouchpoint,
  batch: string,
  actor: Pick<Account, 'pseudonym'>,
): Promise<boolean> {
  if (!/^[0-9a-f]{32}$/.test(batch)) return false
  const [row] = await context.db<{ revoked: boolean | null }[]>`
    select collect.revoke_codes(${touchpoint.serviceId}, ${touchpoint.id}, ${batch}, ${dayOf(context.now())}) as revoked`
  const { revoked } = row!
  if (revoked)
    await audit(context, {
      ...{ act: 'code.revoke', bodyId: body.id, subject: `touchpoint ${touchpoint.code}`, actor: actor.pseudonym },
      after: { batch },
    })
  return revoked !== null
}
