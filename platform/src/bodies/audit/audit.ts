// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of acts: who (pseudonym), what, on what, before and after. Only ever added to, in the transaction of the act itself;
// each entry holds the hash of the one before, so that a change to the past shows. The database makes the hash (0007).
import type { Context } from '../../base/context.ts'

export interface Act {
  readonly act: string
  /** Pseudonym of the account; absent: the platform itself. */
  readonly actor?: string
  readonly bodyId?: number | null
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
}

export async function audit({ db, now }: Context, entry: Act): Promise<void> {
  const { act, actor = null, bodyId = null, subject, before = null, after = null } = entry
  const json = (value: unknown) => (value === null ? null : db.json(value as never))
  await db`
    select bodies.add_audit_entry(${now()}, ${actor}::uuid, ${act}, ${bodyId}::bigint, ${subject}, ${json(before)}, ${json(after)})`
}

export interface Verified {
  readonly entries: number
  /** The first entry that does not fit the one before it; undefined when the chain is whole. */
  readonly broken: number | undefined
  /** Hash of the last entry, hexadecimal: kept elsewhere, it shows whether entries were cut off at the end. */
  readonly last: string | undefined
}

export async function verifyAudit({ db }: Context): Promise<Verified> {
  const [row] = await db<{ entries: number; broken: number | null; last: string | null }[]>`
    select count(*) as entries, min(id) filter (where not whole) as broken,
           (select encode(hash, 'hex') from bodies.audit_entry order by id desc limit 1) as last
    from (
      select id, entry.hash = bodies.audit_hash(entry)
                 and entry.previous_hash = coalesce(lag(entry.hash) over (order by id), '')
                 and id = row_number() over (order by id) as whole
      from bodies.audit_entry entry
    ) as checked`
  return { entries: row!.entries, broken: row!.broken ?? undefined, last: row!.last ?? undefined }
}
