// SPDX-License-Identifier: AGPL-3.0-or-later
// Told totals are set, never added: one statement for all cells of a call.
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import { cellParts, type Cell, type Counts, type Told } from './told.ts'

/** Held until the end of the transaction: what was there before is what the log says. */
export async function holdService(db: Sql, serviceId: number): Promise<void> {
  await db`select pg_advisory_xact_lock(hashtext('collect.told'), ${serviceId}::int)`
}

export type StoredTotal = Cell & { readonly counts: Counts }

interface Row extends Cell, Counts {}

const stored = ({ eligible, offered, opened, ...cell }: Row): StoredTotal => ({
  ...cell,
  counts: { eligible, offered, opened },
})

const columns = (db: Sql) => db`
  told.service_id as "serviceId", told.touchpoint_id as "touchpointId", told.grain, told.from_day as from, told.channel,
  told.device, told.user_kind as "userKind", told.outcome, told.eligible, told.offered, told.opened`

/** The cells as a table `cell`. */
function cellTable(db: Sql, cells: readonly Cell[]) {
  const column = (name: (typeof cellParts)[number]): (string | number)[] => cells.map((cell) => cell[name])
  return db`
    unnest(${column('serviceId')}::bigint[], ${column('touchpointId')}::bigint[], ${column('grain')}::text[],
           ${column('from')}::date[], ${column('channel')}::text[], ${column('device')}::text[],
           ${column('userKind')}::text[], ${column('outcome')}::text[])
      with ordinality as cell (service_id, touchpoint_id, grain, from_day, channel, device, user_kind, outcome, place)`
}

const sameCell = (db: Sql) => db`
  (told.service_id, told.touchpoint_id, told.grain, told.from_day, told.channel, told.device, told.user_kind, told.outcome)
  = (cell.service_id, cell.touchpoint_id, cell.grain, cell.from_day, cell.channel, cell.device, cell.user_kind, cell.outcome)`

export async function findCells(db: Sql, cells: readonly Cell[]): Promise<StoredTotal[]> {
  const rows = await db<Row[]>`
    select ${columns(db)} from collect.told_total as told join ${cellTable(db, cells)} on ${sameCell(db)}`
  return rows.map(stored)
}

export async function setCells(db: Sql, told: readonly Told[], today: Day): Promise<void> {
  if (told.length === 0) return
  const counts = (name: keyof Counts): (number | null)[] => told.map((row) => row.counts[name])
  await db`
    insert into collect.told_total (service_id, touchpoint_id, grain, from_day, channel, device, user_kind, outcome, eligible,
                                    offered, opened, told_on)
    select cell.service_id, cell.touchpoint_id, cell.grain, cell.from_day, cell.channel, cell.device, cell.user_kind,
           cell.outcome, eligible, offered, opened, ${today}
    from ${cellTable(db, told)}
    join unnest(${counts('eligible')}::bigint[], ${counts('offered')}::bigint[], ${counts('opened')}::bigint[])
      with ordinality as counts (eligible, offered, opened, place) using (place)
    on conflict (service_id, touchpoint_id, grain, from_day, channel, device, user_kind, outcome) do update
    set eligible = excluded.eligible, offered = excluded.offered, opened = excluded.opened, told_on = excluded.told_on`
}

export async function dropCells(db: Sql, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return
  await db`delete from collect.told_total as told using ${cellTable(db, cells)} where ${sameCell(db)}`
}

/** What estimate takes: the figures of these services are to be made again. */
export async function noteChange(db: Sql, serviceIds: readonly number[]): Promise<void> {
  if (serviceIds.length === 0) return
  await db`insert into collect.told_change (service_id) select unnest(${serviceIds as number[]}::bigint[])`
}

/** Everything a body has told of a service's months, the newest first. */
export async function listMonths(db: Sql, serviceId: number): Promise<StoredTotal[]> {
  const rows = await db<Row[]>`
    select ${columns(db)} from collect.told_total as told where service_id = ${serviceId} and grain = 'month'
    order by from_day desc, touchpoint_id, channel, device, user_kind, outcome`
  return rows.map(stored)
}
