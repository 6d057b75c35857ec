// SPDX-License-Identifier: AGPL-3.0-or-later
// The role with which public pages read. It may be made after the tables, by hand, where our own user may not make roles;
// so its rights are seen to at every opening and not only by the migrations. It gets what base.public_relation names.
import type { Sql } from './index.ts'

export const publicRole = 'ascolto_public'

export async function hasPublicRole(db: Sql): Promise<boolean> {
  const [row] = await db<{ usable: boolean }[]>`
    select pg_has_role(current_user, rolname, 'usage') as usable from pg_roles where rolname = ${publicRole}`
  return row?.usable ?? false
}

interface Missing {
  readonly name: string
  readonly schema: string
  /** Whether rows of the table are guarded and no policy shows them to the role. */
  readonly policy: boolean
}

/** The public tables that the role cannot read; the role must exist. */
export async function missingRights(db: Sql): Promise<Missing[]> {
  return await db<Missing[]>`
    with relation as (
      select name, to_regclass(name)::oid as id, split_part(name, '.', 1) as schema
      from base.public_relation where to_regclass(name) is not null
    ), guarded as (
      select relation.*, class.relrowsecurity and not exists (
               select from pg_policies
               where pg_policies.schemaname || '.' || tablename = name
                 and roles && array[${publicRole}::name, 'public'] and cmd in ('ALL', 'SELECT')) as policy
      from relation join pg_class as class on class.oid = relation.id
    )
    select name, schema, policy from guarded
    where policy or not has_table_privilege(${publicRole}, id, 'select')
          or not has_schema_privilege(${publicRole}, schema, 'usage')
    order by name`
}

/** Gives the role what it lacks, if our user may; what is still missing afterwards, the doctor tells. */
export async function grantPublicRights(db: Sql): Promise<void> {
  for (const { name, schema, policy } of await missingRights(db)) {
    const statements = [
      `grant usage on schema ${schema} to ${publicRole}`,
      `grant select on ${name} to ${publicRole}`,
      ...(policy ? [`create policy public_reads on ${name} for select to ${publicRole} using (true)`] : []),
    ]
    for (const statement of statements)
      await db.unsafe(statement).catch((error: unknown) => {
        // Not the owner of the tables, or another process that opens at the same moment was faster.
        if (!['42501', '42710', 'XX000'].includes((error as { code?: string }).code ?? '')) throw error
      })
  }
}
