// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole public content in pages that never skip and never repeat: each list goes on after the last key it gave.
import type { Context } from '../../base/context.ts'
import type { ServiceFigures, ServiceRow } from '../figures.ts'
import { searchText } from '../../base/search-text.ts'
import { serviceColumns, serviceRow, type ServiceColumns } from './search-services.ts'

export interface ListedBody {
  readonly ipaCode: string
  readonly name: string
  readonly acronym: string | null
  readonly typology: string | null
  readonly categoryCode: string | null
  readonly regionCode: string | null
  readonly state: string
  readonly demo: boolean
  /** Registered services. */
  readonly services: number
}

export interface ListedTouchpoint {
  readonly code: string
  readonly name: string
  /** Slug of its service. */
  readonly service: string
  /** IPA code of its body. */
  readonly body: string
  readonly channel: string
  readonly stream: string
  readonly state: string
}

/** `after`: the last key that was given; '' from the start. Filters that are undefined let everything through. */
export interface ListQuery {
  readonly after: string
  readonly limit: number
  readonly q?: string | undefined
  readonly region?: string | undefined
  readonly category?: string | undefined
  readonly kind?: string | undefined
  readonly body?: string | undefined
  readonly service?: string | undefined
}

/** By IPA code. */
export async function listBodies({ publicDb: db }: Context, query: ListQuery): Promise<ListedBody[]> {
  const { after, limit, region = null, category = null } = query
  return await db<ListedBody[]>`
    select ipa_code as "ipaCode", name, acronym, typology, category_code as "categoryCode", region_code as "regionCode",
           state, demo, (select count(*) from bodies.service where body_id = body.id) as services
    from bodies.body
    where ipa_code > ${after} and sort_name like all(${patterns(query.q)}::text[])
      and (${region}::text is null or region_code = ${region})
      and (${category}::text is null or category_code = ${category})
    order by ipa_code limit ${limit}`
}

/** By slug. */
export async function listServices({ publicDb: db }: Context, query: ListQuery): Promise<ServiceRow[]> {
  const { after, limit, region = null, category = null, kind = null, body = null } = query
  const rows = await db<ServiceColumns[]>`
    select ${serviceColumns(db)} from publish.service_figures
    where edition_id = 1 and slug > ${after} and search_text like all(${patterns(query.q)}::text[])
      and (${region}::text is null or region_code = ${region})
      and (${category}::text is null or category_code = ${category})
      and (${kind}::text is null or kind = ${kind}) and (${body}::text is null or ipa_code = ${body})
    order by slug limit ${limit}`
  return rows.map(serviceRow)
}

/** By code. */
export async function listTouchpoints({ publicDb: db }: Context, query: ListQuery): Promise<ListedTouchpoint[]> {
  const { after, limit, body = null, service = null } = query
  return await db<ListedTouchpoint[]>`
    select code, touchpoint.name, service.slug as service, ipa_code as body, channel, stream, touchpoint.state
    from bodies.touchpoint
    join bodies.service on service.id = touchpoint.service_id
    join bodies.body on body.id = service.body_id
    where code > ${after} and (${body}::text is null or ipa_code = ${body})
      and (${service}::text is null or slug = ${service})
    order by code limit ${limit}`
}

/** By slug. @param query `inclusive`: whether the list begins with the service `after` itself. */
export async function listFigures(
  { publicDb: db }: Context,
  query: ListQuery & { inclusive: boolean },
): Promise<ServiceFigures[]> {
  const { after, inclusive, limit, region = null, kind = null, body = null, service = null } = query
  const rows = await db<{ figures: ServiceFigures }[]>`
    select figures from publish.service_figures
    where edition_id = 1 and (slug > ${after} or (${inclusive} and slug = ${after}))
      and (${region}::text is null or region_code = ${region})
      and (${kind}::text is null or kind = ${kind}) and (${body}::text is null or ipa_code = ${body})
      and (${service}::text is null or slug = ${service})
    order by slug limit ${limit}`
  return rows.map(({ figures }) => figures)
}

function patterns(q = ''): string[] {
  return searchText(q)
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`)
}
