// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys of a body as its administrators see them: everything but the key itself, which is kept nowhere.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { dayOf, type Day } from '../../base/day.ts'
import { searchText } from '../../base/search-text.ts'
import type { Term } from '../vocabularies/index.ts'
import scopesFile from './scopes.json' with { type: 'json' }

export const keyScopes: readonly Term[] = scopesFile
export type Scope = 'responses.write' | 'totals.write' | 'results.read'

/** replaced: another one is there, and this one works for a few days more. */
export type KeyState = 'active' | 'replaced' | 'expired' | 'revoked'

export interface ApiKey {
  readonly id: number
  readonly bodyId: number
  readonly name: string
  /** By which people recognise it, and by which it is found. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly perMinute: number
  readonly createdAt: Date
  /** Name of who made it, where it may be seen. */
  readonly createdBy: string | null
  /** The last day it works. */
  readonly expiresOn: Day | null
  readonly revokedAt: Date | null
  readonly replacedBy: number | null
  readonly lastUsedOn: Day | null
  readonly state: KeyState
}

export const keyColumns = (db: Sql, now: Date) => db`
  api_key.id, body_id as "bodyId", api_key.name, prefix, scopes, per_minute as "perMinute", api_key.created_at as "createdAt",
  (select account.name from bodies.account where account.id = created_by) as "createdBy", expires_on as "expiresOn",
  revoked_at as "revokedAt", replaced_by as "replacedBy", last_used_on as "lastUsedOn",
  case when revoked_at <= ${now} then 'revoked' when expires_on < ${dayOf(now)} then 'expired'
       when replaced_by is not null then 'replaced' else 'active' end as state`

export const keySorts = ['-created', 'name', 'end', 'used'] as const

export interface KeySearch {
  readonly bodyId: number
  readonly q?: string
  readonly sort?: (typeof keySorts)[number]
  readonly offset?: number
  readonly limit: number
}

/** Those that work come first. */
export async function listKeys({ db, now }: Context, search: KeySearch): Promise<{ items: ApiKey[]; total: number }> {
  const { bodyId, q = '', sort = '-created', offset = 0, limit } = search
  const words = searchText(q).split(' ').filter(Boolean)
  const order = {
    '-created': db`id desc`,
    name: db`lower(name), id desc`,
    end: db`least("revokedAt"::date, "expiresOn") nulls last, id desc`,
    used: db`"lastUsedOn" desc nulls last, id desc`,
  }[sort]
  const items = await db<(ApiKey & { total: number })[]>`
    with known as (select ${keyColumns(db, now())} from bodies.api_key where body_id = ${bodyId})
    select *, count(*) over () as total from known
    where replace(lower(name || ' ' || prefix), '_', ' ') like all(${words.map((word) => `%${word}%`)}::text[])
    order by state in ('active', 'replaced') desc, ${order} offset ${offset} limit ${limit}`
  return { items, total: items[0]?.total ?? 0 }
}

/** @returns undefined when the body has no such key. */
export async function findKey({ db, now }: Context, bodyId: number, id: number): Promise<ApiKey | undefined> {
  const [key] = await db<ApiKey[]>`
    select ${keyColumns(db, now())} from bodies.api_key where id = ${id} and body_id = ${bodyId}`
  return key
}

/** How many keys this person has made and therefore may know that still work. */
export async function countKeysBy({ db, now }: Context, bodyId: number, accountId: number): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    with known as (select ${keyColumns(db, now())} from bodies.api_key where body_id = ${bodyId} and created_by = ${accountId})
    select count(*) as count from known where state in ('active', 'replaced')`
  return row!.count
}
