// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of acts: who (pseudonym), what, on what, before and after. Only ever added to, in the transaction of the act itself;
// each entry holds the hash of the one before, so that a change to the past shows. The database makes the hash (0007).
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'

export interface AuditEntry {
  readonly id: number
  readonly at: Date
  /** Pseudonym; null: the platform itself. */
  readonly actor: string | null
  /** The actor's name, where the reader may know it. */
  readonly actorName: string | null
  /** As 'service.create'. */
  readonly act: string
  readonly bodyId: number | null
  readonly bodyName: string | null
  /** What it was done to, as 'service inps-assegno-unico'. */
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

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

export interface AuditSearch {
  readonly bodyId?: number | undefined
  /** Beginning of the act's name. */
  readonly act?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Entries older than this one. */
  readonly before?: number | undefined
  readonly limit: number
}

const entryColumns = (db: Sql) => db`
  entry.id, entry.at, entry.actor, account.name as "actorName", entry.act, entry.body_id as "bodyId", body.name as "bodyName",
  entry.subject, entry.before, entry.after`

/** Newest first; only what the reader's rights show. */
export async function listAudit({ db }: Context, search: AuditSearch): Promise<AuditEntry[]> {
  const { bodyId = null, act = '', from = null, to = null, before = null, limit } = search
  return await db<AuditEntry[]>`
    select ${entryColumns(db)} from bodies.audit_entry entry
    left join bodies.account on account.pseudonym = entry.actor
    left join bodies.body on body.id = entry.body_id
    where (${bodyId}::bigint is null or entry.body_id = ${bodyId})
      and starts_with(entry.act, ${act})
      and (${from}::date is null or entry.at >= ${from}::date) and (${to}::date is null or entry.at < ${to}::date + 1)
      and (${before}::bigint is null or entry.id < ${before})
    order by entry.id desc limit ${limit}`
}

/** @returns the first entry that does not fit the one before it, or undefined when the chain is whole; and its length. */
export async function verifyAudit({ db }: Context): Promise<{ entries: number; broken: number | undefined }> {
  const [row] = await db<{ entries: number; broken: number | null }[]>`
    select count(*) as entries, min(id) filter (where not whole) as broken
    from (
      select id, entry.hash = bodies.audit_hash(entry)
                 and entry.previous_hash = coalesce(lag(entry.hash) over (order by id), '')
                 and id = row_number() over (order by id) as whole
      from bodies.audit_entry entry
    ) as checked`
  return { entries: row!.entries, broken: row!.broken ?? undefined }
}
