// SPDX-License-Identifier: AGPL-3.0-or-later
// Accepting the agreement on behalf of a body: by who opens the link, before the body has joined, and again by an administrator
// when there is a new version. Only the version in force can be accepted, as its text was shown.
import type { Context } from '../../base/context.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import { findAdhesion, type Adhesion } from './adhesion.ts'
import { currentAgreement } from './agreement.ts'

/**
 * Who holds the link of this adhesion accepts; who they are is known when the link is used (startAdhesion).
 * @returns false when the version is not the one in force, or there is nothing to join any more.
 */
export async function acceptAgreement({ db, now }: Context, adhesionId: number, version: unknown): Promise<boolean> {
  const current = currentAgreement()
  if (version !== current.version) return false
  const rows = await db`
    update bodies.adhesion
    set agreement_version = ${current.version}, agreement_hash = ${current.hash}, accepted_at = ${now()}
    where id = ${adhesionId} and state = 'requested' returning id`
  return rows.length > 0
}

/** Whether the agreement in force has been accepted for this adhesion. */
export async function hasAgreed(context: Context, adhesionId: number): Promise<boolean> {
  const adhesion = await findAdhesion(context, adhesionId)
  return adhesion !== undefined && isCurrent(adhesion)
}

/** Whether what was accepted is the text in force. */
export function isCurrent({
  agreementVersion,
  agreementHash,
}: Pick<Adhesion, 'agreementVersion' | 'agreementHash'>): boolean {
  const { version, hash } = currentAgreement()
  return agreementVersion === version && agreementHash === hash
}

/** An administrator accepts a new version. @returns false when it is not the one in force, or the body has not joined. */
export async function renewAgreement(
  context: Context,
  adhesion: Adhesion,
  account: Account,
  version: unknown,
): Promise<boolean> {
  const { db, now } = context
  const current = currentAgreement()
  if (version !== current.version) return false
  const rows = await db`
    update bodies.adhesion
    set agreement_version = ${current.version}, agreement_hash = ${current.hash}, accepted_at = ${now()},
        accepted_by = ${account.id}
    where id = ${adhesion.id} and state = 'active' returning id`
  if (rows.length === 0) return false
  await audit(context, {
    ...{
      act: 'agreement.accept',
      actor: account.pseudonym,
      bodyId: adhesion.bodyId,
      subject: `adhesion ${adhesion.id}`,
    },
    before: { agreement: adhesion.agreementVersion, hash: adhesion.agreementHash },
    after: { agreement: current.version, hash: current.hash },
  })
  return true
}
