// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody asks that a body join. Anybody may ask, because only who reads the body's PEC can go on; so the form gives nothing
// away, one request of a body is open at a time, and asking again with the same address changes nothing.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { audit } from '../audit/audit.ts'
import type { Body } from '../body.ts'
import type { Problem } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import { adhesionOf, type Adhesion } from './adhesion.ts'
import { masked, pecOf, sendLink } from './send-link.ts'

/** Where a body stands, for whoever looks: nothing of it tells who asked. */
export type Standing =
  /** Nobody has asked, or it came to nothing. */
  | { readonly kind: 'free' }
  /** The link has gone out; `to` is masked. */
  | { readonly kind: 'sent'; readonly to: string; readonly asked: Date; readonly until: Date }
  /** The programme decides. */
  | { readonly kind: 'waiting'; readonly asked: Date }
  | { readonly kind: 'joined' }
  /** The registry says that the body is no more. */
  | { readonly kind: 'closed' }

export async function standingOf(context: Context, body: Body): Promise<Standing> {
  return standingWith(body, await adhesionOf(context, body.id))
}

function standingWith(body: Body, adhesion: Adhesion | undefined): Standing {
  if (adhesion?.state === 'active' || adhesion?.state === 'suspended') return { kind: 'joined' }
  if (body.state === 'closed') return { kind: 'closed' }
  if (adhesion?.state !== 'requested') return { kind: 'free' }
  const { requestedAt: asked, linkUntil: until, linkSent, sentTo } = adhesion
  if (!linkSent) return { kind: 'waiting', asked }
  return until === null ? { kind: 'free' } : { kind: 'sent', to: masked(sentTo ?? ''), asked, until }
}

export type Requested =
  /** Made, or made before by the same person. */
  | { readonly kind: 'done' }
  /** The standing of the body does not allow it. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** @param origin address of the workspace, for the link. */
export async function requestAdhesion(context: Context, body: Body, given: Given, origin: string): Promise<Requested> {
  const read = readRequest(given, context.language)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  return (await context.db.begin(async (transaction) => {
    const scoped = { ...context, db: transaction as unknown as Sql }
    // Of two who ask at once the second finds the first one's request.
    await transaction`select pg_advisory_xact_lock(hashtext('bodies.adhesion'), ${body.id}::int)`
    const before = await adhesionOf(scoped, body.id)
    const standing = standingWith(body, before)
    if (standing.kind !== 'free') return { kind: isSame(before, read.value) ? 'done' : 'refused' }
    if (before?.state === 'requested') await expire(scoped, before)
    await ask(scoped, body, read.value, origin)
    return { kind: 'done' }
  })) as Requested
}

interface Request {
  readonly name: string
  readonly email: string
  readonly office: string
}

function readRequest(given: Given, language: Context['language']) {
  const fields = new Fields(given, language)
  const request = { name: fields.plainName('name'), email: fields.email('email'), office: fields.plainName('office') }
  fields.agreed('notice')
  return fields.done(() => request)
}

function isSame(before: Adhesion | undefined, { email }: Request): boolean {
  return before?.state === 'requested' && before.requesterEmail.toLowerCase() === email.toLowerCase()
}

async function ask(context: Context, body: Body, { name, email, office }: Request, origin: string): Promise<void> {
  const { db, now } = context
  const [row] = await db<{ id: number }[]>`
    insert into bodies.adhesion (body_id, requester_name, requester_email, requester_office, state, requested_at)
    values (${body.id}, ${name}, ${email}, ${office}, 'requested', ${now()}) returning id`
  const { id } = row!
  const recipient = await pecOf(context, body)
  if (recipient !== null) {
    const adhesion = { id, requesterName: name, requesterEmail: email, requesterOffice: office }
    await sendLink(context, { adhesion, body, recipient, origin })
  }
  const after = { to: recipient === null ? null : masked(recipient) }
  await audit(context, { act: 'adhesion.request', bodyId: body.id, subject: `adhesion ${id}`, after })
}

/** Nobody opened the link in time. */
export async function expire({ db, now }: Context, { id }: Pick<Adhesion, 'id'>): Promise<void> {
  await db`update bodies.adhesion set state = 'expired', decided_at = ${now()} where id = ${id} and state = 'requested'`
}

/** Requests whose link was sent and can no longer be opened. */
export async function expireAdhesions({ db, now }: Context): Promise<void> {
  await db`
    update bodies.adhesion set state = 'expired', decided_at = ${now()}
    where state = 'requested'
      and exists (select from bodies.invitation where adhesion_id = adhesion.id)
      and not exists (select from bodies.invitation
                      where adhesion_id = adhesion.id and used_at is null and revoked_at is null and expires_at > ${now()})`
}
