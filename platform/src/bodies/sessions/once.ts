// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets that a form makes and its answer shows: links of invitations, keys of the API. They are made from the session's token,
// which is kept nowhere, and a random name of the form: the same form sent twice makes the same secret, and so one thing, and
// nobody who lacks either can make it again.
import { createHmac, randomBytes } from 'node:crypto'
import type { Session } from './session.ts'

/** What a form carries as `once`. */
export function formName(): string {
  return randomBytes(32).toString('base64url')
}

/** @param once what the form sent; anything but a name of ours makes a new secret each time. @returns 32 bytes. */
export function secretOf({ token }: Pick<Session, 'token'>, purpose: string, once: unknown): Buffer {
  const name = typeof once === 'string' && /^[\w-]{43}$/.test(once) ? once : formName()
  return createHmac('sha256', token).update(`${purpose}:${name}`).digest()
}
