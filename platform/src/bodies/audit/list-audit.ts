// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading the log of acts: newest first, page by page from the last entry seen, so that what is added meanwhile moves nothing.
// Which entries there are for somebody the policies of migration 0008 decide.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import { searchText } from '../../base/search-text.ts'

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
  /** Of a person: the name, where the reader may know it. */
  readonly subjectName: string | null
  readonly before: unknown
  readonly after: unknown
  /** Of the chain, hexadecimal. */
  readonly hash: string
}

export interface AuditSearch {
  readonly bodyId?: number | undefined
  /** Name of an act, or what the names of an area begin with: 'member.'. */
  readonly act?: string | undefined
  /** Pseudonym, or words of the name or address, of who acted or whom it concerns. */
  readonly person?: string | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  /** Entries older than this one. */
  readonly before?: number | undefined
  readonly limit: number
}

const entryColumns = (db: Sql) => db`
  entry.id, entry.at, entry.actor, actor.name as "actorName", entry.act, entry.body_id as "bodyId", body.name as "bodyName",
  entry.subject, person.name as "subjectName", entry.before, entry.after, encode(entry.hash, 'hex') as hash`

export async function listAudit({ db }: Context, search: AuditSearch): Promise<AuditEntry[]> {
  const { bodyId = null, act = '', person = '', from = null, to = null, before = null, limit } = search
  return await db<AuditEntry[]>`
    select ${entryColumns(db)} from bodies.audit_entry entry
    left join bodies.account actor on actor.pseudonym = entry.actor
    left join bodies.account person on entry.subject = 'account ' || person.pseudonym
    left join bodies.body on body.id = entry.body_id
    where (${bodyId}::bigint is null or entry.body_id = ${bodyId})
      and (entry.act = ${act} or (${act === '' || act.endsWith('.')} and starts_with(entry.act, ${act})))
      and (${from}::date is null or entry.at >= ${from}::date) and (${to}::date is null or entry.at < ${to}::date + 1)
      and (${before}::bigint is null or entry.id < ${before})
      ${concerns(db, person)}
    order by entry.id desc limit ${limit}`
}

const pseudonym = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function concerns(db: Sql, person: string) {
  const text = person.trim().toLowerCase()
  if (text === '') return db``
  const meant = pseudonym.test(text)
    ? db`select ${text}::uuid as pseudonym`
    : db`select pseudonym from bodies.account
         where regexp_replace(lower(normalize(name || ' ' || email, NFD)), '[\u0300-\u036f]', '', 'g') like all(${patterns(text)}::text[])`
  return db`
    and exists (select from (${meant}) as meant
                where entry.actor = meant.pseudonym or entry.subject = 'account ' || meant.pseudonym)`
}

const patterns = (text: string): string[] =>
  searchText(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`)
