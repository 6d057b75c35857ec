// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends somebody to SPID or CIE: authorization code with PKCE, a state that is good once, and a cookie that ties the state to
// this one browser, so that nobody can be made to come back with somebody else's identity. Every errand asks for a new proof.
import { createHash, randomBytes } from 'node:crypto'
import * as openid from 'openid-client'
import type { Context } from '../../base/context.ts'
import { giveChallenge, type Errand } from '../sessions/challenge.ts'
import type { Site } from '../sessions/site.ts'
import { brokerClient } from './client.ts'
import { wantedClaims } from './person.ts'

/** Where people come back to; the broker knows this address. */
export const returnPath = '/area/accesso/spid/ritorno'

export interface Departure {
  /** The broker's page. */
  readonly address: string
  /** What the browser's cookie must hold until it is back. */
  readonly browser: string
}

/** @returns undefined when the broker does not answer. */
export async function beginOidc(context: Context, { origin }: Site, errand: Errand): Promise<Departure | undefined> {
  const client = await brokerClient(context).catch(() => undefined)
  if (!client) return undefined
  const [nonce, verifier, browser] = [
    openid.randomNonce(),
    openid.randomPKCECodeVerifier(),
    randomBytes(32).toString('base64url'),
  ]
  const startedAt = context.now().getTime()
  const state = await giveChallenge(context, 'oidc', { nonce, verifier, browser: hashOf(browser), startedAt, errand })
  const { href } = openid.buildAuthorizationUrl(client, {
    ...{ redirect_uri: `${origin}${returnPath}`, scope: 'openid profile', state, nonce },
    ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...{ acr_values: context.config.oidcAcr, prompt: 'login', max_age: '0' },
    ...(client.serverMetadata().claims_parameter_supported === true && { claims: JSON.stringify(wantedClaims) }),
  })
  return { address: href, browser }
}

/** How the state names the browser it belongs to. */
export function hashOf(browser: string): string {
  return createHash('sha256').update(browser).digest('base64url')
}
