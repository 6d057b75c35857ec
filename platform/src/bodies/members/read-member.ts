// SPDX-License-Identifier: AGPL-3.0-or-later
// What an administrator says of somebody who works for the body: who it is, the role, what a service owner looks after, until when.
import type { Context } from '../../base/context.ts'
import { roleNames, roles, type Role } from '../access/roles.ts'
import type { Service } from '../body.ts'
import type { Made } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import type { Term } from '../vocabularies/index.ts'
import type { Member } from './membership.ts'

/** The roles of a body, as terms of a form. */
export const bodyRoles: readonly Term[] = roleNames
  .filter((name) => !roles[name].central)
  .map((code) => ({ code, label: roles[code].name.it, en: roles[code].name.en }))

/** Services as terms of a form: their slugs say nothing about other bodies. */
export function serviceTerms(services: readonly Service[]): Term[] {
  return services.map(({ slug, name }) => ({ code: slug, label: name }))
}

export interface RoleTerms {
  readonly services: readonly Service[]
  readonly expiresOn: string | null
}

export interface InvitedPerson extends RoleTerms {
  readonly name: string
  readonly email: string
  readonly role: Role
}

/** @param services of the body: nothing else can be entrusted. */
export function readInvited(context: Context, services: readonly Service[], given: Given): Made<InvitedPerson> {
  const fields = new Fields(given, context.language)
  const [name, email] = [fields.plainName('name'), fields.email('email')]
  const role = fields.term('role', bodyRoles, undefined) as Role
  const value = {
    name,
    email,
    role,
    ...termsOf(fields, role, services),
    expiresOn: fields.futureDay('expiresOn', context.now()),
  }
  return fields.done(() => value)
}

/** @param member how it stands: an end that is not touched may have come already. */
export function readTerms(
  context: Context,
  { role, expiresOn }: Pick<Member, 'role' | 'expiresOn'>,
  services: readonly Service[],
  given: Given,
): Made<RoleTerms> {
  const fields = new Fields(given, context.language)
  const untouched = expiresOn !== null && given['expiresOn'] === expiresOn
  const ends = untouched ? expiresOn : fields.futureDay('expiresOn', context.now())
  const value = { ...termsOf(fields, role, services), expiresOn: ends }
  return fields.done(() => value)
}

/** Only service owners have services of their own. */
function termsOf(fields: Fields, role: Role | undefined, services: readonly Service[]): Pick<RoleTerms, 'services'> {
  if (role !== 'service-owner') return { services: [] }
  const chosen = fields.someTerms('services', serviceTerms(services))
  return { services: services.filter(({ slug }) => chosen.includes(slug)) }
}
