// SPDX-License-Identifier: AGPL-3.0-or-later
// How a body joins: somebody asks, a one-time link goes to the PEC address the registry knows, and whoever opens it there
// accepts the agreement and is the body's first administrator. The programme sees every request and can decide by hand.
import type { Context } from '../../base/context.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'

export type AdhesionState = 'requested' | 'active' | 'refused' | 'suspended' | 'closed'

export interface Adhesion {
  readonly id: number
  readonly bodyId: number
  readonly requesterName: string
  readonly requesterEmail: string
  readonly requesterOffice: string
  readonly state: AdhesionState
  /** The PEC the link went to; null when the registry has none. */
  readonly sentTo: string | null
  readonly reason: string | null
  readonly agreementVersion: string | null
  readonly acceptedAt: Date | null
  readonly requestedAt: Date
  readonly decidedAt: Date | null
}

/** The link was opened: the body has joined. */
export async function startAdhesion(context: Context, id: number, account: Account): Promise<void> {
  const { db, now } = context
  const [row] = await db<{ bodyId: number }[]>`
    update bodies.adhesion set state = 'active', decided_at = ${now()} where id = ${id} and state = 'requested'
    returning body_id as "bodyId"`
  if (!row) return
  const { pseudonym: actor } = account
  await audit(context, { act: 'adhesion.start', actor, bodyId: row.bodyId, subject: `adhesion ${id}` })
}
