// SPDX-License-Identifier: AGPL-3.0-or-later
// Who manages the programme gives and takes central roles. Somebody always manages it without an end to their role; nobody
// changes a role of their own, and whatever is decided, is decided by one at a time.
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { fill } from '../../../base/language.ts'
import { writeMail } from '../../../base/mail/index.ts'
import { roleNames, roles, type Role } from '../../access/roles.ts'
import type { Account } from '../../accounts/account.ts'
import { masked } from '../../adhesion/send-link.ts'
import { audit } from '../../audit/audit.ts'
import type { Problem } from '../../made.ts'
import { Fields, type Given } from '../../read-fields.ts'
import type { Term } from '../../vocabularies/index.ts'
import { createInvitationOnce, findInvitation, invitationPath, revokeInvitation } from '../invitation.ts'
import type { Invited } from '../invite-member.ts'
import { changeMember, findMember, isLastOf, lockMembers, removeMember, type Member } from '../membership.ts'
import texts from './central-mail.json' with { type: 'json' }

const hours = 72

export const centralRoles: readonly Term[] = roleNames
  .filter((name) => roles[name].central)
  .map((code) => ({ code, label: roles[code].name.it, en: roles[code].name.en }))

export interface CentralInviting {
  readonly inviter: Account
  readonly given: Given
  /** Address of the workspace, for the link: https://ascolto.example. */
  readonly origin: string
  /** Of the link: the same for a form that is sent twice. */
  readonly token: string
}

export async function inviteCentral(context: Context, inviting: CentralInviting): Promise<Invited> {
  const { inviter, given, origin, token } = inviting
  const read = readCentral(context, given)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const { name, email, role, expiresOn } = read.value
  if (await hasRole(context, email, role)) return { kind: 'member' }
  const invited = {
    purpose: 'member',
    role,
    roleExpiresOn: expiresOn,
    name,
    email,
    invitedBy: inviter.id,
    hours,
  } as const
  const id = await createInvitationOnce(context, token, invited)
  if (id !== undefined) {
    await endEarlier(context, email, role, id)
    const values = {
      name,
      inviter: inviter.name,
      role: roles[role].name.it,
      hours,
      link: `${origin}${invitationPath(token)}`,
    }
    await writeMail(context, { recipient: email, subject: texts.subject, body: fill(texts.body, values) })
    await audit(context, {
      ...{ act: 'central.invite', actor: inviter.pseudonym, subject: `invitation ${id}` },
      after: { name, email: masked(email), role, expiresOn },
    })
  }
  const invitation = await findInvitation(context, token)
  return invitation ? { kind: 'invited', path: invitationPath(token), invitation } : { kind: 'spent' }
}

function readCentral(context: Context, given: Given) {
  const fields = new Fields(given, context.language)
  const value = {
    ...{ name: fields.plainName('name'), email: fields.email('email') },
    role: fields.term('role', centralRoles, undefined) as Role,
    expiresOn: fields.futureDay('expiresOn', context.now()),
  }
  return fields.done(() => value)
}

async function hasRole({ db, now }: Context, email: string, role: Role): Promise<boolean> {
  const rows = await db`
    select from bodies.membership join bodies.account on account.id = account_id
    where body_id is null and role = ${role} and lower(email) = lower(${email})
      and (expires_on is null or expires_on >= ${dayOf(now())}) limit 1`
  return rows.length > 0
}

/** A newer invitation to the same address for the same role ends the one before. */
async function endEarlier({ db, now }: Context, email: string, role: Role, id: number): Promise<void> {
  await db`
    update bodies.invitation set revoked_at = ${now()}
    where body_id is null and purpose = 'member' and role = ${role} and lower(email) = lower(${email}) and id <> ${id}
      and used_at is null and revoked_at is null`
}

/** @returns false when there is none to take back. */
export async function withdrawCentral(context: Context, id: number, actor: Account): Promise<boolean> {
  if (!(await revokeInvitation(context, null, id))) return false
  await audit(context, { act: 'central.withdraw-invitation', actor: actor.pseudonym, subject: `invitation ${id}` })
  return true
}

export interface CentralChanging {
  /** Of the membership. */
  readonly id: number
  readonly actor: Account
  readonly given: Given
}

/** unknown: no central role; self: their own; last: nobody would be left to manage the programme. */
export type CentralChanged =
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'self' | 'last'; readonly member: Member }
  | { readonly kind: 'faulty'; readonly member: Member; readonly problems: readonly Problem[] }

/** @param changing `given.expiresOn` is the new end; empty for none. */
export async function changeCentral(context: Context, { id, actor, given }: CentralChanging): Promise<CentralChanged> {
  const found = await memberFor(context, id, actor)
  if ('kind' in found) return found
  const { member } = found
  const fields = new Fields(given, context.language)
  const untouched = member.expiresOn !== null && given['expiresOn'] === member.expiresOn
  const expiresOn = untouched ? member.expiresOn : fields.futureDay('expiresOn', context.now())
  const read = fields.done(() => expiresOn)
  if (!read.ok) return { kind: 'faulty', member, problems: read.problems }
  if (expiresOn !== null && (await isNeeded(context, member))) return { kind: 'last', member }
  await changeMember(context, { ...member, expiresOn })
  await note(context, 'central.change', member, actor, { role: member.role, expiresOn })
  return { kind: 'done' }
}

export async function endCentral(context: Context, { id, actor }: CentralChanging): Promise<CentralChanged> {
  const found = await memberFor(context, id, actor)
  if ('kind' in found) return found
  const { member } = found
  if (await isNeeded(context, member)) return { kind: 'last', member }
  await removeMember(context, member.id)
  await note(context, 'central.remove', member, actor, null)
  return { kind: 'done' }
}

async function memberFor(context: Context, id: number, actor: Account): Promise<{ member: Member } | CentralChanged> {
  await lockMembers(context, null)
  const member = await findMember(context, null, id)
  if (!member) return { kind: 'unknown' }
  return member.accountId === actor.id ? { kind: 'self', member } : { member }
}

async function isNeeded(context: Context, member: Member): Promise<boolean> {
  return member.role === 'programme-manager' && (await isLastOf(context, member))
}

async function note(
  context: Context,
  act: string,
  member: Member,
  actor: Account,
  after: object | null,
): Promise<void> {
  const { pseudonym, role, expiresOn } = member
  const before = { role, expiresOn }
  await audit(context, { act, actor: actor.pseudonym, subject: `account ${pseudonym}`, before, after })
}
