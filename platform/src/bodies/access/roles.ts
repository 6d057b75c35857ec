// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may do what, as data: the roles, and for each permission the roles that have it. Everything not written there is
// denied. The table in docs/reference/roles.md is made from the same two files.
import permissionsFile from './permissions.json' with { type: 'json' }
import rolesFile from './roles.json' with { type: 'json' }

export type Role = keyof typeof rolesFile
export type Permission = keyof typeof permissionsFile

export interface RoleWords {
  readonly central: boolean
  readonly name: Readonly<Record<'it' | 'en', string>>
  readonly can: Readonly<Record<'it' | 'en', string>>
}

export interface Rule {
  /** Italian, for the table of roles. */
  readonly words: string
  /** Whoever is logged in; it is about nothing but themselves. */
  readonly anyone?: boolean
  /** Roles in the body it is about. */
  readonly body?: readonly Role[]
  /** Central roles, whatever body it is about. */
  readonly central?: readonly Role[]
  /** Whether support may do it while it looks at the workspace as that body. */
  readonly viewing?: boolean
  /** Whether the person must have proved who they are a moment ago. */
  readonly fresh?: boolean
  /** Whether it changes something of the body: not possible while the body is held. */
  readonly writes?: boolean
}

export const roles: Readonly<Record<Role, RoleWords>> = rolesFile
export const permissions = permissionsFile as Readonly<Record<Permission, Rule>>
export const roleNames = Object.keys(rolesFile) as readonly Role[]
export const permissionNames = Object.keys(permissionsFile) as readonly Permission[]

export function isRole(value: unknown): value is Role {
  return roleNames.some((name) => name === value)
}

export function isPermission(value: unknown): value is Permission {
  return permissionNames.some((name) => name === value)
}

/** One role of a person. */
export interface Membership {
  readonly id: number
  readonly role: Role
  /** null: a central role. */
  readonly bodyId: number | null
  /** Of a service owner: the services entrusted to them. */
  readonly services: readonly number[]
  readonly expiresOn: string | null
  /** Whether the adhesion of the body is suspended or closed: then the role only reads. */
  readonly held: boolean
}

/** What an act is about. */
export interface Subject {
  readonly bodyId: number
  /** null: the body as a whole. */
  readonly serviceId: number | null
}

/**
 * Whether these roles allow it.
 * @param subject null for what is about no body: then only central roles count.
 * @param viewing the body support is looking at the workspace as.
 */
export function mayDo(
  memberships: readonly Membership[],
  permission: Permission,
  subject: Subject | null,
  viewing: number | null = null,
): boolean {
  const { anyone = false, body = [], central = [], viewing: viewable = false, writes = false } = permissions[permission]
  if (anyone) return true
  return memberships.some(({ role, bodyId, services, held }) => {
    if (bodyId === null) {
      return (
        central.includes(role) || (viewable && role === 'support' && viewing !== null && viewing === subject?.bodyId)
      )
    }
    if (subject === null || bodyId !== subject.bodyId || !body.includes(role) || (writes && held)) return false
    return role !== 'service-owner' || subject.serviceId === null || services.includes(subject.serviceId)
  })
}
