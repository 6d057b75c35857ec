// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies as people look for them: by name, region and category; usually only those that have registered services.
import type { Context } from '../../base/context.ts'
import { searchText } from '../../base/search-text.ts'

export interface BodySearch {
  readonly q?: string | undefined
  readonly region?: string | undefined
  readonly category?: string | undefined
  /** Also bodies without services. */
  readonly all?: boolean | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

export interface BodyRow {
  readonly ipaCode: string
  readonly name: string
  readonly place: string | null
  readonly region: string | null
  readonly demo: boolean
  readonly services: number
}

export interface BodyPage {
  readonly items: readonly BodyRow[]
  readonly total: number
  readonly next: number | null
}

export interface Region {
  readonly code: string
  readonly name: string
}

/** By name. */
export async function listRegions({ publicDb }: Context): Promise<Region[]> {
  return await publicDb<Region[]>`select code, name from bodies.region order by name`
}

/** By name; active bodies alone. */
export async function searchBodies({ publicDb: db }: Context, search: BodySearch): Promise<BodyPage> {
  const { q = '', region = null, category = null, all = false, offset = 0, limit = 25 } = search
  const words = searchText(q).split(' ').filter(Boolean)
  const where = db`
    where body.state = 'active'
      and (body.sort_name || ' ' || lower(coalesce(acronym, '')) like all(${words.map((word) => `%${word}%`)}::text[])
           or ipa_code = ${q.replaceAll('\0', '').trim().toLowerCase()})
      and (${region}::text is null or region_code = ${region})
      and (${category}::text is null or category_code = ${category})
      and (${all} or exists (select from bodies.service where body_id = body.id))`
  const [rows, [count]] = await Promise.all([
    db<BodyRow[]>`
      select ipa_code as "ipaCode", body.name, comune_name as place, region.name as region, demo,
             (select count(*) from bodies.service where body_id = body.id) as services
      from bodies.body left join bodies.region on region.code = region_code ${where}
      order by sort_name, ipa_code limit ${limit} offset ${offset}`,
    db<{ total: number }[]>`select count(*) as total from bodies.body ${where}`,
  ])
  const { total } = count!
  const end = offset + rows.length
  return { items: [...rows], total, next: rows.length > 0 && end < total ? end : null }
}
