// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles of people in a body, or central ones. Roles are read with each request, so that one that is taken away is gone at
// once, on every open session.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { dayOf } from '../../base/day.ts'
import type { Membership, Role } from '../access/roles.ts'

export interface Member extends Membership {
  readonly accountId: number
  readonly pseudonym: string
  readonly name: string
  readonly email: string
  readonly createdAt: Date
}

export interface GivenRole {
  readonly accountId: number
  /** null: a central role. */
  readonly bodyId: number | null
  readonly role: Role
  readonly services: readonly number[]
  readonly expiresOn: string | null
}

/** Gives the role. To who has it already it adds – a later end, more services – and takes nothing away. */
export async function giveRole(context: Context, given: GivenRole): Promise<void> {
  const { db, now } = context
  const { accountId, bodyId, role, services, expiresOn } = given
  const today = dayOf(now())
  // A role that is over begins anew: what was entrusted in its time is not.
  await db`
    delete from bodies.owned_service using bodies.membership
    where membership.id = membership_id and account_id = ${accountId} and body_id is not distinct from ${bodyId}
      and role = ${role} and expires_on < ${today}`
  const [row] = await db<{ id: number }[]>`
    insert into bodies.membership (account_id, body_id, role, expires_on, created_at)
    values (${accountId}, ${bodyId}, ${role}, ${expiresOn}, ${now()})
    on conflict (account_id, body_id, role) do update
    set warned_on = null, expires_on = case when membership.expires_on < ${today} then excluded.expires_on
      else nullif(greatest(coalesce(membership.expires_on, 'infinity'), coalesce(excluded.expires_on, 'infinity')), 'infinity') end
    returning id`
  await addServices(context, row!.id, services)
}

/** Only services of the membership's own body are entrusted; others are passed over. */
async function addServices({ db }: Pick<Context, 'db'>, id: number, services: readonly number[]): Promise<void> {
  await db`
    insert into bodies.owned_service (membership_id, service_id)
    select membership.id, service.id from bodies.membership join bodies.service on service.body_id = membership.body_id
    where membership.id = ${id} and service.id = any(${[...services]}::bigint[])
    on conflict do nothing`
}

export const memberColumns = (db: Sql) => db`
  membership.id, role, body_id as "bodyId", expires_on as "expiresOn", account_id as "accountId", pseudonym,
  account.name, account.email, membership.created_at as "createdAt",
  bodies.hold_of(body_id) is not null as held,
  array(select service_id from bodies.owned_service where membership_id = membership.id order by service_id) as services`

/** Of a body, or the central ones (null), by name. */
export async function listMembers({ db }: Context, bodyId: number | null): Promise<Member[]> {
  return await db<Member[]>`
    select ${memberColumns(db)} from bodies.membership join bodies.account on account.id = account_id
    where body_id is not distinct from ${bodyId}
    order by lower(name), membership.id`
}

/** @returns undefined when the body has no such membership. */
export async function findMember({ db }: Context, bodyId: number | null, id: number): Promise<Member | undefined> {
  const [member] = await db<Member[]>`
    select ${memberColumns(db)} from bodies.membership join bodies.account on account.id = account_id
    where membership.id = ${id} and body_id is not distinct from ${bodyId}`
  return member
}

/** Until the end of the transaction nobody else decides about who works there: what was asked after it stays true. */
export async function lockMembers({ db }: Context, bodyId: number | null): Promise<void> {
  await db`select pg_advisory_xact_lock(hashtextextended(${`bodies.membership ${bodyId}`}, 0))`
}

export async function changeMember(
  context: Context,
  { id, services, expiresOn }: Pick<Member, 'id' | 'services' | 'expiresOn'>,
): Promise<void> {
  const { db } = context
  await db`update bodies.membership set expires_on = ${expiresOn}, warned_on = null where id = ${id}`
  await db`delete from bodies.owned_service where membership_id = ${id} and service_id <> all(${[...services]}::bigint[])`
  await addServices(context, id, services)
}

export async function removeMember({ db }: Context, id: number): Promise<void> {
  await db`delete from bodies.membership where id = ${id}`
}

/** Whether nobody else would hold this role there tomorrow and after. Ask it after lockMembers. */
export async function isLastOf(
  { db }: Context,
  { id, bodyId, role }: Pick<Member, 'id' | 'bodyId' | 'role'>,
): Promise<boolean> {
  const others = await db`
    select from bodies.membership join bodies.account on account.id = account_id
    where body_id is not distinct from ${bodyId} and role = ${role} and membership.id <> ${id}
      and expires_on is null and account.state = 'active' limit 1`
  return others.length === 0
}
