// SPDX-License-Identifier: AGPL-3.0-or-later
// Giving somebody who has lost every passkey their access back: a second person of the same body, an administrator, makes a
// one-time link. It must not lend anybody a role they could not give: of a person who also has roles elsewhere only the
// programme manager gives the account back. The link goes to the address of the account, and the log says who made it.
import type { Context } from '../../base/context.ts'
import { fill } from '../../base/language.ts'
import { writeMail } from '../../base/mail/index.ts'
import { findAccount, type Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import { createInvitation, invitationPath, type Invitation } from './invitation.ts'
import texts from './recovery-mail.json' with { type: 'json' }

const hours = 24

export interface Recovery {
  readonly accountId: number
  /** The body both work for; null when the programme manager does it. */
  readonly bodyId: number | null
  readonly inviter: Account
  /** Address of the workspace, for the link: https://ascolto.example. */
  readonly origin: string
}

/** self: nobody does it for themselves; stranger: not of this body; elsewhere: the person has roles beyond it. */
export type RecoveryRefusal = 'self' | 'stranger' | 'elsewhere'

export type RecoveryInvited =
  | { readonly ok: true; readonly token: string; readonly account: Account }
  | { readonly ok: false; readonly why: RecoveryRefusal }

/** @returns the token of the link, for an installation that sends no mail; a link given before is worth nothing. */
export async function inviteRecovery(context: Context, recovery: Recovery): Promise<RecoveryInvited> {
  const { accountId, bodyId, inviter, origin } = recovery
  const { db, now } = context
  if (accountId === inviter.id) return { ok: false, why: 'self' }
  const account = await findAccount(context, accountId)
  if (!account || !(await isMember(context, accountId, bodyId))) return { ok: false, why: 'stranger' }
  if (!(await mayRecover(context, { accountId, bodyId }))) return { ok: false, why: 'elsewhere' }
  await db`
    update bodies.invitation set revoked_at = ${now()}
    where purpose = 'recovery' and account_id = ${accountId} and used_at is null and revoked_at is null`
  const { name, email, language } = account
  const invited = { purpose: 'recovery', accountId, bodyId, name, email, invitedBy: inviter.id, hours } as const
  const token = await createInvitation(context, invited)
  const { subject, body } = texts[language]
  const values = { name, inviter: inviter.name, hours, link: `${origin}${invitationPath(token)}` }
  await writeMail(context, { recipient: email, subject, body: fill(body, values) })
  await audit(context, {
    ...{ act: 'account.invite-recovery', actor: inviter.pseudonym, bodyId, subject: `account ${account.pseudonym}` },
  })
  return { ok: true, token, account }
}

/** Whether this body alone decides about the person. Asked again when the link is opened: roles may have come in between. */
export async function mayRecover(
  { db }: Context,
  { accountId, bodyId }: Pick<Invitation, 'accountId' | 'bodyId'>,
): Promise<boolean> {
  if (bodyId === null) return true
  const [row] = await db<{ elsewhere: boolean }[]>`
    select bodies.has_roles_elsewhere(${accountId}::bigint, ${bodyId}::bigint) as elsewhere`
  return !row!.elsewhere
}

async function isMember({ db }: Context, accountId: number, bodyId: number | null): Promise<boolean> {
  const rows = await db`
    select from bodies.membership
    where account_id = ${accountId} and (${bodyId}::bigint is null or body_id = ${bodyId}) limit 1`
  return rows.length > 0
}
