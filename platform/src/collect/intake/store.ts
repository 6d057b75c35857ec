// SPDX-License-Identifier: AGPL-3.0-or-later
// The only statements that write answers, with collect.take_new of the database. A group is one statement, so one
// transaction: receipt, answer and contribution to the cube are there together or not at all. Rows go in by the order of
// their ids: two processes never wait for each other in a circle, and the order of arrival is not kept.
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { AnswerRow } from './prepare-answer.ts'
import type { AnswerPlace, Assurance } from './submission.ts'

/** What the database holds for a key after the commit; `fresh` when this very row was stored. */
export interface Stored {
  fresh: boolean
  day: Day
  fingerprint: string
  sealedExpiry: number
}

/** Makes sure the month of each of these days has its own partition. */
export async function ensureMonths(db: Sql, months: readonly Day[]): Promise<void> {
  for (const month of months) await db`select collect.ensure_month(${month})`
}

type Read = (row: AnswerRow) => string | number | null

/**
 * What a row has of words and numbers, none of which needs escaping, with its type; in the order of collect.take_new. Each is read by
 * a function of its own: to read seventeen members by name is what a program does slowest.
 */
const plainColumns: readonly (readonly [type: string, read: Read])[] = [
  ['bigint', (row) => row.serviceId],
  ['uuid', (row) => row.id],
  ['date', (row) => row.day],
  ['text', (row) => row.fingerprint],
  ['int', (row) => row.sealedExpiry],
  ['bigint', (row) => row.touchpointId],
  ['int', (row) => row.versionId],
  ['int', (row) => row.sourceId],
  ['text', (row) => row.stream],
  ['text', (row) => row.channel],
  ['text', (row) => row.device],
  ['text', (row) => row.userKind],
  ['text', (row) => row.language],
  ['text', (row) => row.state],
  ['text', (row) => row.heldFor],
  ['text', (row) => row.assurance],
  ['text', (row) => row.spends],
]

/** The arrays of `columns` as parameters, behind the day they are taken on. */
const parameters = [...plainColumns.map(([type]) => type), 'text', 'text']
  .map((type, index) => `$${index + 2}::${type}[]`)
  .join(', ')

/** The rows, one array a column: the plain ones, codes, suggestion. */
function columns(rows: readonly AnswerRow[]): (string | (string | null)[])[] {
  return [
    ...plainColumns.map(([, read]) => `{${rows.map((row) => read(row) ?? 'null').join(',')}}`),
    `{"${rows.map(({ codes }) => codes).join('","')}"}`,
    rows.map(({ suggestion }) => suggestion),
  ]
}

/** A statement on rows; its text is put together once, since every answer goes through it. */
async function onRows<Row extends object>(db: Sql, text: string, takenOn: Day, rows: readonly AnswerRow[]) {
  return await db.unsafe<Row[]>(text, [takenOn, ...columns(rows)], { prepare: true })
}

const takeNew = `select collect.take_new($1, ${parameters}) as taken`

/**
 * Stores the rows and spends their codes.
 * @returns the ids of all; undefined when one of them was there already, or its code was not, and nothing was stored.
 */
export async function insertAll(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<Set<string> | undefined> {
  const [row] = await onRows<{ taken: boolean }>(db, takeNew, takenOn, rows)
  return row!.taken ? new Set(rows.map(({ id }) => id)) : undefined
}

const takeFresh = `
    with submitted as materialized (
      select service_id, id, day, decode(fingerprint, 'hex') as fingerprint, sealed_expiry, touchpoint_id, version_id,
             source_id, stream, channel, device, user_kind, language, state, held_for, assurance,
             codes::smallint[] as codes, suggestion
      from unnest(${parameters})
        as s (service_id, id, day, fingerprint, sealed_expiry, touchpoint_id, version_id, source_id, stream, channel,
              device, user_kind, language, state, held_for, assurance, spends, codes, suggestion)
    ), fresh as (
      insert into collect.receipt (service_id, id, day, fingerprint, sealed_expiry, taken_on)
      select service_id, id, day, fingerprint, sealed_expiry, $1::date from submitted
      on conflict do nothing
      returning service_id, id
    ), answered as (
      -- A receipt that was forgotten since does not make its answer new.
      insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
                                  user_kind, language, state, held_for, assurance, codes, suggestion)
      select service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
             user_kind, language, state, held_for, assurance, codes, suggestion
      from submitted join fresh using (service_id, id)
      on conflict do nothing
      returning service_id, day, id
    ), counted as (
      insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
      select service_id, day, version_id, source_id, stream, channel, device, user_kind, 1, codes::text
      from submitted join answered using (service_id, day, id) where state = 'counted'
    )
    select replace(id::text, '-', '') as id from answered`

/** Stores the rows, which spend no code, whose key is new and passes the others by. @returns the ids of those it stored. */
export async function insertNew(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<Set<string>> {
  const fresh = await onRows<{ id: string }>(db, takeFresh, takenOn, rows)
  return new Set(fresh.map(({ id }) => id))
}

/** What is stored under the keys of these rows, by id. */
export async function findReceipts(db: Sql, rows: readonly AnswerRow[]): Promise<Map<string, Stored>> {
  const found = await db<{ id: string; day: Day; fingerprint: string; sealedExpiry: number }[]>`
    select replace(id::text, '-', '') as id, day, encode(fingerprint, 'hex') as fingerprint, sealed_expiry as "sealedExpiry"
    from collect.receipt
    where (service_id, id) in (
      select * from unnest(${rows.map((row) => row.serviceId)}::bigint[], ${rows.map((row) => row.id)}::uuid[]))`
  return new Map(found.map(({ id, ...stored }) => [id, { fresh: false, ...stored }]))
}

/** The codes of these rows that nobody has spent yet, and whether they are good; another may spend one before it is written. */
export async function findUnspent(db: Sql, rows: readonly AnswerRow[]): Promise<Map<string, 'good' | 'revoked'>> {
  const found = await db<{ hash: string; state: 'good' | 'revoked' }[]>`
    select encode(code.hash, 'hex') as hash, case when revoked_on is null then 'good' else 'revoked' end as state
    from collect.unspent_code code join collect.code_batch batch on batch.service_id = code.service_id and batch.id = batch_id
    where (code.service_id, code.hash) in (
      select service_id, decode(hash, 'hex')
      from unnest(${rows.map((row) => row.serviceId)}::bigint[], ${rows.map((row) => row.spends)}::text[]) as s (service_id, hash))`
  return new Map(found.map(({ hash, state }) => [hash, state]))
}

export interface StoredAnswer {
  touchpointId: number
  versionId: number
  channel: string
  userKind: string
  language: string
  assurance: Assurance
  revision: number
  codes: number[]
  suggestion: string | null
  state: 'counted' | 'quarantined' | 'excluded' | 'test'
}

export async function findAnswer(db: Sql, { serviceId, day, id }: AnswerPlace): Promise<StoredAnswer | undefined> {
  const [row] = await db<StoredAnswer[]>`
    select touchpoint_id as "touchpointId", version_id as "versionId", channel, user_kind as "userKind", language,
           assurance, revision, codes, suggestion, state
    from collect.answer where service_id = ${serviceId} and day = ${day} and id = ${id}`
  return row
}

export interface Change {
  codes: string
  suggestion: string | null
  userKind: string
}

/** Replaces the answer and moves the cube by the difference. @returns false when another correction was faster. */
export async function changeAnswer(
  db: Sql,
  place: AnswerPlace,
  before: StoredAnswer,
  change: Change,
): Promise<boolean> {
  const { serviceId, day, id } = place
  const rows = await db`
    with changed as (
      update collect.answer
      set codes = ${change.codes}::smallint[], suggestion = ${change.suggestion}, user_kind = ${change.userKind},
          revision = revision + 1
      where service_id = ${serviceId} and day = ${day} and id = ${id} and revision = ${before.revision}
      returning service_id, day, version_id, source_id, stream, channel, device, state
    ), counted as (
      insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
      select service_id, day, version_id, source_id, stream, channel, device, signed.user_kind, sign, codes::text
      from changed, (values (${before.userKind}, -1, ${before.codes}::smallint[]),
                            (${change.userKind}, 1, ${change.codes}::smallint[])) as signed (user_kind, sign, codes)
      where state = 'counted'
    )
    select state from changed`
  return rows.length > 0
}

/** How many answers, and sides of corrections, wait for the fold; a row holds those of one commit that belong to one cell. */
export async function countWaiting(db: Sql): Promise<number> {
  const [row] = await db<{ waiting: number }[]>`
    select coalesce(sum(length(codes) - length(replace(codes, '{', ''))), 0)::bigint as waiting from collect.pending`
  return row!.waiting
}
