// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening an invitation, after the person has proved who they are with a passkey or through SPID/CIE: the account is made or
// found, the role given, the adhesion of the body begun. All in one transaction, and of two who try only one succeeds.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { audit } from '../audit/audit.ts'
import { accountBySubject, createAccount, findAccount, type Account } from '../accounts/account.ts'
import { startAdhesion } from '../adhesion/adhesion.ts'
import { takeInvitation, type Invitation } from './invitation.ts'
import { giveRole } from './membership.ts'

/** How the person proved who they are; `attach` stores the proof with the account, in the same transaction. */
export interface Proof {
  /** HMAC of the fiscal number, from SPID or CIE. */
  readonly subject?: Buffer
  /** Name the provider asserts. */
  readonly name?: string
  attach(context: Context, account: Account): Promise<void>
}

/** @returns undefined when the invitation can no longer be opened. */
export async function acceptInvitation(context: Context, token: string, proof: Proof): Promise<Account | undefined> {
  return (await context.db.begin(async (transaction) => {
    const scoped: Context = { ...context, db: transaction as unknown as Sql }
    const invitation = await takeInvitation(scoped, token)
    if (!invitation) return undefined
    const account = await accountFor(scoped, invitation, proof)
    if (!account) return undefined
    await proof.attach(scoped, account)
    await grant(scoped, invitation, account)
    return account
  })) as Account | undefined
}

async function accountFor(
  context: Context,
  { accountId, name, email }: Invitation,
  { subject, name: asserted }: Proof,
): Promise<Account | undefined> {
  if (accountId !== null) return findAccount(context, accountId)
  const known = subject && (await accountBySubject(context, subject))
  return known ?? createAccount(context, { name: asserted ?? name, email, ...(subject && { subject }) })
}

async function grant(context: Context, invitation: Invitation, account: Account): Promise<void> {
  const { purpose, bodyId, role, services, roleExpiresOn, adhesionId } = invitation
  const actor = account.pseudonym
  if (purpose === 'recovery') {
    await audit(context, { act: 'account.recover', actor, subject: `account ${account.pseudonym}` })
    return
  }
  if (role !== null) {
    await giveRole(context, { accountId: account.id, bodyId, role, services, expiresOn: roleExpiresOn })
    const after = { role, services, expiresOn: roleExpiresOn }
    await audit(context, { act: 'member.join', actor, bodyId, subject: `account ${account.pseudonym}`, after })
  }
  if (purpose === 'adhesion' && adhesionId !== null) await startAdhesion(context, adhesionId, account)
}
