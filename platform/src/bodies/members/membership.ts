// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles of people in a body, or central ones. Roles are read with each request, so that one that is taken away is gone at
// once, on every open session.
import type { Context } from '../../base/context.ts'
import type { Membership, Role } from '../access/roles.ts'

export interface Member extends Membership {
  readonly accountId: number
  readonly pseudonym: string
  readonly name: string
  readonly email: string
}

export interface GivenRole {
  readonly accountId: number
  /** null: a central role. */
  readonly bodyId: number | null
  readonly role: Role
  readonly services: readonly number[]
  readonly expiresOn: string | null
}

/** Gives the role, or renews it: services and expiry are then the new ones. */
export async function giveRole({ db, now }: Context, given: GivenRole): Promise<void> {
  const { accountId, bodyId, role, services, expiresOn } = given
  const [row] = await db<{ id: number }[]>`
    insert into bodies.membership (account_id, body_id, role, expires_on, created_at)
    values (${accountId}, ${bodyId}, ${role}, ${expiresOn}, ${now()})
    on conflict (account_id, body_id, role) do update set expires_on = excluded.expires_on, warned_on = null
    returning id`
  await setServices({ db }, row!.id, services)
}

/** Only services of the membership's own body are entrusted; others are passed over. */
async function setServices({ db }: Pick<Context, 'db'>, id: number, services: readonly number[]): Promise<void> {
  await db`delete from bodies.owned_service where membership_id = ${id}`
  await db`
    insert into bodies.owned_service (membership_id, service_id)
    select membership.id, service.id from bodies.membership join bodies.service on service.body_id = membership.body_id
    where membership.id = ${id} and service.id = any(${[...services]}::bigint[])`
}

/** Of a body, or the central ones (null), by name. */
export async function listMembers({ db }: Context, bodyId: number | null): Promise<Member[]> {
  return await db<Member[]>`
    select membership.id, role, body_id as "bodyId", expires_on as "expiresOn", account_id as "accountId", pseudonym, name, email,
           bodies.hold_of(body_id) is not null as held,
           array(select service_id from bodies.owned_service where membership_id = membership.id) as services
    from bodies.membership join bodies.account on account.id = account_id
    where body_id is not distinct from ${bodyId}
    order by lower(name), membership.id`
}

/** @returns the membership that was there, or undefined. The last administrator of a body cannot be taken away. */
export async function findMember(context: Context, bodyId: number | null, id: number): Promise<Member | undefined> {
  return (await listMembers(context, bodyId)).find((member) => member.id === id)
}

export async function changeMember(
  { db }: Context,
  { id, services, expiresOn }: Pick<Member, 'id' | 'services' | 'expiresOn'>,
): Promise<void> {
  await db`update bodies.membership set expires_on = ${expiresOn}, warned_on = null where id = ${id}`
  await setServices({ db }, id, services)
}

export async function removeMember({ db }: Context, id: number): Promise<void> {
  await db`delete from bodies.membership where id = ${id}`
}

/** Whether somebody else would still hold this role there tomorrow and after. */
export async function isLastOf({ db }: Context, { id, bodyId, role }: Member): Promise<boolean> {
  const others = await db`
    select from bodies.membership
    where body_id is not distinct from ${bodyId} and role = ${role} and id <> ${id} and expires_on is null limit 1`
  return others.length === 0
}
