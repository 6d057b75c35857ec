// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of roles, cell by cell: what a role makes of a permission, on its own body and on another one. The page in
// docs/reference is made of it, and a test asks the running server about every cell.
import { mayDo, roles, type Membership, type Permission, type Role, type Subject } from './roles.ts'

/** What a route is about, by the names in its address. */
export type About = 'nothing' | 'body' | 'service'

/** Whose things a role may do it with. viewing: those of the body support looks at the workspace as. self: it is about the person. */
export type Reach = 'none' | 'self' | 'own services' | 'own body' | 'viewing' | 'every body'

const ownBody = 1
const ownService = 1
const other = 2

const subjects: Readonly<Record<About, readonly Subject[]>> = {
  nothing: [],
  body: [{ bodyId: ownBody, serviceId: null }],
  service: [
    { bodyId: ownBody, serviceId: ownService },
    { bodyId: ownBody, serviceId: other },
  ],
}

/** What the role makes of a route: who only looks, changes nothing. */
export function reachOfRoute(role: Role, permission: Permission, route: { method: string; url: string }): Reach {
  const reach = reachOf(role, permission, aboutOf(route.url))
  return reach === 'viewing' && !['GET', 'HEAD'].includes(route.method) ? 'none' : reach
}

export function reachOf(role: Role, permission: Permission, about: About): Reach {
  const may = (subject: Subject | null, viewing: number | null = null): boolean =>
    mayDo([membershipOf(role)], permission, subject, viewing)
  if (mayDo([], permission, null)) return 'self'
  if (about === 'nothing') return may(null) ? 'every body' : 'none'
  const [own, ...others] = subjects[about]
  if (may({ bodyId: other, serviceId: about === 'service' ? other : null })) return 'every body'
  if (may(own!)) return others.every((subject) => may(subject)) ? 'own body' : 'own services'
  return may(own!, ownBody) ? 'viewing' : 'none'
}

function membershipOf(role: Role): Membership {
  const bodyId = roles[role].central ? null : ownBody
  return { id: 1, role, bodyId, services: [ownService], expiresOn: null, held: false }
}

/** What a route is about, from its address: the names find-subject.ts knows. */
export function aboutOf(url: string): About {
  if (/\/:(?:slug|code)(?:\/|$)/.test(url)) return 'service'
  return /\/:ipa(?:\/|$)/.test(url) ? 'body' : 'nothing'
}
