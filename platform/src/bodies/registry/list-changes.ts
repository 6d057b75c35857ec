// SPDX-License-Identifier: AGPL-3.0-or-later
// What an import of the registry changed, body by body, for who wants to see it rather than believe the counts.
import type { Context } from '../../base/context.ts'
import type { ChangeCounts } from './store.ts'

export type RegistryChangeKind = keyof ChangeCounts

export interface RegistryChange {
  readonly ipaCode: string
  readonly name: string
  /** What a renamed body was called before. */
  readonly nameBefore: string | null
  /** Code of the body a merged one went into. */
  readonly into: string | null
}

/** By name. */
export async function listRegistryChanges(
  { db }: Context,
  importId: number,
  kind: RegistryChangeKind,
  limit: number,
): Promise<RegistryChange[]> {
  return await db<RegistryChange[]>`
    select ipa_code as "ipaCode", name, before ->> 'name' as "nameBefore", after ->> 'into' as into
    from bodies.body_history join bodies.body on body.id = body_id
    where body_history.import_id = ${importId} and change = ${kind}
    order by sort_name, body.id limit ${limit}`
}

export interface RegistryImport {
  readonly day: string
  readonly fileName: string
  readonly counts: Readonly<Partial<ChangeCounts>>
}

/** The last ones first. */
export async function listRegistryImports({ db }: Context, limit: number): Promise<RegistryImport[]> {
  return await db<RegistryImport[]>`
    select day, file_name as "fileName", counts from bodies.registry_import order by id desc limit ${limit}`
}
