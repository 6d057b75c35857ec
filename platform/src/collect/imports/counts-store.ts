// SPDX-License-Identifier: AGPL-3.0-or-later
// Imported counts, and the difference they make to the cube, in one transaction: a month that comes again takes the place of
// what it said before, a month that says the same changes nothing.
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'

export interface CountedMonth {
  readonly month: Day
  readonly n: number
  /** In the layout of the version. */
  readonly counts: readonly number[]
  /** Not over when the source was read. */
  readonly open: boolean
}

export interface CountsPlace {
  readonly serviceId: number
  readonly versionId: number
  readonly sourceId: number
  readonly stream: string
  readonly channel: string
}

export interface CountsChange {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

export interface Rejection {
  readonly line: number
  readonly reason: string
  readonly content: string
}

/** All months and all rejected rows of one file, or nothing of it. */
export async function writeMonths(
  db: Sql,
  place: CountsPlace,
  months: readonly CountedMonth[],
  rejected: readonly Rejection[],
): Promise<CountsChange> {
  return await db.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtext('collect.imports'), ${place.sourceId})`
    const change = { added: 0, changed: 0, unchanged: 0 }
    for (const month of months) change[await writeMonth(transaction, place, month)]++
    await writeRejected(transaction, place.sourceId, rejected)
    return change
  })
}

async function writeMonth(
  transaction: Transaction,
  { serviceId, versionId, sourceId, stream, channel }: CountsPlace,
  { month, n, counts, open }: CountedMonth,
): Promise<keyof CountsChange> {
  const [before] = await transaction<{ n: number; counts: number[]; open: boolean }[]>`
    select n, counts, open from collect.imported_count
    where (service_id, month, version_id, source_id, stream, channel, device, user_kind)
        = (${serviceId}, ${month}, ${versionId}, ${sourceId}, ${stream}, ${channel}, 'unknown', 'unknown')
    for update`
  const same = before?.n === n && before.counts.join() === counts.join()
  if (same && before.open === open) return 'unchanged'
  await transaction`
    insert into collect.imported_count (service_id, month, version_id, source_id, stream, channel, device, user_kind, n, counts, open)
    values (${serviceId}, ${month}, ${versionId}, ${sourceId}, ${stream}, ${channel}, 'unknown', 'unknown', ${n},
            ${literal(counts)}::bigint[], ${open})
    on conflict (service_id, month, version_id, source_id, stream, channel, device, user_kind)
    do update set n = excluded.n, counts = excluded.counts, open = excluded.open`
  const contribute = async (sign: 1 | -1, given: Pick<CountedMonth, 'n' | 'counts'>): Promise<void> => {
    await transaction`
      insert into collect.pending_count (service_id, month, version_id, source_id, stream, channel, device, user_kind, n, counts)
      values (${serviceId}, ${month}, ${versionId}, ${sourceId}, ${stream}, ${channel}, 'unknown', 'unknown',
              ${sign * given.n}, ${literal(given.counts.map((count) => sign * count))}::bigint[])`
  }
  if (before) await contribute(-1, before)
  await contribute(1, { n, counts })
  return before ? 'changed' : 'added'
}

const literal = (counts: readonly number[]): string => `{${counts.join(',')}}`

/** What the last file of a source could not say, in the place of what an earlier one could not. */
export async function writeRejected(
  db: Sql | Transaction,
  sourceId: number,
  rows: readonly Rejection[],
): Promise<void> {
  await db`delete from collect.rejected_row where source_id = ${sourceId}`
  await db`
    insert into collect.rejected_row (source_id, line, reason, content)
    select ${sourceId}, * from unnest(${rows.map(({ line }) => line)}::bigint[], ${rows.map(({ reason }) => reason)}::text[],
                                      ${rows.map(({ content }) => content)}::text[])`
}
