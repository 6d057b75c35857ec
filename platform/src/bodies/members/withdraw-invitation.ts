// SPDX-License-Identifier: AGPL-3.0-or-later
// An invitation that should not be opened any more, or that went to the wrong address.
import type { Context } from '../../base/context.ts'
import type { Account } from '../accounts/account.ts'
import { masked } from '../adhesion/send-link.ts'
import { audit } from '../audit/audit.ts'
import type { Body } from '../body.ts'
import { invitationColumns, revokeInvitation, type Invitation } from './invitation.ts'

export interface Withdrawing {
  readonly body: Body
  readonly id: number
  readonly actor: Account
}

/** @returns false when the body has made no such invitation; whether it is still open makes no difference. */
export async function withdrawInvitation(context: Context, { body, id, actor }: Withdrawing): Promise<boolean> {
  const { db } = context
  const [invitation] = await db<Invitation[]>`
    select ${invitationColumns(db)} from bodies.invitation
    where id = ${id} and body_id = ${body.id} and purpose in ('member', 'recovery')`
  if (!invitation) return false
  if (await revokeInvitation(context, body.id, id)) {
    const { name, email, role } = invitation
    await audit(context, {
      ...{ act: 'member.withdraw-invitation', actor: actor.pseudonym, bodyId: body.id, subject: `invitation ${id}` },
      before: { name, email: masked(email), role },
    })
  }
  return true
}
