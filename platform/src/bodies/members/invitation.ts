// SPDX-License-Identifier: AGPL-3.0-or-later
// One-time links. Whoever opens one in time gets what it names: a role, a new passkey for an account that lost its own, or
// the first administrator's place in a body. Only the hash of the token is here, so that a copy of the table opens nothing.
import { randomBytes } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { hashToken } from '../sessions/session.ts'
import type { Role } from '../access/roles.ts'

export type Purpose = 'member' | 'recovery' | 'adhesion'

export interface Invitation {
  readonly id: number
  readonly purpose: Purpose
  /** Of a recovery: the account that gets the new passkey. */
  readonly accountId: number | null
  readonly adhesionId: number | null
  readonly bodyId: number | null
  readonly bodyName: string | null
  readonly role: Role | null
  readonly services: readonly number[]
  readonly roleExpiresOn: string | null
  readonly name: string
  readonly email: string
  readonly invitedBy: number | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export interface NewInvitation {
  readonly purpose: Purpose
  readonly accountId?: number
  readonly adhesionId?: number
  readonly bodyId?: number | null
  readonly role?: Role
  readonly services?: readonly number[]
  readonly roleExpiresOn?: string | null
  readonly name?: string
  readonly email?: string
  readonly invitedBy?: number
  /** Hours it can be opened. */
  readonly hours?: number
}

const usualHours = 72

export const invitationColumns = (db: Sql) => db`
  invitation.id, purpose, account_id as "accountId", adhesion_id as "adhesionId", invitation.body_id as "bodyId",
  (select name from bodies.body where body.id = invitation.body_id) as "bodyName", role, services,
  role_expires_on as "roleExpiresOn", invitation.name, email, invited_by as "invitedBy",
  invitation.created_at as "createdAt", expires_at as "expiresAt"`

/** @returns the token, which is shown or sent once and kept nowhere. */
export async function createInvitation(context: Context, given: NewInvitation): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await createInvitationOnce(context, token, given)
  return token
}

/** @returns its id; undefined when there is one of this token already: the form was sent twice. */
export async function createInvitationOnce(
  { db, now }: Context,
  token: string,
  given: NewInvitation,
): Promise<number | undefined> {
  const row = {
    token_hash: hashToken(token),
    purpose: given.purpose,
    account_id: given.accountId ?? null,
    adhesion_id: given.adhesionId ?? null,
    body_id: given.bodyId ?? null,
    role: given.role ?? null,
    services: [...(given.services ?? [])],
    role_expires_on: given.roleExpiresOn ?? null,
    name: given.name ?? '',
    email: given.email ?? '',
    invited_by: given.invitedBy ?? null,
    created_at: now(),
    expires_at: new Date(now().getTime() + (given.hours ?? usualHours) * 3_600_000),
  }
  const [made] = await db<{ id: number }[]>`
    insert into bodies.invitation ${db(row)} on conflict (token_hash) do nothing returning id`
  return made?.id
}

/** Path of the page an invitation is opened on. */
export function invitationPath(token: string): string {
  return `/area/invito/${token}`
}

/** The body whose workspace an invitation opens, used or not; undefined for the programme's own. */
export async function bodyOfInvitation({ db }: Context, id: number): Promise<{ ipaCode: string } | undefined> {
  const [body] = await db<{ ipaCode: string }[]>`
    select ipa_code as "ipaCode" from bodies.invitation join bodies.body on body.id = body_id
    where invitation.id = ${id}`
  return body
}

/** @returns undefined for a token nobody gave, one that was used or revoked, and one that is too old. */
export async function findInvitation({ db, now }: Context, token: string): Promise<Invitation | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const [invitation] = await db<Invitation[]>`
    select ${invitationColumns(db)} from bodies.invitation
    where token_hash = ${hashToken(token)} and used_at is null and revoked_at is null and expires_at > ${now()}`
  return invitation
}

/** Why a token opens nothing. */
export async function spentInvitation(
  { db }: Context,
  token: string,
): Promise<'used' | 'revoked' | 'expired' | 'unknown'> {
  const [row] = await db<{ used: boolean; revoked: boolean }[]>`
    select used_at is not null as used, revoked_at is not null as revoked
    from bodies.invitation where token_hash = ${hashToken(token)}`
  if (!row) return 'unknown'
  if (row.used) return 'used'
  return row.revoked ? 'revoked' : 'expired'
}

/** Who opened it says their own name and address. */
export async function confirmInvitation(
  { db }: Context,
  id: number,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<void> {
  await db`update bodies.invitation set name = ${name}, email = ${email} where id = ${id} and used_at is null`
}

/** Takes it, once: of two who open it at the same moment one gets undefined. */
export async function takeInvitation({ db, now }: Context, id: number): Promise<Invitation | undefined> {
  const [invitation] = await db<Invitation[]>`
    update bodies.invitation set used_at = ${now()}
    where id = ${id} and used_at is null and revoked_at is null and expires_at > ${now()}
    returning ${invitationColumns(db)}`
  return invitation
}

/** In the transaction that took it: it was not for who tried, and waits for who it is for. */
export async function giveBackInvitation({ db }: Context, { id }: Invitation): Promise<void> {
  await db`update bodies.invitation set used_at = null where id = ${id}`
}

/** Waiting ones of a body, or the central ones (null), newest first. */
export async function listInvitations({ db, now }: Context, bodyId: number | null): Promise<Invitation[]> {
  return await db<Invitation[]>`
    select ${invitationColumns(db)} from bodies.invitation
    where body_id is not distinct from ${bodyId} and used_at is null and revoked_at is null and expires_at > ${now()}
      and purpose = 'member'
    order by id desc`
}

/** @returns whether there was one to revoke. */
export async function revokeInvitation({ db, now }: Context, bodyId: number | null, id: number): Promise<boolean> {
  const rows = await db`
    update bodies.invitation set revoked_at = ${now()}
    where id = ${id} and body_id is not distinct from ${bodyId} and used_at is null and revoked_at is null returning id`
  return rows.length > 0
}
