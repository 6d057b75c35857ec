// SPDX-License-Identifier: AGPL-3.0-or-later
// The people of a body and those it waits for, as an administrator goes through them: searched, sorted, a page at a time.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { addDays, dayOf } from '../../base/day.ts'
import { searchText } from '../../base/search-text.ts'
import { roleNames } from '../access/roles.ts'
import { firstWarning } from './expiry/warn-before-end.ts'
import { invitationColumns, type Invitation } from './invitation.ts'
import { memberColumns, type Member } from './membership.ts'

export const peopleSorts = ['name', 'role', 'end'] as const
export const invitationSorts = ['-created', 'name', 'end'] as const

export interface PeopleSearch<Sort> {
  readonly bodyId: number
  readonly q?: string
  readonly sort?: Sort
  readonly offset?: number
  readonly limit: number
}

export interface MemberRow extends Member {
  /** Of a service owner: names of what they look after, in their order. */
  readonly serviceNames: readonly string[]
}

export async function listPeople(
  { db }: Context,
  { bodyId, q = '', sort = 'name', offset = 0, limit }: PeopleSearch<(typeof peopleSorts)[number]>,
): Promise<{ items: MemberRow[]; total: number }> {
  const order = {
    name: db`lower(account.name), membership.id`,
    role: db`array_position(${[...roleNames]}::text[], role), lower(account.name), membership.id`,
    end: db`expires_on nulls last, lower(account.name), membership.id`,
  }[sort]
  const items = await db<(MemberRow & { total: number })[]>`
    select ${memberColumns(db)}, count(*) over () as total,
           array(select service.name from bodies.owned_service join bodies.service on service.id = service_id
                 where membership_id = membership.id order by service.sort_name, service.id) as "serviceNames"
    from bodies.membership join bodies.account on account.id = account_id
    where body_id = ${bodyId} and ${holds(db, db`account.name || ' ' || account.email`, q)}
    order by ${order} offset ${offset} limit ${limit}`
  return { items, total: items[0]?.total ?? 0 }
}

/** How many roles end soon: those that a warning is about. */
export async function countEnding({ db, now }: Context, bodyId: number): Promise<number> {
  const today = dayOf(now())
  const [row] = await db<{ count: number }[]>`
    select count(*) as count from bodies.membership
    where body_id = ${bodyId} and expires_on between ${today} and ${addDays(today, firstWarning)}`
  return row!.count
}

/** Links that wait to be opened: to new people, and to who has lost their access. */
export async function searchInvitations(
  { db, now }: Context,
  { bodyId, q = '', sort = '-created', offset = 0, limit }: PeopleSearch<(typeof invitationSorts)[number]>,
): Promise<{ items: Invitation[]; total: number }> {
  const order = {
    '-created': db`invitation.id desc`,
    name: db`lower(invitation.name), invitation.id desc`,
    end: db`invitation.expires_at, invitation.id`,
  }[sort]
  const items = await db<(Invitation & { total: number })[]>`
    select ${invitationColumns(db)}, count(*) over () as total from bodies.invitation
    where body_id = ${bodyId} and purpose in ('member', 'recovery')
      and used_at is null and revoked_at is null and expires_at > ${now()}
      and ${holds(db, db`invitation.name || ' ' || invitation.email`, q)}
    order by ${order} offset ${offset} limit ${limit}`
  return { items, total: items[0]?.total ?? 0 }
}

/** Whether the text holds every word, whatever its accents and capital letters. */
function holds(db: Sql, text: ReturnType<typeof memberColumns>, q: string) {
  const words = searchText(q).split(' ').filter(Boolean)
  return db`
    regexp_replace(lower(normalize(${text}, NFD)), '[\\u0300-\\u036f]', '', 'g') like all(${words.map((word) => `%${word}%`)}::text[])`
}
