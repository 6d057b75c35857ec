// SPDX-License-Identifier: AGPL-3.0-or-later
// Programs say who they are by a key in the Authorization header. It is looked up with each call, so that one that was revoked
// opens nothing from that moment on. A route that takes keys is declared with `keyHook`; without the header nothing is asked.
import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { belonging } from '../../base/memory/belonging.ts'
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { keyColumns, type ApiKey, type Scope } from './api-key.ts'
import { keyBusy, keyExpired, keyInvalid, keyNeeded, keyRevoked, keyScope } from './errors.ts'
import { hashKey, isKey, prefixOf } from './key-text.ts'
import { TokenBuckets } from './token-buckets.ts'

/** Whose program it is that calls. */
export type Caller = Pick<ApiKey, 'id' | 'bodyId' | 'scopes' | 'prefix'>

const callers = new WeakMap<FastifyRequest, Caller>()
const buckets = belonging<object, TokenBuckets>(() => new TokenBuckets())

/**
 * onRequest of a route that takes keys: who sends one must have a good one; who sends none goes on as before, unless the route
 * needs one.
 */
export function keyHook(context: Context, scope: Scope, { needed = false } = {}) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const { authorization } = request.headers
    if (authorization === undefined) {
      if (!needed) return done()
      reply.header('www-authenticate', 'Bearer realm="Ascolto"')
      return done(keyNeeded())
    }
    authenticate(context, authorization, scope).then(
      (caller) => {
        callers.set(request, caller)
        done()
      },
      (error: Error & { kind?: { status: number } }) => {
        if (error.kind?.status === 401)
          reply.header('www-authenticate', 'Bearer realm="Ascolto", error="invalid_token"')
        done(error)
      },
    )
  }
}

/** undefined for who sent no key. */
export function callerOf(request: FastifyRequest): Caller | undefined {
  return callers.get(request)
}

/** @throws PlatformError 401 for no good key, 403 for one that may not do this, 429 for one that calls too often. */
export async function authenticate(context: Context, authorization: string, scope: Scope): Promise<Caller> {
  const key = await findByText(context, authorization)
  const wait = buckets.of(context.memory).take(key.id, key.perMinute, context.now())
  if (wait > 0) throw keyBusy({ retryAfter: wait })
  if (!key.scopes.includes(scope)) throw keyScope({ detail: `Manca il permesso «${scope}».` })
  await noteUse(context, key)
  return { id: key.id, bodyId: key.bodyId, scopes: key.scopes, prefix: key.prefix }
}

async function findByText({ db, now }: Context, authorization: string): Promise<ApiKey> {
  const text = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (text === undefined) throw keyInvalid({ detail: 'L’intestazione si scrive «Authorization: Bearer asc_…».' })
  if (!isKey(text))
    throw keyInvalid({
      detail: 'Non è scritta come una chiave: manca o è cambiato qualche carattere. Ricopiala per intero.',
    })
  const [row] = await db<(ApiKey & { hash: Buffer })[]>`
    select ${keyColumns(db, now())}, key_hash as hash from bodies.api_key where prefix = ${prefixOf(text)}`
  if (!row || !timingSafeEqual(row.hash, hashKey(text))) throw keyInvalid()
  const { hash: _, ...key } = row
  if (key.state === 'revoked') throw keyRevoked()
  if (key.state === 'expired') throw keyExpired()
  return key
}

/** The day alone, once a day: who looks after the keys sees which ones nobody uses. */
async function noteUse({ db, now }: Context, { id, lastUsedOn }: ApiKey): Promise<void> {
  const today = dayOf(now())
  if (lastUsedOn === today) return
  await db`
    update bodies.api_key set last_used_on = ${today} where id = ${id} and (last_used_on is null or last_used_on < ${today})`
}
