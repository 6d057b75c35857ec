// SPDX-License-Identifier: AGPL-3.0-or-later
// The people who work here. How they prove who they are stands in passkeys/ and oidc/.
import { randomUUID } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'

export interface Account {
  readonly id: number
  /** How the log of acts names the person. */
  readonly pseudonym: string
  readonly name: string
  readonly email: string
  readonly language: 'it' | 'en'
}

export const accountColumns = (db: Sql) => db`
  account.id, account.pseudonym, account.name, account.email, account.language`

export interface NewAccount {
  readonly name: string
  readonly email: string
  /** HMAC of the fiscal number SPID or CIE asserted. */
  readonly subject?: Buffer
  /** When a passkey was made for it before the account was. */
  readonly pseudonym?: string
}

export async function createAccount({ db, now }: Context, given: NewAccount): Promise<Account> {
  const { name, email, subject = null, pseudonym = randomUUID() } = given
  const [account] = await db<Account[]>`
    insert into bodies.account (name, email, subject, pseudonym, created_at)
    values (${name}, ${email}, ${subject}, ${pseudonym}, ${now()})
    returning ${accountColumns(db)}`
  return account!
}

/** Only active ones. */
export async function findAccount({ db }: Context, id: number): Promise<Account | undefined> {
  const [account] = await db<Account[]>`
    select ${accountColumns(db)} from bodies.account where id = ${id} and state = 'active'`
  return account
}

export async function accountBySubject({ db }: Context, subject: Buffer): Promise<Account | undefined> {
  const [account] = await db<Account[]>`
    select ${accountColumns(db)} from bodies.account where subject = ${subject} and state = 'active'`
  return account
}

/** Whether this identity has an account that must not be used. */
export async function isSuspended({ db }: Context, subject: Buffer): Promise<boolean> {
  return (await db`select from bodies.account where subject = ${subject} and state = 'suspended'`).length > 0
}

export async function setLanguage({ db }: Context, id: number, language: 'it' | 'en'): Promise<void> {
  await db`update bodies.account set language = ${language} where id = ${id}`
}

export async function setName({ db }: Context, id: number, name: string): Promise<void> {
  await db`update bodies.account set name = ${name} where id = ${id}`
}

/** Whether SPID or CIE lead to this account. */
export async function isLinked({ db }: Context, id: number): Promise<boolean> {
  return (await db`select from bodies.account where id = ${id} and subject is not null`).length > 0
}

/** Lets SPID and CIE lead to this account, or (null) no more. @returns false when they lead to another one. */
export async function linkSubject({ db }: Context, id: number, subject: Buffer | null): Promise<boolean> {
  const rows = await db`
    update bodies.account set subject = ${subject}
    where id = ${id} and not exists (select from bodies.account other where other.subject = ${subject} and other.id <> ${id})
    returning id`
  return rows.length > 0
}
