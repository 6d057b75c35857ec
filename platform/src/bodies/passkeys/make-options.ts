// SPDX-License-Identifier: AGPL-3.0-or-later
// What the browser is told before it asks an authenticator. A challenge is given for one use only; the person must show that
// it is them (user verification), and a passkey that is found without a name is preferred. Who made the device is nobody's
// business (attestation none).
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { randomUUID } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import type { Account } from '../accounts/account.ts'
import type { Invitation } from '../members/invitation.ts'
import { giveChallenge, ofSession, type ChallengeKind } from '../sessions/challenge.ts'
import type { Session } from '../sessions/session.ts'
import type { Site } from '../sessions/site.ts'
import { webauthn } from './library.ts'
import { listPasskeys } from './store.ts'

type RequestOptions = PublicKeyCredentialRequestOptionsJSON
type CreationOptions = PublicKeyCredentialCreationOptionsJSON

/** Kinds of challenges that a passkey answers. */
export type PasskeyKind = Extract<ChallengeKind, `passkey-${string}`>

/** As long as the challenge is good for. */
const timeout = 5 * 60_000

export async function optionsToLogIn(context: Context, site: Site): Promise<RequestOptions> {
  return requestOptions(site, await giveChallenge(context, 'passkey-login', {}))
}

export async function optionsToProve(
  context: Context,
  site: Site,
  { token, account }: Session,
): Promise<RequestOptions> {
  const challenge = await giveChallenge(context, 'passkey-proof', ofSession(token))
  return requestOptions(site, challenge, await known(context, account.id))
}

/** @param name what the person wants to call the new passkey. */
export async function optionsToAdd(
  context: Context,
  site: Site,
  { token, account }: Session,
  name: string,
): Promise<CreationOptions> {
  const challenge = await giveChallenge(context, 'passkey-new', { ...ofSession(token), name })
  return creationOptions(site, challenge, account, await known(context, account.id))
}

/** @param account whose it will be; absent when the account is only made with the passkey. */
export async function optionsToAccept(
  context: Context,
  site: Site,
  { id, name, email }: Invitation,
  account?: Account,
): Promise<CreationOptions> {
  const person = account ?? { pseudonym: randomUUID(), name, email }
  const content = { invitationId: id, pseudonym: person.pseudonym }
  return creationOptions(site, await giveChallenge(context, 'passkey-invitation', content), person)
}

type Known = readonly { id: string; transports: string[] }[]

async function known(context: Context, accountId: number): Promise<Known> {
  const passkeys = await listPasskeys(context, accountId)
  return passkeys.map(({ id, transports }) => ({ id, transports: [...transports] }))
}

async function requestOptions({ rpId }: Site, challenge: string, passkeys: Known = []): Promise<RequestOptions> {
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    ...{ rpID: rpId, challenge: bytes(challenge), timeout, userVerification: 'required' },
    ...(passkeys.length > 0 && { allowCredentials: [...passkeys] }),
  })
}

async function creationOptions(
  { rpId }: Site,
  challenge: string,
  { pseudonym, name, email }: Pick<Account, 'pseudonym' | 'name' | 'email'>,
  passkeys: Known = [],
): Promise<CreationOptions> {
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    ...{ rpName: 'Ascolto', rpID: rpId, challenge: bytes(challenge), timeout, attestationType: 'none' },
    ...{ userID: userHandle(pseudonym), userName: email, userDisplayName: name },
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: [...passkeys],
  })
}

/** How an authenticator remembers whose passkey it is: nothing that tells who the person is. */
export function userHandle(pseudonym: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pseudonym.replaceAll('-', ''), 'hex'))
}

function bytes(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'))
}
