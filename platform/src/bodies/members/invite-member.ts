// SPDX-License-Identifier: AGPL-3.0-or-later
// An administrator invites somebody to work for the body. The link goes by mail and is shown to the administrator once, for
// installations and people that mail does not reach. A newer invitation to the same address for the same role ends the one before.
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { fill } from '../../base/language.ts'
import { writeMail } from '../../base/mail/index.ts'
import { roles } from '../access/roles.ts'
import type { Account } from '../accounts/account.ts'
import { masked } from '../adhesion/send-link.ts'
import { audit } from '../audit/audit.ts'
import type { Body } from '../body.ts'
import type { Problem } from '../made.ts'
import type { Given } from '../read-fields.ts'
import { listServices } from '../service/find-services.ts'
import { createInvitationOnce, findInvitation, invitationPath, type Invitation } from './invitation.ts'
import texts from './member-mail.json' with { type: 'json' }
import { readInvited, type InvitedPerson } from './read-member.ts'

const hours = 72

export interface Inviting {
  readonly body: Body
  readonly inviter: Account
  readonly given: Given
  /** Address of the workspace, for the link: https://ascolto.example. */
  readonly origin: string
  /** Of the link: the same for a form that is sent twice. */
  readonly token: string
}

/** member: somebody of this address has the role; spent: the form was sent again after its link was used or revoked. */
export type Invited =
  | {
      readonly kind: 'invited'
      readonly path: string
      readonly invitation: Pick<Invitation, 'name' | 'email' | 'expiresAt'>
    }
  | { readonly kind: 'member' }
  | { readonly kind: 'spent' }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

export async function inviteMember(context: Context, inviting: Inviting): Promise<Invited> {
  const { body, inviter, given, token } = inviting
  const read = readInvited(context, await listServices(context, body.id), given)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const person = read.value
  if (await hasRole(context, body, person)) return { kind: 'member' }
  const { name, email, role, services, expiresOn } = person
  const id = await createInvitationOnce(context, token, {
    ...{
      purpose: 'member',
      bodyId: body.id,
      role,
      roleExpiresOn: expiresOn,
      name,
      email,
      invitedBy: inviter.id,
      hours,
    },
    services: services.map((service) => service.id),
  })
  if (id !== undefined) {
    await endEarlier(context, body, person, id)
    await send(context, inviting, person)
    await audit(context, {
      ...{ act: 'member.invite', actor: inviter.pseudonym, bodyId: body.id, subject: `invitation ${id}` },
      after: { name, email: masked(email), role, services: services.map(({ slug }) => slug), expiresOn },
    })
  }
  const invitation = await findInvitation(context, token)
  return invitation ? { kind: 'invited', path: invitationPath(token), invitation } : { kind: 'spent' }
}

async function hasRole({ db, now }: Context, { id }: Body, { email, role }: InvitedPerson): Promise<boolean> {
  const rows = await db`
    select from bodies.membership join bodies.account on account.id = account_id
    where body_id = ${id} and role = ${role} and lower(email) = lower(${email})
      and (expires_on is null or expires_on >= ${dayOf(now())}) limit 1`
  return rows.length > 0
}

async function endEarlier({ db, now }: Context, body: Body, { email, role }: InvitedPerson, id: number): Promise<void> {
  await db`
    update bodies.invitation set revoked_at = ${now()}
    where body_id = ${body.id} and purpose = 'member' and role = ${role} and lower(email) = lower(${email}) and id <> ${id}
      and used_at is null and revoked_at is null`
}

async function send(
  context: Context,
  { body, inviter, origin, token }: Inviting,
  person: InvitedPerson,
): Promise<void> {
  const { name, email, role } = person
  const [known] = await context.db<{ language: 'it' | 'en' }[]>`
    select language from bodies.account where lower(email) = lower(${email}) order by id limit 1`
  const language = known?.language ?? 'it'
  const { subject, body: text } = texts[language]
  const link = `${origin}${invitationPath(token)}`
  const values = {
    name,
    inviter: inviter.name,
    body: body.name,
    role: roles[role].name[language].toLowerCase(),
    hours,
    link,
  }
  await writeMail(context, { recipient: email, subject: fill(subject, values), body: fill(text, values) })
}
