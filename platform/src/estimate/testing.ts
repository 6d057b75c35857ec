// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: answers stored as intake stores them (answer and contribution in one transaction), imported counts replaced
// as imports replace them, and a database that fails at a chosen statement of the fold.
import { randomUUID } from 'node:crypto'
import type { Sql } from '../base/database/index.ts'
import type { CubeCell } from './write-cells.ts'

export interface StoredAnswer {
  readonly id: string
  readonly serviceId: number
  readonly day: string
  readonly versionId: number
  readonly codes: readonly number[]
  readonly stream: string
  readonly sourceId: number
}

/** Stores a counted answer that waits for the fold. */
export async function storeAnswer(
  db: Sql,
  given: Omit<StoredAnswer, 'id' | 'stream' | 'sourceId'> & Partial<StoredAnswer>,
): Promise<StoredAnswer> {
  const answer: StoredAnswer = { id: randomUUID(), stream: 'spontaneous', sourceId: 0, ...given }
  const { id, serviceId, day, versionId, stream, sourceId } = answer
  const codes = `{${answer.codes.join(',')}}`
  await db.begin(async (transaction) => {
    await transaction`
      insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
                                  user_kind, language, state, codes)
      values (${serviceId}, ${day}, ${id}, 1, ${versionId}, ${sourceId}, ${stream}, 'web', 'phone', 'unknown', 'it',
              'counted', ${codes}::smallint[])`
    await transaction`
      insert into collect.pending
      values (${serviceId}, ${day}, ${versionId}, ${sourceId}, ${stream}, 'web', 'phone', 'unknown', 1, ${codes}::smallint[])`
  })
  return answer
}

/** Changes a stored answer and sends the difference to the fold. */
export async function correctAnswer(db: Sql, before: StoredAnswer, codes: readonly number[]): Promise<StoredAnswer> {
  const { id, serviceId, day, versionId, stream, sourceId } = before
  const [from, to] = [before.codes, codes].map((list) => `{${list.join(',')}}`) as [string, string]
  await db.begin(async (transaction) => {
    await transaction`
      update collect.answer set codes = ${to}::smallint[], revision = revision + 1
      where service_id = ${serviceId} and day = ${day} and id = ${id}`
    await transaction`
      insert into collect.pending
      select ${serviceId}, ${day}, ${versionId}, ${sourceId}, ${stream}, 'web', 'phone', 'unknown', sign, codes
      from (values (-1, ${from}::smallint[]), (1, ${to}::smallint[])) as signed (sign, codes)`
  })
  return { ...before, codes }
}

/** Puts the row in the place of what its key holds so far and sends the difference to the fold. */
export async function importCounts(db: Sql, row: CubeCell): Promise<void> {
  const { serviceId, day, versionId, sourceId, stream, channel, device, userKind } = row
  await db.begin(async (transaction) => {
    const [before] = await transaction<{ n: number; counts: number[] }[]>`
      delete from collect.imported_count
      where (service_id, month, version_id, source_id, stream, channel, device, user_kind) = (${serviceId}, ${day},
             ${versionId}, ${sourceId}, ${stream}, ${channel}, ${device}, ${userKind})
      returning n, counts`
    const add = async (table: string, sign: 1 | -1, given: { n: number; counts: readonly number[] }): Promise<void> => {
      const counts = `{${given.counts.map((count) => sign * count).join(',')}}`
      await transaction`
        insert into ${transaction(table)} (service_id, month, version_id, source_id, stream, channel, device, user_kind, n, counts)
        values (${serviceId}, ${day}, ${versionId}, ${sourceId}, ${stream}, ${channel}, ${device}, ${userKind},
                ${sign * given.n}, ${counts}::bigint[])`
    }
    if (before) await add('collect.pending_count', -1, before)
    await add('collect.imported_count', 1, row)
    await add('collect.pending_count', 1, row)
  })
}

/** The statements of a fold after which the database may fail. */
export const crashPoints = ['pending', 'pending_count', 'cube_day', 'cube_month', 'change'] as const
export type CrashPoint = (typeof crashPoints)[number]

/** Makes the database able to fail; `null` heals it. */
export async function makeFragile(db: Sql): Promise<(point: CrashPoint | null) => Promise<void>> {
  await db.unsafe(`
    create table public.crash (point text);
    create function public.crash() returns trigger language plpgsql as $$
    begin
      if exists (select from public.crash where point = tg_table_name) then raise exception 'crash'; end if;
      return null;
    end $$;
    ${crashPoints
      .map((point) => `${point.startsWith('pending') ? 'collect' : 'estimate'}.${point}`)
      .map((table) => {
        const verbs = table.startsWith('collect') ? 'delete' : 'insert'
        return `create trigger crash after ${verbs} on ${table} for each statement execute function public.crash();`
      })
      .join('\n')}`)
  return async (point) => {
    await db`delete from public.crash`
    if (point !== null) await db`insert into public.crash values (${point})`
  }
}
