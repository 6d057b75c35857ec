// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: people with roles, logged in. Their sessions are real ones, only the proof of identity is skipped.
import type { Context } from '../base/context.ts'
import type { Role } from './access/roles.ts'
import { createAccount, type Account } from './accounts/account.ts'
import { giveRole } from './members/membership.ts'
import { formToken } from './sessions/cookie.ts'
import { openSession } from './sessions/session.ts'

export interface Person {
  readonly account: Account
  readonly token: string
  /** Headers of a request of this person's browser. */
  readonly headers: Readonly<Record<string, string>>
  /** Goes into every form as _csrf. */
  readonly formToken: string
}

export interface GivenRole {
  readonly role: Role
  readonly bodyId?: number
  readonly services?: readonly number[]
  readonly expiresOn?: string
}

let number = 0

/** Makes an account with these roles and logs it in. */
export async function logIn(context: Context, ...given: readonly GivenRole[]): Promise<Person> {
  const name = `Persona ${++number}`
  const account = await createAccount(context, { name, email: `persona${number}@ente.example` })
  for (const { role, bodyId = null, services = [], expiresOn = null } of given) {
    await giveRole(context, { accountId: account.id, bodyId, role, services, expiresOn })
  }
  return personOf(account, await openSession(context, account.id, 'passkey'))
}

export function personOf(account: Account, token: string): Person {
  return {
    ...{ account, token, formToken: formToken(token) },
    headers: { cookie: `__Host-ascolto=${token}`, accept: 'text/html', 'sec-fetch-site': 'same-origin' },
  }
}
