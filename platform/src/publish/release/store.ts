// SPDX-License-Identifier: AGPL-3.0-or-later
// The only statements that make figures public.
import type { Estimate, Quality } from '@ascolto/statistics'
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { NationFigures, ServiceFigures } from '../figures.ts'

/** The edition that is always current. */
export const continuous = 1

export interface Identity {
  serviceId: number
  bodyId: number
  slug: string
  name: string
  sortName: string
  description: string
  kind: string
  url: string | null
  state: string
  demo: boolean
  ipaCode: string
  bodyName: string
  acronym: string | null
  typology: string | null
  categoryCode: string | null
  regionCode: string | null
  regionName: string | null
  fingerprint: string
}

export interface FigureRow extends Identity {
  searchText: string
  figures: ServiceFigures
}

/** One publisher at a time: an older figure may never overwrite a newer one. @returns whether it is us until the commit. */
export async function claim(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('publish.release')) as mine`
  return row!.mine
}

/** Takes so many services whose figures may have changed. */
export async function takeChanges(transaction: Transaction, limit: number): Promise<number[]> {
  const rows = await transaction<{ id: number }[]>`
    with taken as (
      delete from estimate.change
      where service_id in (select distinct service_id from estimate.change order by service_id limit ${limit})
      returning service_id
    )
    select distinct service_id as id from taken`
  return rows.map(({ id }) => id)
}

/** Marks every service whose name, state or body is not the one that was published; those never published too. */
export async function markRenamed(db: Sql): Promise<void> {
  await db`
    insert into estimate.change (service_id)
    select service_id from publish.service_identity as identity
    left join publish.service_figures as published using (service_id)
    where published.fingerprint is distinct from identity.fingerprint
      and coalesce(published.edition_id, ${continuous}) = ${continuous}
      and not exists (select from estimate.change where change.service_id = identity.service_id)`
}

export async function markAll(db: Sql): Promise<void> {
  await db`insert into estimate.change (service_id) select id from bodies.service`
}

export async function hasChanges(db: Sql): Promise<boolean> {
  const [row] = await db<{ some: boolean }[]>`select exists (select from estimate.change) as some`
  return row!.some
}

export async function readIdentities(transaction: Transaction, ids: readonly number[]): Promise<Identity[]> {
  return await transaction<Identity[]>`
    select service_id as "serviceId", body_id as "bodyId", slug, name, sort_name as "sortName", description, kind, url,
           state, demo, ipa_code as "ipaCode", body_name as "bodyName", acronym, typology, category_code as "categoryCode",
           region_code as "regionCode", region_name as "regionName", fingerprint
    from publish.service_identity where service_id = any(${ids as number[]})`
}

export async function writeFigures(transaction: Transaction, row: FigureRow): Promise<void> {
  const { figures } = row
  const { headline, streams, period } = figures
  const columns = {
    edition_id: continuous,
    service_id: row.serviceId,
    body_id: row.bodyId,
    slug: row.slug,
    name: row.name,
    sort_name: row.sortName,
    body_name: row.bodyName,
    ipa_code: row.ipaCode,
    search_text: row.searchText,
    kind: row.kind,
    state: row.state,
    region_code: row.regionCode,
    category_code: row.categoryCode,
    demo: row.demo,
    fingerprint: row.fingerprint,
    value: headline?.value ?? null,
    n: headline?.n ?? null,
    quality: headline?.quality ?? ('non pubblicabile' satisfies Quality),
    headline: headline && transaction.json({ ...headline } as never),
    sources: figures.sources.map(({ source }) => source.slug),
    period_from: period.from,
    period_to: period.to,
    ...streamColumns('invited', streams.invited),
    ...streamColumns('spontaneous', streams.spontaneous),
    figures: transaction.json({ ...figures } as never),
  }
  const { edition_id: _, service_id: __, ...changing } = columns
  await transaction`
    insert into publish.service_figures ${transaction(columns)}
    on conflict (edition_id, service_id) do update set ${transaction(changing)}`
}

function streamColumns(stream: string, estimate: Estimate | null): Record<string, number | null> {
  return {
    [`${stream}_value`]: estimate?.value ?? null,
    [`${stream}_variance`]: estimate?.variance?.sampling ?? null,
    [`${stream}_n`]: estimate?.value === null ? null : (estimate?.n ?? null),
  }
}

export async function writeNation(transaction: Transaction, figures: NationFigures, asOf: Day): Promise<void> {
  await transaction`
    insert into publish.nation_figures (edition_id, figures)
    values (${continuous}, ${transaction.json({ ...figures } as never)})
    on conflict (edition_id) do update set figures = excluded.figures`
  await transaction`update publish.edition set as_of = ${asOf} where id = ${continuous}`
}
