// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions of the workspace: a random token in the browser, its hash here. A session ends after half an hour without use
// and after eight hours in any case; a log-in always makes a new one, so that a token planted before is worth nothing.
// Roles are read anew with each request: who loses one has lost it at once. A session used as long after now is
// over as well: a clock that was put back must not make it last.
import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { accountColumns, type Account } from '../accounts/account.ts'
import type { Membership } from '../access/roles.ts'

export type LoginMethod = 'passkey' | 'oidc' | 'invitation'

export interface Session {
  readonly token: string
  readonly account: Account
  readonly method: LoginMethod
  /** When the person last proved who they are. */
  readonly freshAt: Date
  /** The body support looks at the workspace as: then nothing can be changed, and no answer data are shown. */
  readonly viewing: number | null
  /** The same body, as pages name it. */
  readonly viewed: { readonly ipaCode: string; readonly name: string } | null
  /** Roles that are in force today. */
  readonly memberships: readonly Membership[]
}

const idleMinutes = 30
const longestHours = 8
/** How long a proof of identity is good for what needs a fresh one. */
export const freshMinutes = 10
/** The use of a session is noted at most this often. */
const noteSeconds = 60

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** @returns the token for the browser; nothing here can give it back. */
export async function openSession({ db, now }: Context, accountId: number, method: LoginMethod): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const at = now()
  await db`
    insert into bodies.session (id_hash, account_id, method, created_at, seen_at, fresh_at)
    values (${hashToken(token)}, ${accountId}, ${method}, ${at}, ${at}, ${at})`
  return token
}

/** @returns undefined for a token nobody has, for one that is over, and for an account that was suspended. */
export async function findSession(context: Context, token: string): Promise<Session | undefined> {
  const { db, now } = context
  const at = now()
  const id = hashToken(token)
  const [row] = await db<(Account & Pick<Session, 'method' | 'freshAt' | 'viewing' | 'viewed'> & { seenAt: Date })[]>`
    select ${accountColumns(db)}, session.method, session.fresh_at as "freshAt", session.seen_at as "seenAt",
           body.id as viewing, json_build_object('ipaCode', body.ipa_code, 'name', body.name) as viewed
    from bodies.session join bodies.account on account.id = session.account_id and account.state = 'active'
    left join bodies.body on body.id = session.viewing_body_id
    where id_hash = ${id} and session.created_at > ${before(at, 60 * longestHours)}
      and seen_at > ${before(at, idleMinutes)} and seen_at < ${before(at, -idleMinutes)}`
  if (!row) return undefined
  const { method, freshAt, seenAt, viewing, viewed, ...account } = row
  if (at.getTime() - seenAt.getTime() > noteSeconds * 1000) {
    await db`update bodies.session set seen_at = ${at} where id_hash = ${id}`
  }
  const memberships = await membershipsOf(context, account.id)
  // Who is no longer support looks with their own eyes again.
  const looks = viewing !== null && memberships.some(({ role }) => role === 'support')
  return {
    token,
    account,
    method,
    freshAt,
    memberships,
    viewing: looks ? viewing : null,
    viewed: looks ? viewed : null,
  }
}

export function isFresh({ freshAt }: Session, now: Date): boolean {
  return freshAt > before(now, freshMinutes)
}

/** Roles in force today. */
export async function membershipsOf({ db, now }: Context, accountId: number): Promise<Membership[]> {
  return await db<Membership[]>`
    select id, role, body_id as "bodyId", expires_on as "expiresOn", bodies.hold_of(body_id) is not null as held,
           array(select service_id from bodies.owned_service where membership_id = membership.id) as services
    from bodies.membership
    where account_id = ${accountId} and (expires_on is null or expires_on >= ${dayOf(now())})
    order by id`
}

export async function endSession({ db }: Context, token: string): Promise<void> {
  await db`delete from bodies.session where id_hash = ${hashToken(token)}`
}

/** Every session of the account, for instance when a passkey is lost. @returns how many there were. */
export async function endSessionsOf({ db }: Context, accountId: number): Promise<number> {
  return (await db`delete from bodies.session where account_id = ${accountId}`).count
}

/** @param bodyId null: support looks at its own workspace again. */
export async function viewAs({ db }: Context, token: string, bodyId: number | null): Promise<void> {
  await db`update bodies.session set viewing_body_id = ${bodyId} where id_hash = ${hashToken(token)}`
}

/** Old sessions and challenges, which nobody can use any more. */
export async function forgetSessions({ db, now }: Context): Promise<void> {
  await db`delete from bodies.session where seen_at <= ${before(now(), idleMinutes)} or created_at <= ${before(now(), 60 * longestHours)}`
  await db`delete from bodies.challenge where expires_at <= ${now()}`
}

function before(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() - minutes * 60_000)
}
