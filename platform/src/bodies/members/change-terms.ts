// SPDX-License-Identifier: AGPL-3.0-or-later
// Changing what a role in the body stands on, and taking it away. A body always keeps an administrator whose role does not
// end; nobody changes their own role, but everybody may give it up. Whatever is decided, is decided by one at a time.
import type { Context } from '../../base/context.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import type { Body, Service } from '../body.ts'
import type { Problem } from '../made.ts'
import type { Given } from '../read-fields.ts'
import { listServices } from '../service/find-services.ts'
import { changeMember, findMember, isLastOf, lockMembers, removeMember, type Member } from './membership.ts'
import { readTerms } from './read-member.ts'

export interface Changing {
  readonly body: Body
  /** Of the membership. */
  readonly id: number
  readonly actor: Account
  readonly given: Given
}

/** unknown: not of this body; self: their own role; last: the body would be left without an administrator. */
export type Changed =
  | { readonly kind: 'unknown' }
  /** own: the person has given up their own role. */
  | { readonly kind: 'done'; readonly own: boolean }
  | { readonly kind: 'self' | 'last' | 'unconfirmed'; readonly member: Member }
  | { readonly kind: 'faulty'; readonly member: Member; readonly problems: readonly Problem[] }

export async function changeTerms(context: Context, { body, id, actor, given }: Changing): Promise<Changed> {
  await lockMembers(context, body.id)
  const member = await findMember(context, body.id, id)
  if (!member) return { kind: 'unknown' }
  if (member.accountId === actor.id) return { kind: 'self', member }
  const services = await listServices(context, body.id)
  const read = readTerms(context, member, services, given)
  if (!read.ok) return { kind: 'faulty', member, problems: read.problems }
  const { expiresOn } = read.value
  if (expiresOn !== null && (await isNeeded(context, member))) return { kind: 'last', member }
  const after = { ...member, expiresOn, services: read.value.services.map((service) => service.id) }
  const [was, is] = [wordsOf(member, services), wordsOf(after, services)]
  if (JSON.stringify(was) === JSON.stringify(is)) return { kind: 'done', own: false }
  await changeMember(context, after)
  await audit(context, { ...entryOf('member.change', body, member, actor), before: was, after: is })
  return { kind: 'done', own: false }
}

/** @param changing `given.confirm` is 'yes' when the person who gives up their own role has been told what it means. */
export async function endMembership(context: Context, { body, id, actor, given }: Changing): Promise<Changed> {
  await lockMembers(context, body.id)
  const member = await findMember(context, body.id, id)
  if (!member) return { kind: 'unknown' }
  if (await isNeeded(context, member)) return { kind: 'last', member }
  const own = member.accountId === actor.id
  if (own && given['confirm'] !== 'yes') return { kind: 'unconfirmed', member }
  const before = wordsOf(member, await listServices(context, body.id))
  const revoked = await revokeLinks(context, body, member)
  await removeMember(context, member.id)
  const after = revoked > 0 ? { revokedInvitations: revoked } : null
  await audit(context, { ...entryOf('member.remove', body, member, actor), before, after })
  return { kind: 'done', own }
}

async function isNeeded(context: Context, member: Member): Promise<boolean> {
  return member.role === 'administrator' && (await isLastOf(context, member))
}

/** Links are made by people: those of who leaves, and those that give who leaves their access back, leave with them. */
async function revokeLinks({ db, now }: Context, body: Body, { accountId }: Member): Promise<number> {
  const rows = await db`
    update bodies.invitation set revoked_at = ${now()}
    where body_id = ${body.id} and (invited_by = ${accountId} or (purpose = 'recovery' and account_id = ${accountId}))
      and used_at is null and revoked_at is null
    returning id`
  return rows.length
}

function wordsOf({ role, services, expiresOn }: Member, all: readonly Service[]): object {
  return { role, services: all.filter(({ id }) => services.includes(id)).map(({ slug }) => slug), expiresOn }
}

function entryOf(act: string, body: Body, { pseudonym }: Member, actor: Account) {
  return { act, actor: actor.pseudonym, bodyId: body.id, subject: `account ${pseudonym}` }
}
