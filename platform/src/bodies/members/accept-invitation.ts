// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening an invitation, after the person has proved who they are with a passkey or through SPID/CIE: the account is made or
// found, the role given, the adhesion of the body begun. All in one transaction, and of two who try only one succeeds.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { audit } from '../audit/audit.ts'
import { accountBySubject, createAccount, findAccount, isSuspended, type Account } from '../accounts/account.ts'
import { startAdhesion } from '../adhesion/adhesion.ts'
import { removeAllPasskeys } from '../passkeys/index.ts'
import { endSessionsOf } from '../sessions/session.ts'
import { ownInvitation } from './errors.ts'
import { giveBackInvitation, takeInvitation, type Invitation } from './invitation.ts'
import { mayRecover } from './invite-recovery.ts'
import { giveRole } from './membership.ts'

/** How the person proved who they are; `attach` stores the proof with the account, in the same transaction. */
export interface Proof {
  /** Of somebody who is logged in already. */
  readonly accountId?: number
  /** HMAC of the fiscal number, from SPID or CIE. */
  readonly subject?: Buffer
  /** Name the provider asserts. */
  readonly name?: string
  /** Of a new account, when its passkey was made for one. */
  readonly pseudonym?: string
  attach?(context: Context, account: Account): Promise<void>
}

/**
 * @returns undefined when the invitation can no longer be opened, or not by this person.
 * @throws PlatformError own-invitation for who made it.
 */
export async function acceptInvitation(context: Context, id: number, proof: Proof): Promise<Account | undefined> {
  return (await context.db.begin(async (transaction) => {
    const scoped: Context = { ...context, db: transaction as unknown as Sql }
    const invitation = await takeInvitation(scoped, id)
    if (!invitation) return undefined
    const account =
      invitation.purpose === 'recovery'
        ? await recovered(scoped, invitation, proof)
        : await accountFor(scoped, invitation, proof)
    if (!account) {
      await giveBackInvitation(scoped, invitation)
      return undefined
    }
    // Nobody raises their own role, nor lets it last longer; the invitation stays as it was.
    if (account.id === invitation.invitedBy) throw ownInvitation()
    await proof.attach?.(scoped, account)
    await grant(scoped, invitation, account)
    return account
  })) as Account | undefined
}

/** What was lost may be in somebody else's hands: the old passkeys and every open session end. */
async function recovered(context: Context, invitation: Invitation, proof: Proof): Promise<Account | undefined> {
  const { accountId } = invitation
  const isNew = proof.accountId === undefined && proof.subject === undefined
  if (accountId === null || !isNew || !(await mayRecover(context, invitation))) return undefined
  const account = await findAccount(context, accountId)
  if (!account) return undefined
  const passkeys = await removeAllPasskeys(context, accountId)
  await endSessionsOf(context, accountId)
  await audit(context, {
    ...{ act: 'account.recover', actor: account.pseudonym, bodyId: invitation.bodyId },
    ...{ subject: `account ${account.pseudonym}`, before: { passkeys } },
  })
  return account
}

async function accountFor(
  context: Context,
  { name, email }: Invitation,
  { accountId, subject, pseudonym, name: asserted }: Proof,
): Promise<Account | undefined> {
  if (accountId !== undefined) return findAccount(context, accountId)
  const known = subject && (await accountBySubject(context, subject))
  if (known) return known
  if (subject && (await isSuspended(context, subject))) return undefined
  return createAccount(context, {
    name: asserted ?? name,
    email,
    ...(subject && { subject }),
    ...(pseudonym && { pseudonym }),
  })
}

async function grant(context: Context, invitation: Invitation, account: Account): Promise<void> {
  const { purpose, bodyId, role, services, roleExpiresOn, adhesionId } = invitation
  const actor = account.pseudonym
  if (role !== null) {
    await giveRole(context, { accountId: account.id, bodyId, role, services, expiresOn: roleExpiresOn })
    const after = { role, services, expiresOn: roleExpiresOn }
    await audit(context, { act: 'member.join', actor, bodyId, subject: `account ${account.pseudonym}`, after })
  }
  if (purpose === 'adhesion' && adhesionId !== null) await startAdhesion(context, adhesionId, account)
}
