// SPDX-License-Identifier: AGPL-3.0-or-later
// The versions there are, and which touchpoint asks which: for who looks after the model. Each list is searched, sorted and cut
// by the database.
import { instruments } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import { dayOf, type Day } from '../base/day.ts'
import { searchText } from '../base/search-text.ts'
import { versionById, type Version } from './versions.ts'

export interface VersionRow {
  readonly id: number
  readonly hash: string
  readonly instrument: string
  readonly model: string
  /** The day it came into the catalogue. */
  readonly since: Day
  /** That ask it today. */
  readonly touchpoints: number
}

export const versionSorts = ['recent', 'instrument', 'touchpoints'] as const
export type VersionSort = (typeof versionSorts)[number]

export interface ListSearch<Sort> {
  readonly q: string
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

export interface Found<Row> {
  readonly items: readonly Row[]
  readonly total: number
}

/** @param q words of the instrument's name, or the beginning of a hash. */
export async function searchVersions(
  { db, now }: Context,
  { q, sort, offset, limit }: ListSearch<VersionSort>,
): Promise<Found<VersionRow>> {
  const order = {
    recent: db`since desc, id desc`,
    instrument: db`instrument, since desc, id desc`,
    touchpoints: db`touchpoints desc, since desc, id desc`,
  }[sort]
  const rows = await db<(VersionRow & { total: number })[]>`
    with asked as (${askedToday(db, dayOf(now()))}),
    found as (
      select id, hash, instrument, model, created_on as since,
             (select count(*) from asked where version_id = instrument_version.id) as touchpoints
      from catalogue.instrument_version
      where ${q.trim()} = '' or starts_with(hash, ${q.trim().toLowerCase()}) or instrument = any(${instrumentsNamed(q)}::text[])
         or instrument like all(${words(q)}::text[])
    )
    select *, count(*) over () as total from found order by ${order} limit ${limit} offset ${offset}`
  return foundIn(rows)
}

/** What each touchpoint asks today. */
function askedToday(db: Context['db'], today: Day) {
  return db`
    select distinct on (touchpoint_id) touchpoint_id, version_id from catalogue.assignment
    where from_day <= ${today} order by touchpoint_id, from_day desc`
}

const words = (q: string): string[] =>
  searchText(q)
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`)

function instrumentsNamed(q: string): string[] {
  const wanted = searchText(q).split(' ').filter(Boolean)
  const names = ({ id, name }: { id: string; name: { it: string; en: string } }) =>
    searchText(`${id} ${name.it} ${name.en}`)
  return [...instruments.values()]
    .filter((instrument) => wanted.every((word) => names(instrument).includes(word)))
    .map(({ id }) => id)
}

export interface AskingRow {
  readonly code: string
  readonly name: string
  readonly service: string
  readonly body: string
  readonly instrument: string | null
  readonly hash: string | null
}

export const askingSorts = ['service', 'body', 'instrument'] as const
export type AskingSort = (typeof askingSorts)[number]

/** Touchpoints with what they ask today. @param hash of the version they must ask; all when absent. */
export async function searchAsking(
  { db, now }: Context,
  { q, sort, offset, limit, hash = null }: ListSearch<AskingSort> & { readonly hash?: string | null },
): Promise<Found<AskingRow>> {
  const order = {
    service: db`service.sort_name, touchpoint.id`,
    body: db`body.sort_name, service.sort_name, touchpoint.id`,
    instrument: db`instrument, hash, service.sort_name, touchpoint.id`,
  }[sort]
  const rows = await db<(AskingRow & { total: number })[]>`
    with asked as (${askedToday(db, dayOf(now()))})
    select touchpoint.code, touchpoint.name, service.name as service, body.name as body, instrument, hash,
           count(*) over () as total
    from bodies.touchpoint
    join bodies.service on service.id = service_id
    join bodies.body on body.id = body_id
    left join asked on touchpoint_id = touchpoint.id
    left join catalogue.instrument_version version on version.id = version_id
    where channel <> 'import' and (${hash}::text is null or hash = ${hash})
      and service.sort_name || ' ' || body.sort_name || ' ' || lower(touchpoint.name) || ' ' || code like all(${words(q)}::text[])
    order by ${order} limit ${limit} offset ${offset}`
  return foundIn(rows)
}

function foundIn<Row>(rows: readonly (Row & { total: number })[]): Found<Row> {
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export interface DatedVersion {
  readonly version: Version
  readonly since: Day
}

export async function versionByHash(context: Context, hash: string): Promise<DatedVersion | undefined> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined
  const [row] = await context.db<{ id: number; since: Day }[]>`
    select id, created_on as since from catalogue.instrument_version where hash = ${hash}`
  const version = row && (await versionById(context, row.id))
  return version && { version, since: row.since }
}

/** The version of the same instrument that came into the catalogue before this one, or the one it says it follows. */
export async function versionBefore(context: Context, { id, document }: Version): Promise<Version | undefined> {
  const follows = document.comparable?.previous
  if (typeof follows === 'string') return (await versionByHash(context, follows))?.version
  const [row] = await context.db<{ id: number }[]>`
    select id from catalogue.instrument_version
    where instrument = ${document.instrument} and id < ${id} order by id desc limit 1`
  return row && (await versionById(context, row.id))
}
