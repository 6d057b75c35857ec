// SPDX-License-Identifier: AGPL-3.0-or-later
// The people who work here. How they prove who they are stands in passkeys/ and oidc/.
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
}

export async function createAccount({ db, now }: Context, { name, email, subject }: NewAccount): Promise<Account> {
  const [account] = await db<Account[]>`
    insert into bodies.account (name, email, subject, created_at) values (${name}, ${email}, ${subject ?? null}, ${now()})
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

export async function setLanguage({ db }: Context, id: number, language: 'it' | 'en'): Promise<void> {
  await db`update bodies.account set language = ${language} where id = ${id}`
}
