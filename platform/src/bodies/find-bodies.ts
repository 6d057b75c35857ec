// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Context } from '../base/context.ts'
import type { Sql } from '../base/database/index.ts'
import { searchText } from '../base/search-text.ts'
import type { Membership } from './access/roles.ts'
import type { Body } from './body.ts'
import type { Session } from './sessions/session.ts'

export const bodyColumns = (db: Sql) => db`
  body.id, body.ipa_code as "ipaCode", body.name, body.sort_name as "sortName", body.acronym, body.fiscal_code as "fiscalCode",
  body.typology, body.category_code as "categoryCode", body.comune_name as "comuneName",
  body.province_abbreviation as "provinceAbbreviation", body.region_code as "regionCode", body.website, body.state, body.demo`

/** By its IPA code, whatever its capital letters. */
export async function findBody({ db }: Context, ipaCode: string): Promise<Body | undefined> {
  const [body] = await db<
    Body[]
  >`select ${bodyColumns(db)} from bodies.body where ipa_code = ${plain(ipaCode).toLowerCase()}`
  return body
}

/** Bodies whose name, acronym or code holds every word; those whose code or acronym is the text come first. */
export async function searchBodies(
  { db }: Context,
  { q = '', limit = 50 }: { q?: string; limit?: number },
): Promise<Body[]> {
  const words = searchText(q).split(' ').filter(Boolean)
  const exact = plain(q).trim().toLowerCase()
  return await db<Body[]>`
    select ${bodyColumns(db)} from bodies.body
    where sort_name || ' ' || lower(coalesce(acronym, '')) like all(${words.map((word) => `%${word}%`)}::text[])
       or ipa_code = ${exact}
    order by (ipa_code = ${exact} or lower(acronym) = ${exact}) is true desc, state, sort_name, id limit ${limit}`
}

export interface MyBody {
  readonly body: Body
  readonly memberships: readonly Membership[]
  /** Those the person may see. */
  readonly services: number
}

/** The bodies a person has a role in, by name. */
export async function listMyBodies({ db }: Context, { memberships }: Pick<Session, 'memberships'>): Promise<MyBody[]> {
  const ids = memberships.flatMap(({ bodyId }) => bodyId ?? [])
  const bodies = await db<(Body & { services: number })[]>`
    select ${bodyColumns(db)}, (select count(*) from bodies.service where body_id = body.id) as services
    from bodies.body where id = any(${ids}::bigint[]) order by sort_name, id`
  return bodies.map(({ services, ...body }) => ({
    body,
    services,
    memberships: memberships.filter(({ bodyId }) => bodyId === body.id),
  }))
}

/** Where a body went on under another code. */
export interface Heir {
  readonly ipaCode: string
  readonly name: string
}

/** The body a closed one was merged into, by the latest word of the registry; null for a body that lives or simply ended. */
export async function findHeir(db: Sql, ipaCode: string): Promise<Heir | null> {
  const [heir] = await db<Heir[]>`
    select heir.ipa_code as "ipaCode", heir.name
    from bodies.body
    cross join lateral (
      select change, after ->> 'into' as into_code from bodies.body_history
      where body_id = body.id and change in ('closed', 'merged', 'reopened') order by import_id desc limit 1
    ) as latest
    join bodies.body as heir on heir.ipa_code = latest.into_code
    where body.ipa_code = ${ipaCode} and body.state = 'closed' and latest.change = 'merged'`
  return heir ?? null
}

/** PostgreSQL text holds no NUL. */
function plain(text: string): string {
  return text.replaceAll('\0', '')
}
