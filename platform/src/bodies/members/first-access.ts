// SPDX-License-Identifier: AGPL-3.0-or-later
// How the first person comes in: until somebody manages the programme, each start gives a one-time link that makes its
// opener programme manager, and the links given before are worth nothing.
import type { Context } from '../../base/context.ts'
import { createInvitation } from './invitation.ts'

const role = 'programme-manager'
const hours = 7 * 24

/** @returns the token of the link; undefined when somebody has the role. */
export async function firstAccess(context: Context): Promise<string | undefined> {
  const { db, now } = context
  const managers = await db`select from bodies.membership where role = ${role} limit 1`
  if (managers.length > 0) return undefined
  await db`
    update bodies.invitation set revoked_at = ${now()}
    where role = ${role} and invited_by is null and used_at is null and revoked_at is null`
  return createInvitation(context, { purpose: 'member', role, hours })
}
