// SPDX-License-Identifier: AGPL-3.0-or-later
// What the programme decides about an adhesion. Each decision is possible from certain states only, so that of two people who
// decide at once the second learns that it has been done; whom it concerns gets a mail.
import type { Context } from '../../base/context.ts'
import { attempt } from '../../base/database/index.ts'
import { fill } from '../../base/language.ts'
import { writeMail } from '../../base/mail/index.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import type { Body } from '../body.ts'
import type { Problem } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import type { Adhesion, AdhesionState } from './adhesion.ts'
import mails from './mails.json' with { type: 'json' }
import { masked, revokeLinks, sendLink } from './send-link.ts'

export type Decision = 'refuse' | 'suspend' | 'reopen' | 'close'

interface Move {
  readonly from: readonly AdhesionState[]
  readonly to: AdhesionState
  /** Whether whoever decides must say why. */
  readonly reasoned: boolean
}

const moves: Readonly<Record<Decision, Move>> = {
  refuse: { from: ['requested'], to: 'refused', reasoned: true },
  suspend: { from: ['active'], to: 'suspended', reasoned: true },
  reopen: { from: ['suspended', 'closed'], to: 'active', reasoned: false },
  close: { from: ['active', 'suspended'], to: 'closed', reasoned: true },
}

/** What may be decided now. */
export function decisionsFor({ state }: Pick<Adhesion, 'state'>): Decision[] {
  return (Object.keys(moves) as Decision[]).filter((decision) => moves[decision].from.includes(state))
}

export function isReasoned(decision: Decision): boolean {
  return moves[decision].reasoned
}

export interface Deciding {
  readonly adhesion: Adhesion
  readonly body: Body
  readonly decider: Account
  readonly given: Given
  /** Address of the workspace, for links in mails. */
  readonly origin: string
  /** Of the link an approval makes: the same for a form that is sent twice. */
  readonly token?: string
}

/** late: the state is no longer one from which this can be decided. */
export type Decided =
  | { readonly kind: 'done' }
  | { readonly kind: 'late' }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

export async function decideAdhesion(context: Context, decision: Decision, deciding: Deciding): Promise<Decided> {
  const { adhesion, body, decider, given } = deciding
  const { from, to, reasoned } = moves[decision]
  const fields = new Fields(given, context.language)
  const reason = reasoned ? fields.text('reason', { longest: 1000, required: true }) : null
  const read = fields.done(() => reason)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const moved = await move(context, adhesion.id, { from, to, reason })
  if (!moved) return { kind: 'late' }
  await revokeLinks(context, adhesion.id)
  await audit(context, {
    ...{ act: `adhesion.${decision}`, actor: decider.pseudonym, bodyId: body.id, subject: `adhesion ${adhesion.id}` },
    ...{ before: { state: adhesion.state }, after: { state: to, reason } },
  })
  await tell(context, decision, deciding, reason ?? '')
  return { kind: 'done' }
}

async function move(
  { db, now }: Context,
  id: number,
  { from, to, reason }: { from: readonly AdhesionState[]; to: AdhesionState; reason: string | null },
): Promise<boolean> {
  return await attempt(db, async (inner) => {
    const rows = await inner`
      update bodies.adhesion set state = ${to}, reason = ${reason}, decided_at = ${now()}
      where id = ${id} and state = any(${[...from]}::text[]) returning id`
    return rows.length > 0
  }).catch((error: { constraint_name?: string }) => {
    // The body has asked again since it was closed.
    if (error.constraint_name === 'adhesion_open') return false
    throw error
  })
}

async function tell(context: Context, decision: Decision, deciding: Deciding, reason: string): Promise<void> {
  const { adhesion, body, origin } = deciding
  const values = { body: body.name, reason }
  if (decision === 'refuse') {
    const { requesterName: requester, requesterEmail: recipient } = adhesion
    const { subject, body: text } = mails.refused
    const link = `${origin}/area/adesione/${body.ipaCode}`
    await writeMail(context, {
      recipient,
      subject: fill(subject, values),
      body: fill(text, { ...values, requester, link }),
    })
    return
  }
  const kind = ({ suspend: 'suspended', reopen: 'reopened', close: 'closed' } as const)[decision]
  for (const { name, email, language } of await administratorsOf(context, body.id)) {
    const { subject, body: text } = mails[language][kind]
    await writeMail(context, {
      recipient: email,
      subject: fill(subject, values),
      body: fill(text, { ...values, name }),
    })
  }
}

async function administratorsOf(
  { db }: Context,
  bodyId: number,
): Promise<Pick<Account, 'name' | 'email' | 'language'>[]> {
  return await db<Pick<Account, 'name' | 'email' | 'language'>[]>`
    select distinct account.id, account.name, account.email, account.language
    from bodies.membership join bodies.account on account.id = account_id
    where body_id = ${bodyId} and role = 'administrator' and account.state = 'active' order by account.id`
}

export type Approved = { readonly kind: 'done'; readonly path: string } | Exclude<Decided, { kind: 'done' }>

/**
 * The link goes where the programme says: the registry has no PEC, or an old one.
 * @param deciding `given.recipient` is the address. @returns the path of the link, to be given in another way.
 */
export async function approveAdhesion(context: Context, deciding: Deciding): Promise<Approved> {
  const { adhesion, body, decider, given, origin, token } = deciding
  const fields = new Fields(given, context.language)
  const recipient = fields.email('recipient')
  const read = fields.done(() => recipient)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  // Held until the end of the transaction: nobody refuses it meanwhile.
  const open = await context.db`
    select from bodies.adhesion where id = ${adhesion.id} and state = 'requested' for no key update`
  if (open.length === 0) return { kind: 'late' }
  const path = await sendLink(context, { adhesion, body, recipient, origin, ...(token !== undefined && { token }) })
  await audit(context, {
    ...{ act: 'adhesion.approve', actor: decider.pseudonym, bodyId: body.id, subject: `adhesion ${adhesion.id}` },
    after: { to: masked(recipient) },
  })
  return { kind: 'done', path }
}
