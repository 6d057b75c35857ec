// SPDX-License-Identifier: AGPL-3.0-or-later
// What a proof of identity does to sessions. A log-in makes a new one and ends the one the browser had; a proof within a
// session goes on with it under another token. A token planted or seen before is worth nothing after either.
import { randomBytes } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import { endSession, hashToken, openSession, type LoginMethod, type Session } from './session.ts'

/** @param previous token of the session the browser had. @returns the token of the new one. */
export async function startSession(
  context: Context,
  { id, pseudonym }: Account,
  method: LoginMethod,
  previous: string | undefined,
): Promise<string> {
  return await context.db.begin(async (transaction) => {
    const scoped = { ...context, db: transaction as unknown as Sql }
    if (previous !== undefined) await endSession(scoped, previous)
    const token = await openSession(scoped, id, method)
    await audit(scoped, { act: 'session.start', actor: pseudonym, subject: `account ${pseudonym}`, after: { method } })
    return token
  })
}

/** @returns the token under which the session goes on, not longer than it would have; undefined when it is over. */
export async function renewSession(
  { db, now }: Context,
  { token }: Session,
  method: LoginMethod,
): Promise<string | undefined> {
  const next = randomBytes(32).toString('base64url')
  const rows = await db`
    update bodies.session set id_hash = ${hashToken(next)}, method = ${method}, fresh_at = ${now()}, seen_at = ${now()}
    where id_hash = ${hashToken(token)} returning account_id`
  return rows.length > 0 ? next : undefined
}

/** How many more sessions the person has, by their browsers elsewhere. */
export async function countOtherSessions({ db }: Context, { account, token }: Session): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    select count(*) as count from bodies.session where account_id = ${account.id} and id_hash <> ${hashToken(token)}`
  return row!.count
}

/** @returns how many were ended. */
export async function endOtherSessions({ db }: Context, { account, token }: Session): Promise<number> {
  const rows = await db`
    delete from bodies.session where account_id = ${account.id} and id_hash <> ${hashToken(token)} returning account_id`
  return rows.length
}
