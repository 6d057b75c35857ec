// SPDX-License-Identifier: AGPL-3.0-or-later
// The one-time link with which a body joins. It goes to the PEC the registry knows, because whoever reads that mailbox speaks
// for the body; a link that was sent before is worth nothing from then on.
import { randomBytes } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { fill } from '../../base/language.ts'
import { writeMail } from '../../base/mail/index.ts'
import type { Body } from '../body.ts'
import { createInvitationOnce, invitationPath } from '../members/invitation.ts'
import type { Adhesion } from './adhesion.ts'
import mails from './mails.json' with { type: 'json' }

export const linkDays = 7

export interface Link {
  readonly adhesion: Pick<Adhesion, 'id' | 'requesterName' | 'requesterEmail' | 'requesterOffice'>
  readonly body: Body
  readonly recipient: string
  /** Address of the workspace: https://ascolto.example. */
  readonly origin: string
  /** Of the link, when a form that is sent twice must make one link. */
  readonly token?: string
}

/** @returns the path of the link, which is kept nowhere. */
export async function sendLink(context: Context, link: Link): Promise<string> {
  const { adhesion, body, recipient, origin, token = randomBytes(32).toString('base64url') } = link
  const path = invitationPath(token)
  const invited = { purpose: 'adhesion', adhesionId: adhesion.id, bodyId: body.id, role: 'administrator' } as const
  const id = await createInvitationOnce(context, token, { ...invited, hours: 24 * linkDays })
  if (id === undefined) return path
  await revokeLinks(context, adhesion.id, id)
  const { requesterName: requester, requesterEmail: email, requesterOffice } = adhesion
  const office = requesterOffice === '' ? '' : ` (${requesterOffice})`
  const values = { body: body.name, requester, office, email, days: linkDays, link: `${origin}${path}` }
  const { subject, body: text } = mails.link
  await writeMail(context, { recipient, subject: fill(subject, values), body: fill(text, values) })
  await context.db`update bodies.adhesion set sent_to = ${recipient} where id = ${adhesion.id}`
  return path
}

/** @param but the one that stays. */
export async function revokeLinks({ db, now }: Context, adhesionId: number, but = 0): Promise<void> {
  await db`
    update bodies.invitation set revoked_at = ${now()}
    where adhesion_id = ${adhesionId} and id <> ${but} and used_at is null and revoked_at is null`
}

/** The first PEC of the registry that looks like an address; null when there is none. */
export async function pecOf({ db }: Context, { id }: Body): Promise<string | null> {
  const [row] = await db<{ pec: string[] }[]>`select pec from bodies.body where id = ${id}`
  return row?.pec.find((address) => /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(address)) ?? null
}

/** Enough of an address to recognise one's own: pr•••@pec.ente.it. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@')
  const name = address.slice(0, at)
  return `${name.slice(0, name.length > 3 ? 2 : 1)}•••${address.slice(at)}`
}
