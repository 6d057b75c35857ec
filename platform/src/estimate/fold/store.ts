// SPDX-License-Identifier: AGPL-3.0-or-later
// The statements that move the cube. Whoever writes it says so first (announce), takes what waits, adds it, all in one
// transaction; rows are always added in the order of their keys, so writers beside each other never wait in a circle.
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { CubeCell } from '../write-cells.ts'
import type { AnswerGroup, Unfoldable } from './gather-cells.ts'

export type Grain = 'day' | 'month'

/** A rebuild waits until the writers at work have ended, and keeps out those that come after it. */
export async function announce(transaction: Transaction, writer: 'fold' | 'rebuild'): Promise<void> {
  if (writer === 'fold') await transaction`lock table estimate.cube_day in row exclusive mode`
  else await transaction`lock table estimate.cube_day in share row exclusive mode`
}

export async function isWaiting(db: Sql): Promise<boolean> {
  const [row] = await db<{ waiting: boolean }[]>`
    select exists (select from collect.pending) or exists (select from collect.pending_count) as waiting`
  return row!.waiting
}

/** Takes so many waiting rows of answers that no other worker is taking. `taken` is how many stand behind a group. */
export async function takeAnswers(
  transaction: Transaction,
  limit: number,
): Promise<(AnswerGroup & { taken: number })[]> {
  return await transaction<(AnswerGroup & { taken: number })[]>`
    with taken as (
      delete from collect.pending
      where ctid = any(array(select ctid from collect.pending limit ${limit} for update skip locked))
      returning *
    )
    select service_id as "serviceId", day, version_id as "versionId", source_id as "sourceId", stream, channel, device,
           user_kind as "userKind", string_agg(codes, ' ') as codes, sign as copies, count(*) as taken
    from taken
    group by service_id, day, version_id, source_id, stream, channel, device, user_kind, sign`
}

/** Takes so many waiting changes of imported counts; `day` is the first of their month. */
export async function takeCounts(transaction: Transaction, limit: number): Promise<CubeCell[]> {
  return await transaction<CubeCell[]>`
    with taken as (
      delete from collect.pending_count
      where ctid = any(array(select ctid from collect.pending_count limit ${limit} for update skip locked))
      returning *
    )
    select service_id as "serviceId", month as day, version_id as "versionId", source_id as "sourceId", stream, channel,
           device, user_kind as "userKind", n, counts
    from taken`
}

/** Adds to the cells that are there, makes the others, removes those of which nothing is left. */
export async function addCells(transaction: Transaction, grain: Grain, cells: readonly CubeCell[]): Promise<void> {
  if (cells.length === 0) return
  const column = <Name extends keyof CubeCell>(name: Name): CubeCell[Name][] => cells.map((cell) => cell[name])
  const table = transaction(`estimate.cube_${grain}`)
  const date = transaction(grain)
  const empty = await transaction<{ place: string }[]>`
    with written as (
      insert into ${table} as cube
        (service_id, ${date}, version_id, source_id, stream, channel, device, user_kind, n, counts)
      select service_id, day, version_id, source_id, stream, channel, device, user_kind, n, counts::bigint[]
      from unnest(
        ${column('serviceId')}::bigint[], ${column('day')}::date[], ${column('versionId')}::int[],
        ${column('sourceId')}::int[], ${column('stream')}::text[], ${column('channel')}::text[],
        ${column('device')}::text[], ${column('userKind')}::text[], ${column('n')}::bigint[],
        ${cells.map(({ counts }) => `{${counts.join(',')}}`)}::text[]
      ) as cell (service_id, day, version_id, source_id, stream, channel, device, user_kind, n, counts)
      order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict (service_id, ${date}, version_id, source_id, stream, channel, device, user_kind)
      do update set n = cube.n + excluded.n, counts = estimate.add_counts(cube.counts, excluded.counts)
      returning ctid, n, counts
    )
    select ctid::text as place from written where n = 0 and 0 = all(counts)`
  if (empty.length === 0) return
  await transaction`
    delete from ${table}
    where ctid = any(${empty.map(({ place }) => place)}::text[]::tid[]) and n = 0 and 0 = all(counts)`
}

export async function setAside(transaction: Transaction, rows: readonly Unfoldable[]): Promise<void> {
  if (rows.length === 0) return
  await transaction`
    insert into estimate.unfoldable (service_id, day, version_id, reason, content)
    select service_id, day, version_id, reason, content::jsonb from unnest(
      ${rows.map(({ serviceId }) => serviceId)}::bigint[], ${rows.map(({ day }) => day)}::date[],
      ${rows.map(({ versionId }) => versionId)}::int[], ${rows.map(({ reason }) => reason)}::text[],
      ${rows.map(({ content }) => content)}::text[]
    ) as row (service_id, day, version_id, reason, content)`
}

/** Tells the publisher that the cube of these services moved. */
export async function tellChange(transaction: Transaction, serviceIds: Iterable<number>): Promise<void> {
  await transaction`insert into estimate.change (service_id) select unnest(${[...new Set(serviceIds)]}::bigint[])`
}

/** Takes the services whose told totals moved and marks them, so that publish makes their figures again. */
export async function noticeTold(db: Sql): Promise<void> {
  await db`
    with taken as (delete from collect.told_change returning service_id)
    insert into estimate.change (service_id) select distinct service_id from taken`
}
