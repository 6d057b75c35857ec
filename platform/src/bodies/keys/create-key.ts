// SPDX-License-Identifier: AGPL-3.0-or-later
// Making a key for the programs of a body, and putting a new one in the place of an old. Whoever makes it sees it once. The same
// form sent twice finds what it has made; the key is shown again for minutes only.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { Account } from '../accounts/account.ts'
import { audit } from '../audit/audit.ts'
import type { Body } from '../body.ts'
import type { Made, Problem } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import { keyColumns, keyScopes, type ApiKey, type Scope } from './api-key.ts'
import { hashKey, prefixOf, writeKey } from './key-text.ts'

export const usualPerMinute = 600
export const mostPerMinute = 100_000
/** Of a key that is replaced: how long it may go on working. */
export const mostDays = 90
export const usualDays = 7

const shownMinutes = 10

export interface Keying {
  readonly body: Body
  readonly actor: Account
  readonly given: Given
  /** 32 bytes for the key: the same for a form that is sent twice. */
  readonly random: Uint8Array
}

interface KeyFields {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly perMinute: number
  readonly expiresOn: Day | null
}

/** text: the whole key, shown once and kept nowhere. spent: the form was sent again, long after its key was shown. */
export type Keyed =
  | { readonly kind: 'made'; readonly key: ApiKey; readonly text: string }
  | { readonly kind: 'spent' }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

export async function createKey(context: Context, keying: Keying): Promise<Keyed> {
  const read = readKey(context, keying.given)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const { actor, body } = keying
  const made = await insertKey(context, keying, read.value)
  if (made.kind === 'made' && made.fresh) {
    const { prefix, ...rest } = made.key
    await audit(context, {
      ...{ act: 'key.create', actor: actor.pseudonym, bodyId: body.id, subject: `key ${prefix}` },
      after: wordsOf(rest),
    })
  }
  return made
}

/** unknown: not of this body; over: it works no more, or has been replaced already. */
export type Rotated = Keyed | { readonly kind: 'unknown' } | { readonly kind: 'over'; readonly key: ApiKey }

/** @param id of the key that is replaced; `given.days` says for how many days it goes on working, 0 for not at all. */
export async function rotateKey(context: Context, id: number, keying: Keying): Promise<Rotated> {
  const { db, now } = context
  const { body, actor, given } = keying
  // Held until the end: of two who replace it at once the second finds it replaced.
  const [old] = await db<ApiKey[]>`
    select ${keyColumns(db, now())} from bodies.api_key where id = ${id} and body_id = ${body.id} for update`
  if (!old) return { kind: 'unknown' }
  if (old.state !== 'active') return (await findMade(context, keying, old.replacedBy)) ?? { kind: 'over', key: old }
  const fields = new Fields(given, context.language)
  const days = fields.whole('days', { from: 0, to: mostDays, fallback: usualDays })
  const expiresOn = fields.futureDay('expiresOn', now())
  const read = fields.done(() => ({ ...old, expiresOn }))
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const made = await insertKey(context, keying, read.value)
  if (made.kind !== 'made') return made
  const until = new Date(now().getTime() + days * 86_400_000)
  await db`update bodies.api_key set replaced_by = ${made.key.id}, revoked_at = ${until} where id = ${id}`
  await audit(context, {
    ...{ act: 'key.rotate', actor: actor.pseudonym, bodyId: body.id, subject: `key ${old.prefix}` },
    after: { replacedBy: made.key.prefix, validUntil: until, expiresOn },
  })
  return made
}

/** @returns false when the body has no such key; one that worked no more stays as it was. */
export async function revokeKey(
  { db, now, ...context }: Context,
  { body, id, actor }: { readonly body: Body; readonly id: number; readonly actor: Account },
): Promise<boolean> {
  const [key] = await db<{ prefix: string; over: boolean }[]>`
    select prefix, coalesce(revoked_at <= ${now()}, false) as over
    from bodies.api_key where id = ${id} and body_id = ${body.id} for update`
  if (!key) return false
  if (key.over) return true
  await db`update bodies.api_key set revoked_at = ${now()} where id = ${id}`
  await audit(
    { ...context, db, now },
    { act: 'key.revoke', actor: actor.pseudonym, bodyId: body.id, subject: `key ${key.prefix}` },
  )
  return true
}

function readKey(context: Context, given: Given): Made<KeyFields> {
  const fields = new Fields(given, context.language)
  const value = {
    name: fields.text('name', { longest: 120, required: true }),
    scopes: fields.someTerms('scopes', keyScopes) as Scope[],
    perMinute: fields.whole('perMinute', { from: 1, to: mostPerMinute, fallback: usualPerMinute }),
    expiresOn: fields.futureDay('expiresOn', context.now()),
  }
  return fields.done(() => value)
}

async function insertKey(
  context: Context,
  keying: Keying,
  fields: KeyFields,
): Promise<Exclude<Keyed, { kind: 'made' }> | (Extract<Keyed, { kind: 'made' }> & { readonly fresh: boolean })> {
  const { db, now } = context
  const text = writeKey(keying.random)
  const row = {
    ...{ body_id: keying.body.id, name: fields.name, prefix: prefixOf(text), key_hash: hashKey(text) },
    ...{ scopes: [...fields.scopes], per_minute: fields.perMinute, expires_on: fields.expiresOn },
    ...{ created_by: keying.actor.id, created_at: now() },
  }
  const [key] = await db<ApiKey[]>`
    insert into bodies.api_key ${db(row)} on conflict (prefix) do nothing returning ${keyColumns(db, now())}`
  if (key) return { kind: 'made', key, text, fresh: true }
  const again = await findMade(context, keying)
  return again ? { ...again, fresh: false } : { kind: 'spent' }
}

/** What the same form has made a moment ago. @param id that it must be. */
async function findMade(
  { db, now }: Context,
  { body, random }: Keying,
  id: number | null = null,
): Promise<Extract<Keyed, { kind: 'made' }> | undefined> {
  const text = writeKey(random)
  const [key] = await db<ApiKey[]>`
    select ${keyColumns(db, now())} from bodies.api_key
    where key_hash = ${hashKey(text)} and prefix = ${prefixOf(text)} and body_id = ${body.id}
      and (${id}::bigint is null or id = ${id}) and created_at > ${new Date(now().getTime() - shownMinutes * 60_000)}`
  return key && { kind: 'made', key, text }
}

function wordsOf({ name, scopes, perMinute, expiresOn }: KeyFields): KeyFields {
  return { name, scopes, perMinute, expiresOn }
}
