// SPDX-License-Identifier: AGPL-3.0-or-later
// How a body joins: somebody asks, a one-time link goes to the PEC address the registry knows, and whoever opens it there
// accepts the agreement and is the body's first administrator. The programme sees every request and can decide by hand.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import { currentAgreement } from './agreement.ts'
import { agreementNeeded } from './errors.ts'

export type AdhesionState = 'requested' | 'active' | 'refused' | 'expired' | 'suspended' | 'closed'

export interface Adhesion {
  readonly id: number
  readonly bodyId: number
  readonly requesterName: string
  readonly requesterEmail: string
  readonly requesterOffice: string
  readonly state: AdhesionState
  /** The address the link went to; null when none was sent. */
  readonly sentTo: string | null
  /** Until when the link that was sent last can be opened; null when there is none any more. */
  readonly linkUntil: Date | null
  /** Whether a link was ever sent. */
  readonly linkSent: boolean
  /** Of the last decision. */
  readonly reason: string | null
  readonly agreementVersion: string | null
  readonly agreementHash: string | null
  readonly acceptedAt: Date | null
  /** Name of who accepted it last, where the reader may know it. */
  readonly acceptedBy: string | null
  readonly requestedAt: Date
  readonly decidedAt: Date | null
}

export const adhesionColumns = (db: Sql, now: Date) => db`
  adhesion.id, adhesion.body_id as "bodyId", requester_name as "requesterName", requester_email as "requesterEmail",
  requester_office as "requesterOffice", adhesion.state, sent_to as "sentTo", reason, agreement_version as "agreementVersion",
  agreement_hash as "agreementHash", accepted_at as "acceptedAt", requested_at as "requestedAt", decided_at as "decidedAt",
  (select name from bodies.account where account.id = accepted_by) as "acceptedBy",
  (select max(expires_at) from bodies.invitation
   where adhesion_id = adhesion.id and used_at is null and revoked_at is null and expires_at > ${now}) as "linkUntil",
  exists (select from bodies.invitation where adhesion_id = adhesion.id) as "linkSent"`

export async function findAdhesion({ db, now }: Context, id: number): Promise<Adhesion | undefined> {
  const [adhesion] = await db<Adhesion[]>`
    select ${adhesionColumns(db, now())} from bodies.adhesion where id = ${id}`
  return adhesion
}

/** The last one of a body, whatever has become of it. */
export async function adhesionOf({ db, now }: Context, bodyId: number): Promise<Adhesion | undefined> {
  const [adhesion] = await db<Adhesion[]>`
    select ${adhesionColumns(db, now())} from bodies.adhesion where body_id = ${bodyId}
    order by state in ('requested', 'active', 'suspended') desc, id desc limit 1`
  return adhesion
}

/**
 * The link was opened: the body has joined.
 * @throws PlatformError agreement-needed when the agreement in force was not accepted before.
 */
export async function startAdhesion(context: Context, id: number, account: Account): Promise<void> {
  const { db, now } = context
  const { version, hash } = currentAgreement()
  const [row] = await db<{ bodyId: number }[]>`
    update bodies.adhesion set state = 'active', decided_at = ${now()}, accepted_by = ${account.id}
    where id = ${id} and state = 'requested' and agreement_version = ${version} and agreement_hash = ${hash}
    returning body_id as "bodyId"`
  if (!row) throw agreementNeeded()
  await audit(context, {
    ...{ act: 'adhesion.start', actor: account.pseudonym, bodyId: row.bodyId, subject: `adhesion ${id}` },
    after: { agreement: version, hash },
  })
}
