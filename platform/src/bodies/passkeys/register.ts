// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes in a passkey that an authenticator has just made: for the person of a session, or for whoever opened an invitation.
// As with every answer of a passkey the challenge is ours, was given for exactly this, and is spent.
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '../../base/context.ts'
import type { Invitation } from '../members/invitation.ts'
import { ofSession } from '../sessions/challenge.ts'
import type { Session } from '../sessions/session.ts'
import type { Site } from '../sessions/site.ts'
import { webauthn } from './library.ts'
import type { NewPasskey } from './store.ts'
import { challengeOf, type PasskeyRefusal } from './verify.ts'

export type Registered<More> =
  | ({ readonly ok: true; readonly passkey: NewPasskey } & More)
  | { readonly ok: false; readonly why: PasskeyRefusal }

/** For the person of this session; `name` is what they asked to call it. */
export async function readAdded(
  context: Context,
  site: Site,
  answer: RegistrationResponseJSON,
  { token }: Session,
): Promise<Registered<{ readonly name: string }>> {
  const challenge = await challengeOf(context, 'passkey-new', answer)
  if (challenge?.content.session !== ofSession(token).session) return { ok: false, why: 'challenge' }
  const passkey = await read(site, answer, challenge.token)
  return passkey ? { ok: true, passkey, name: challenge.content.name } : { ok: false, why: 'wrong' }
}

/** For whoever opened this invitation; `pseudonym` is the one the account gets, which the authenticator already knows. */
export async function readAccepted(
  context: Context,
  site: Site,
  answer: RegistrationResponseJSON,
  { id }: Invitation,
): Promise<Registered<{ readonly pseudonym: string }>> {
  const challenge = await challengeOf(context, 'passkey-invitation', answer)
  if (challenge?.content.invitationId !== id) return { ok: false, why: 'challenge' }
  const passkey = await read(site, answer, challenge.token)
  return passkey ? { ok: true, passkey, pseudonym: challenge.content.pseudonym } : { ok: false, why: 'wrong' }
}

/** Words an authenticator uses for how it is reached. */
const transport = /^[a-z-]{1,20}$/

async function read(
  { origin, rpId }: Site,
  response: RegistrationResponseJSON,
  expectedChallenge: string,
): Promise<NewPasskey | undefined> {
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    ...{ response, expectedChallenge, expectedOrigin: origin, expectedRPID: rpId, requireUserVerification: true },
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { id, publicKey, counter } = verified.registrationInfo.credential
  const transports = (response.response.transports ?? []).filter((name) => transport.test(name)).slice(0, 8)
  return { id, publicKey, counter, transports }
}
