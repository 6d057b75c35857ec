// SPDX-License-Identifier: AGPL-3.0-or-later
// Passkeys of people: the public half, its counter, and the name by which the person tells one from the other.
import type { Context } from '../../base/context.ts'
import { passkeyKnown } from './errors.ts'

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly transports: readonly string[]
}

/** A passkey an authenticator has just made, not yet anybody's. */
export interface NewPasskey {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
}

export interface StoredPasskey extends NewPasskey {
  readonly accountId: number
}

/** Oldest first. */
export async function listPasskeys({ db }: Context, accountId: number): Promise<Passkey[]> {
  return await db<Passkey[]>`
    select id, name, created_at as "createdAt", last_used_at as "lastUsedAt", transports
    from bodies.passkey where account_id = ${accountId} order by created_at, id`
}

export async function findPasskey({ db }: Context, id: string): Promise<StoredPasskey | undefined> {
  const [row] = await db<StoredPasskey[]>`
    select id, account_id as "accountId", public_key as "publicKey", counter, transports from bodies.passkey where id = ${id}`
  return row
}

/** @throws PlatformError when the passkey is there already, whoever has it. */
export async function addPasskey(
  { db, now }: Context,
  accountId: number,
  { id, publicKey, counter, transports }: NewPasskey,
  name: string,
): Promise<void> {
  const rows = await db`
    insert into bodies.passkey (id, account_id, public_key, counter, transports, name, created_at)
    values (${id}, ${accountId}, ${Buffer.from(publicKey)}, ${counter}, ${[...transports]}, ${name}, ${now()})
    on conflict do nothing returning id`
  if (rows.length === 0) throw passkeyKnown()
}

/** @returns false when it was used in between: then one of the two uses is of a copy. */
export async function noteUse({ db, now }: Context, { id, counter }: StoredPasskey, next: number): Promise<boolean> {
  const rows = await db`
    update bodies.passkey set counter = ${next}, last_used_at = ${now()} where id = ${id} and counter = ${counter} returning id`
  return rows.length > 0
}

/** @returns the name it had, or undefined when the account has no such passkey. */
export async function renamePasskey(
  { db }: Context,
  accountId: number,
  id: string,
  name: string,
): Promise<string | undefined> {
  const [row] = await db<{ before: string }[]>`
    update bodies.passkey set name = ${name}
    from (select id, name as before from bodies.passkey where id = ${id} and account_id = ${accountId}) as old
    where passkey.id = old.id returning before`
  return row?.before
}

/**
 * Removes a passkey, but never the last way in. Two that are removed at the same moment wait for each other.
 * @param otherWay whether the account is linked to SPID or CIE, and these can be used here.
 */
export async function removePasskey(
  { db }: Context,
  accountId: number,
  id: string,
  otherWay: boolean,
): Promise<'removed' | 'unknown' | 'last'> {
  const all = await db<{ id: string }[]>`
    select id from bodies.passkey where account_id = ${accountId} order by id for update`
  if (!all.some((passkey) => passkey.id === id)) return 'unknown'
  if (all.length === 1 && !otherWay) return 'last'
  await db`delete from bodies.passkey where id = ${id}`
  return 'removed'
}

/** All of them, when an account is given back to who has lost them. @returns how many there were. */
export async function removeAllPasskeys({ db }: Context, accountId: number): Promise<number> {
  return (await db`delete from bodies.passkey where account_id = ${accountId} returning id`).length
}
