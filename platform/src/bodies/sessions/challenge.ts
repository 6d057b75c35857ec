// SPDX-License-Identifier: AGPL-3.0-or-later
// What a browser must bring back once and soon: challenges for passkeys, states of log-ins elsewhere. Each says what it was
// given for and opens nothing else. Taking one spends it whatever comes of it, so it is never taken in the act's transaction,
// which would give it back when the act fails.
import { randomBytes } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { hashToken } from './session.ts'

/** What each kind of challenge is bound to. */
export interface Challenges {
  /** A log-in: the passkey itself says whose. */
  readonly 'passkey-login': Record<never, never>
  /** The person of this session proves once more who they are. */
  readonly 'passkey-proof': OfSession
  /** The person of this session adds a passkey. */
  readonly 'passkey-new': OfSession & { readonly name: string }
  /** Whoever opened this invitation makes a passkey, for an account that may not be there yet. */
  readonly 'passkey-invitation': { readonly invitationId: number; readonly pseudonym: string }
  /** A log-in through SPID or CIE is under way in one browser. */
  readonly oidc: {
    readonly nonce: string
    readonly verifier: string
    /** Hash of what the browser's cookie holds. */
    readonly browser: string
    readonly startedAt: number
    readonly errand: Errand
  }
}

/** A session, by the hash of its token: a challenge opens nothing on another one. */
export interface OfSession {
  readonly session: string
}

/** What somebody goes to SPID or CIE for. */
export type Errand =
  | { readonly kind: 'login'; readonly way: string }
  | ({ readonly kind: 'proof'; readonly way: string } & OfSession)
  | ({ readonly kind: 'link' } & OfSession)
  | { readonly kind: 'invitation'; readonly invitationId: number }

export type ChallengeKind = keyof Challenges

const minutes: Readonly<Record<ChallengeKind, number>> = {
  'passkey-login': 5,
  'passkey-proof': 5,
  'passkey-new': 5,
  'passkey-invitation': 5,
  // Long enough for a one-time code, an app or a card.
  oidc: 15,
}

/** @returns 32 random bytes for the browser, as base64url; only their hash stays. */
export async function giveChallenge<Kind extends ChallengeKind>(
  { db, now }: Context,
  kind: Kind,
  content: Challenges[Kind],
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(now().getTime() + minutes[kind] * 60_000)
  await db`
    insert into bodies.challenge (id_hash, kind, content, expires_at)
    values (${hashToken(token)}, ${kind}, ${db.json(content as never)}, ${expires})`
  return token
}

/** Spends it. @returns undefined for one that was never given, was spent, is too old, or was given for something else. */
export async function takeChallenge<Kind extends ChallengeKind>(
  { db, now }: Context,
  kind: Kind,
  token: string,
): Promise<Challenges[Kind] | undefined> {
  const [row] = await db<{ kind: string; content: Challenges[Kind]; expiresAt: Date }[]>`
    delete from bodies.challenge where id_hash = ${hashToken(token)}
    returning kind, content, expires_at as "expiresAt"`
  return row && row.kind === kind && row.expiresAt > now() ? row.content : undefined
}

/** How a challenge names a session. */
export function ofSession(token: string): OfSession {
  return { session: hashToken(token).toString('base64url') }
}
