// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers the feedback of months that are over into batches. Gathering again finds what has changed since: an answer that came late,
// was corrected, withdrawn, or counts after all; a batch that changes is sent again under its own unique id. One transaction a
// month of a service, and any number of workers: who comes second finds nothing to do.
import { readFileSync } from 'node:fs'
import type { Context } from '../../base/context.ts'
import { secret, type Sql } from '../../base/database/index.ts'
import { addDays, addMonths, dayOf, monthOf, type Day } from '../../base/day.ts'
import type { SdgCategory } from '../../bodies/index.ts'
import { versionById } from '../../catalogue/index.ts'
import { instrumentsOf, placesOf } from './feedback.ts'
import { minuteOf } from './minute.ts'

/** Answers of programs may be of a day so long ago (collect/api). */
const lateDays = 91
/** Implementing Regulation (EU) 2020/1121 lets feedback be kept for three years. */
const keptMonths = 36
/** An answer given just before midnight may be corrected for an hour. */
const settled = 2 * 3_600_000

const question = readFileSync(new URL('gather.sql', import.meta.url), 'utf8')

export interface ServiceMonth {
  readonly serviceId: number
  readonly month: Day
}

export interface Gathered {
  /** Feedback that was not there before, and feedback that is not what it was. */
  readonly fresh: number
  readonly moved: number
  readonly leftOut: number
}

/** Gathers whatever is due; nothing while no receiver is configured. */
export async function gatherMonths(context: Context): Promise<void> {
  if (context.config.sdgUrl === null) return
  await forgetMonths(context)
  await secret(context.db, 'sdg')
  for (const due of await dueMonths(context)) await gatherMonth(context, due)
}

/** The last month in which nothing is corrected any more. */
export function lastMonth(now: Date): Day {
  return addMonths(dayOf(new Date(now.getTime() - settled)), -1)
}

const firstKept = (now: Date): Day => addMonths(lastMonth(now), 1 - keptMonths)

/**
 * A month is gathered when it is over, again every day while answers of it may still come, and later when two people have decided
 * about some. While nobody has confirmed it, the service may still mend what it is in the gateway.
 */
async function dueMonths({ db, now }: Context): Promise<ServiceMonth[]> {
  const today = dayOf(now())
  const last = lastMonth(now())
  const stillOpen = monthOf(addDays(today, -lateDays))
  return await db<ServiceMonth[]>`
    select service.id as "serviceId", month::date as month
    from bodies.service join bodies.body on body.id = body_id,
         generate_series(greatest(date_trunc('month', sdg_since)::date, ${firstKept(now())}), ${last}::date, interval '1 month') as month
    where sdg_url is not null and not service.demo and not body.demo
      and not exists (select from collect.sdg_month where sdg_month.service_id = service.id and sdg_month.month = month.month::date)
    union
    select service_id, month
    from collect.sdg_month join bodies.service on service.id = service_id
    where (gathered_on < ${today} and month >= ${stillOpen})
       or exists (
         select from collect.proposal
         where proposal.service_id = sdg_month.service_id and proposal.state = 'confirmed' and decided_on >= gathered_on
           and from_day < month + interval '1 month' and to_day >= month)
       or ((category, source) <> (sdg_category, sdg_url) and not exists (
         select from collect.sdg_batch as batch
         where batch.service_id = sdg_month.service_id and batch.month = sdg_month.month and accepted_revision is not null))
    order by 2, 1`
}

export async function gatherMonth(context: Context, { serviceId, month }: ServiceMonth): Promise<Gathered | undefined> {
  const { config, now } = context
  return (await context.db.begin(async (transaction) => {
    const db = transaction as unknown as Sql
    await db`select pg_advisory_xact_lock(hashtext('collect.sdg'), ${serviceId}::int)`
    const category = await beginMonth({ ...context, db }, { serviceId, month })
    if (category === undefined) return undefined
    const places = await placesByVersion({ ...context, db }, category)
    const column = (of: (place: (typeof places)[number]) => number): number[] => places.map(of)
    const [gathered] = await db.unsafe<Gathered[]>(question, [
      ...[serviceId, month, column(({ versionId }) => versionId), column(({ rating }) => rating)],
      ...[column(({ found }) => found ?? 0), config.sdgBatch, minuteOf(now())],
    ])
    await db`
      update collect.sdg_month set left_out = ${gathered!.leftOut}, gathered_on = ${dayOf(now())}
      where service_id = ${serviceId} and month = ${month}`
    // The receiver has never heard of them.
    await db`
      delete from collect.sdg_batch
      where service_id = ${serviceId} and month = ${month} and entries = 0 and unique_id is null`
    return gathered
  })) as Gathered | undefined
}

interface Mark {
  readonly category: SdgCategory
  readonly source: string
}

/** @returns the category of the month; undefined when the service is not in the gateway and never was in this month. */
async function beginMonth({ db, now }: Context, { serviceId, month }: ServiceMonth): Promise<SdgCategory | undefined> {
  const [mark] = await db<Mark[]>`
    select sdg_category as category, sdg_url as source from bodies.service where id = ${serviceId} and sdg_url is not null`
  const [before] = await db<(Mark & { confirmed: boolean })[]>`
    select category, source, exists (
      select from collect.sdg_batch where service_id = ${serviceId} and month = ${month} and accepted_revision is not null) as confirmed
    from collect.sdg_month where service_id = ${serviceId} and month = ${month}`
  const chosen = before?.confirmed === true ? before : (mark ?? before)
  if (chosen === undefined) return undefined
  const { category, source } = chosen
  await db`
    insert into collect.sdg_month (service_id, month, category, source, gathered_on)
    values (${serviceId}, ${month}, ${category}, ${source}, ${dayOf(now())})
    on conflict (service_id, month) do update set category = excluded.category, source = excluded.source`
  if (before !== undefined && (before.category !== category || before.source !== source)) {
    await db`
      update collect.sdg_batch
      set revision = revision + 1, state = 'waiting', attempts = 0, next_minute = ${minuteOf(now())}, problem = null, reason = null
      where service_id = ${serviceId} and month = ${month}`
  }
  return category
}

async function placesByVersion(context: Context, category: SdgCategory) {
  const rows = await context.db<{ id: number }[]>`
    select id from catalogue.instrument_version where instrument = any(${instrumentsOf(category)}::text[]) order by id`
  const versions = await Promise.all(rows.map(({ id }) => versionById(context, id)))
  return versions.flatMap((version) => {
    const places = version && placesOf(version.document, category)
    return places === undefined ? [] : [{ versionId: version!.id, ...places }]
  })
}

async function forgetMonths({ db, now }: Context): Promise<void> {
  await db`delete from collect.sdg_month where month < ${firstKept(now())}`
}
