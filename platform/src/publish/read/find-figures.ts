// SPDX-License-Identifier: AGPL-3.0-or-later
// Published figures of one service, one body and the country.
import type { Context } from '../../base/context.ts'
import type { BodyFigures, Edition, NationFigures, ServiceFigures } from '../figures.ts'
import { measureNation } from '../release/measure-nation.ts'
import { meansOfServices } from '../release/mean-of-services.ts'
import { sumServices } from '../release/sum-services.ts'
import { findHeir } from '../../bodies/index.ts'
import { serviceColumns, serviceRow, type ServiceColumns } from './search-services.ts'

export async function edition({ publicDb }: Context): Promise<Edition> {
  const [row] = await publicDb<Edition[]>`select kind, as_of as "asOf", method from publish.edition where id = 1`
  return row!
}

/** @returns undefined for a service that was never published. */
export async function serviceBySlug({ publicDb }: Context, slug: string): Promise<ServiceFigures | undefined> {
  const [row] = await publicDb<{ figures: ServiceFigures }[]>`
    select figures from publish.service_figures where edition_id = 1 and slug = ${slug}`
  return row?.figures
}

/** @returns undefined for a code the registry does not know; a body without services has none. */
export async function bodyFigures({ publicDb: db }: Context, ipaCode: string): Promise<BodyFigures | undefined> {
  const code = ipaCode.toLowerCase()
  const [body] = await db<BodyFigures['body'][]>`
    select ipa_code as "ipaCode", body.name, acronym, typology, category_code as "categoryCode",
           region_code as "regionCode", region.name as region, state, website, demo
    from bodies.body left join bodies.region on region.code = region_code
    where ipa_code = ${code}`
  if (body === undefined) return undefined
  const [rows, sums, mergedInto] = await Promise.all([
    db<ServiceColumns[]>`
      select ${serviceColumns(db)} from publish.service_figures
      where edition_id = 1 and ipa_code = ${code} order by sort_name, slug`,
    sumServices(db, code),
    findHeir(db, code),
  ])
  return { body, mergedInto, services: rows.map(serviceRow), means: meansOfServices(sums, { kind: 'body', id: code }) }
}

/** The country; all zeros before anything was published. */
export async function nation({ publicDb }: Context): Promise<NationFigures> {
  const [row] = await publicDb<{ figures: NationFigures }[]>`
    select figures from publish.nation_figures where edition_id = 1`
  return row?.figures ?? (await measureNation(publicDb))
}

/** Whether what is published is an example, in whole or in part: pages that show no figure say so too. */
export async function isDemonstration(context: Context): Promise<boolean> {
  return (await nation(context)).demo
}
