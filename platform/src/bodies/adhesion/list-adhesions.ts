// SPDX-License-Identifier: AGPL-3.0-or-later
// The adhesions as the programme goes through them: searched, filtered by where they stand, sorted, a page at a time.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { searchText } from '../../base/search-text.ts'
import type { Body } from '../body.ts'
import { bodyColumns } from '../find-bodies.ts'
import { adhesionColumns, findAdhesion, type Adhesion } from './adhesion.ts'
import { currentAgreement } from './agreement.ts'

/** Where an adhesion stands: `requested` is parted by what it waits for. `renew`: active, under an agreement of before. */
export const adhesionStages = [
  'waiting',
  'sent',
  'active',
  'renew',
  'suspended',
  'closed',
  'refused',
  'expired',
] as const
export type AdhesionStage = (typeof adhesionStages)[number]
export const adhesionSorts = ['-asked', 'asked', 'name', '-decided'] as const

export interface AdhesionSearch {
  readonly q?: string
  readonly stage?: AdhesionStage | undefined
  readonly sort?: (typeof adhesionSorts)[number]
  readonly offset?: number
  readonly limit: number
}

export interface AdhesionRow extends Adhesion {
  readonly stage: AdhesionStage
  readonly ipaCode: string
  readonly bodyName: string
}

const staged = (db: Sql, now: Date) => db`
  with known as (
    select ${adhesionColumns(db, now)}, ipa_code as "ipaCode", body.name as "bodyName", body.sort_name,
           concat_ws(' ', body.sort_name, lower(acronym), ipa_code, lower(requester_name), lower(requester_email)) as words
    from bodies.adhesion join bodies.body on body.id = body_id
  ), staged as (
    select *, case when state = 'active' and "agreementVersion" is distinct from ${currentAgreement().version} then 'renew'
                   when state <> 'requested' then state
                   when not "linkSent" then 'waiting'
                   when "linkUntil" is null then 'expired' else 'sent' end as stage
    from known
  )`

export async function listAdhesions(
  { db, now }: Context,
  { q = '', stage, sort = '-asked', offset = 0, limit }: AdhesionSearch,
): Promise<{ items: AdhesionRow[]; total: number }> {
  const words = searchText(q).split(' ').filter(Boolean)
  const order = {
    '-asked': db`"requestedAt" desc, id desc`,
    asked: db`"requestedAt", id`,
    name: db`sort_name, id desc`,
    '-decided': db`"decidedAt" desc nulls last, id desc`,
  }[sort]
  const items = await db<(AdhesionRow & { total: number })[]>`
    ${staged(db, now())}
    select *, count(*) over () as total from staged
    where (${stage ?? null}::text is null or stage = ${stage ?? null})
      and words like all(${words.map((word) => `%${word}%`)}::text[])
    order by ${order} offset ${offset} limit ${limit}`
  return { items, total: items[0]?.total ?? 0 }
}

/** How many stand where; a stage nobody stands at is absent. */
export async function countAdhesions({ db, now }: Context): Promise<Map<AdhesionStage, number>> {
  const rows = await db<{ stage: AdhesionStage; count: number }[]>`
    ${staged(db, now())} select stage, count(*) as count from staged group by stage`
  return new Map(rows.map(({ stage, count }) => [stage, count]))
}

export async function adhesionWithBody(
  context: Context,
  id: number,
): Promise<{ adhesion: Adhesion; body: Body; pec: string[] } | undefined> {
  const adhesion = Number.isSafeInteger(id) ? await findAdhesion(context, id) : undefined
  if (!adhesion) return undefined
  const { db } = context
  const [row] = await db<(Body & { pec: string[] })[]>`
    select ${bodyColumns(db)}, pec from bodies.body where id = ${adhesion.bodyId}`
  const { pec, ...body } = row!
  return { adhesion, body, pec }
}
