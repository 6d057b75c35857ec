// SPDX-License-Identifier: AGPL-3.0-or-later
// The list of services: searched, filtered, sorted and paged by the database. Sorting by value is an order of a list and
// never a rank: two services beside each other may well be indistinguishable.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { ServiceRow } from '../figures.ts'
import { searchText } from '../../base/search-text.ts'

export const serviceSorts = ['name', 'value', '-value', 'n'] as const
/** name: by alphabet; value: lowest first; -value: highest first; n: most answered first. */
export type ServiceSort = (typeof serviceSorts)[number]

export interface ServiceSearch {
  readonly q?: string | undefined
  /** Two digits of ISTAT. */
  readonly region?: string | undefined
  readonly kind?: string | undefined
  /** Category of the body in the registry. */
  readonly category?: string | undefined
  readonly sort?: ServiceSort | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

export interface ServicePage {
  readonly items: ServiceRow[]
  readonly total: number
  /** Offset of the page that follows; null on the last one. */
  readonly next: number | null
}

export interface ServiceColumns extends Omit<ServiceRow, 'body'> {
  readonly ipaCode: string
  readonly bodyName: string
}

/** Columns of a row in a list; see serviceRow. */
export const serviceColumns = (db: Sql) => db`
  slug, name, kind, state, demo, ipa_code as "ipaCode", body_name as "bodyName", region_code as "regionCode",
  category_code as "categoryCode", headline, sources`

export function serviceRow({ ipaCode, bodyName, ...row }: ServiceColumns): ServiceRow {
  return { ...row, body: { ipaCode, name: bodyName } }
}

export async function searchServices({ publicDb: db }: Context, search: ServiceSearch): Promise<ServicePage> {
  const { region = null, kind = null, category = null, sort = 'name', offset = 0, limit = 25 } = search
  const words = searchText(search.q ?? '')
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`)
  const where = db`
    where edition_id = 1 and search_text like all(${words}::text[])
      and (${region}::text is null or region_code = ${region}) and (${kind}::text is null or kind = ${kind})
      and (${category}::text is null or category_code = ${category})`
  const order = {
    name: db`sort_name, slug`,
    value: db`value nulls last, sort_name, slug`,
    '-value': db`value desc nulls last, sort_name, slug`,
    n: db`n desc nulls last, sort_name, slug`,
  }[sort]
  const [rows, [count]] = await Promise.all([
    db<ServiceColumns[]>`
      select ${serviceColumns(db)} from publish.service_figures ${where}
      order by ${order} limit ${limit} offset ${offset}`,
    db<{ total: number }[]>`select count(*) as total from publish.service_figures ${where}`,
  ])
  const { total } = count!
  const end = offset + rows.length
  return { items: rows.map(serviceRow), total, next: rows.length > 0 && end < total ? end : null }
}
