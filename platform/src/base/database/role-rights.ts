// SPDX-License-Identifier: AGPL-3.0-or-later
// The roles with which public pages read and a person's acts are done. A role may be made after the tables, by hand, where our
// own user may not make roles; so its rights are seen to at every opening. It gets what base.role_right names.
import type { Sql } from './index.ts'

/** Reads for the public pages: no answers, no cube, no people. */
export const publicRole = 'ascolto_public'
/** Acts for a person: sees what the settings of its transaction open (migration 0008). */
export const workspaceRole = 'ascolto_workspace'

/** Whether this installation may use the role; a server whose user may not create roles has none. */
export async function hasRole(db: Sql, role: string): Promise<boolean> {
  const [row] = await db<{ usable: boolean }[]>`
    select pg_has_role(current_user, rolname, 'usage') as usable from pg_roles where rolname = ${role}`
  return row?.usable ?? false
}

interface Right {
  /** A table, a view or a function, with its schema. */
  readonly object: string
  /** As 'select' or 'update (name)'. */
  readonly privilege: string
}

/** What the role should have and has not; the role must exist. */
export async function missingRights(db: Sql, role: string): Promise<Right[]> {
  return await db<Right[]>`
    select object, privilege || coalesce(' (' || array_to_string(columns, ', ') || ')', '') as privilege
    from base.role_right
    where role = ${role} and not (
      has_schema_privilege(role, split_part(object, '.', 1), 'usage') and case
        when privilege = 'execute' then has_function_privilege(role, to_regproc(object)::oid, privilege)
        when columns is null then has_table_privilege(role, object, privilege)
        else (select bool_and(has_column_privilege(role, object, name, privilege)) from unnest(columns) as name)
      end)
    order by object, privilege`
}

/** Gives the role what it lacks, if our user may; what is still missing afterwards, the doctor tells. */
export async function grantRights(db: Sql, role: string): Promise<void> {
  for (const { object, privilege } of await missingRights(db, role)) {
    const kind = privilege === 'execute' ? 'function' : 'table'
    const statements = [
      `grant usage on schema ${object.split('.')[0]} to ${role}`,
      `grant ${privilege} on ${kind} ${object} to ${role}`,
    ]
    for (const statement of statements)
      await db.unsafe(statement).catch((error: unknown) => {
        // Not the owner of the tables, or another process that opens at the same moment was faster.
        if (!['42501', 'XX000'].includes((error as { code?: string }).code ?? '')) throw error
      })
  }
}
