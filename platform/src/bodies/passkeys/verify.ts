// SPDX-License-Identifier: AGPL-3.0-or-later
// Judges what a passkey has signed. In order: a challenge of ours, given for this and never used; a passkey we know; made at
// our address; by a person who proved to their device that it is them; with a counter that goes up. The first that fails ends
// it, and the challenge is spent in any case.
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '../../base/context.ts'
import { findAccount, type Account } from '../accounts/account.ts'
import { ofSession, takeChallenge, type Challenges } from '../sessions/challenge.ts'
import type { Session } from '../sessions/session.ts'
import type { Site } from '../sessions/site.ts'
import { webauthn } from './library.ts'
import { userHandle, type PasskeyKind } from './make-options.ts'
import { findPasskey, noteUse, type StoredPasskey } from './store.ts'

/**
 * Why a passkey was not taken: the challenge was too old, used, or of something else; the passkey is nobody's here, or not this
 * person's; or what it signed is not right.
 */
export type PasskeyRefusal = 'challenge' | 'unknown' | 'wrong'

export type Verified =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly why: PasskeyRefusal }

/** Who logs in. */
export async function verifyLogIn(context: Context, site: Site, answer: AuthenticationResponseJSON): Promise<Verified> {
  const challenge = await challengeOf(context, 'passkey-login', answer)
  return challenge === undefined ? refused('challenge') : verify(context, site, answer, challenge.token)
}

/** Whether the person of this session is there. */
export async function verifyProof(
  context: Context,
  site: Site,
  answer: AuthenticationResponseJSON,
  { token, account }: Session,
): Promise<Verified> {
  const challenge = await challengeOf(context, 'passkey-proof', answer)
  if (challenge?.content.session !== ofSession(token).session) return refused('challenge')
  return verify(context, site, answer, challenge.token, account.id)
}

/** The challenge an answer was made for, spent. */
export async function challengeOf<Kind extends PasskeyKind>(
  context: Context,
  kind: Kind,
  { response }: { readonly response: { readonly clientDataJSON: string } },
): Promise<{ token: string; content: Challenges[Kind] } | undefined> {
  const token = challengeIn(response.clientDataJSON)
  const content = token === undefined ? undefined : await takeChallenge(context, kind, token)
  return token === undefined || content === undefined ? undefined : { token, content }
}

function challengeIn(clientData: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { challenge?: unknown }
    return typeof challenge === 'string' && /^[\w-]{43}$/.test(challenge) ? challenge : undefined
  } catch {
    return undefined
  }
}

/** @param accountId whose passkey it must be; anybody's when absent. */
async function verify(
  context: Context,
  { origin, rpId }: Site,
  answer: AuthenticationResponseJSON,
  expectedChallenge: string,
  accountId?: number,
): Promise<Verified> {
  const passkey = await findPasskey(context, answer.id.replaceAll('\0', ''))
  if (!passkey || (accountId !== undefined && passkey.accountId !== accountId)) return refused('unknown')
  const account = await findAccount(context, passkey.accountId)
  if (!account || !belongs(answer, account)) return refused('unknown')
  const { verifyAuthenticationResponse } = await webauthn()
  const next = await verifyAuthenticationResponse({
    ...{
      response: answer,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    },
    credential: credentialOf(passkey),
  }).then(
    ({ verified, authenticationInfo }) => (verified ? authenticationInfo.newCounter : undefined),
    () => undefined,
  )
  if (next === undefined || !(await noteUse(context, passkey, next))) return refused('wrong')
  return { ok: true, account }
}

/** An authenticator that remembers whose passkey it is must remember this person. */
function belongs({ response }: AuthenticationResponseJSON, { pseudonym }: Account): boolean {
  const { userHandle: handle } = response
  return !handle || handle === Buffer.from(userHandle(pseudonym)).toString('base64url')
}

function credentialOf({ id, publicKey, counter }: StoredPasskey) {
  return { id, publicKey: new Uint8Array(publicKey), counter }
}

function refused(why: PasskeyRefusal): Verified {
  return { ok: false, why }
}
