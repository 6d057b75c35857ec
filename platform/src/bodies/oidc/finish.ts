// SPDX-License-Identifier: AGPL-3.0-or-later
// Judges with what somebody comes back from SPID or CIE. The state is ours, of this browser, and spent now; the library checks
// issuer, audience, signature, nonce, PKCE, expiry and that the proof is new; we, that it is strong enough and says who it is.
import * as openid from 'openid-client'
import type { Context } from '../../base/context.ts'
import { sameText } from '../../base/http/index.ts'
import { takeChallenge, type Challenges, type Errand } from '../sessions/challenge.ts'
import type { Site } from '../sessions/site.ts'
import { hashOf } from './begin.ts'
import { brokerClient } from './client.ts'
import { personOf, type Identity } from './person.ts'

/**
 * state: unknown, used, too old, or of another browser; cancelled: the person or the provider said no; wrong: the answer is not
 * to be trusted; weak: below the level asked for; nameless: without a fiscal number; away: the broker does not answer.
 */
export type OidcRefusal = 'state' | 'cancelled' | 'wrong' | 'weak' | 'nameless' | 'away'

export type Returned =
  | { readonly ok: true; readonly errand: Errand; readonly person: Identity }
  /** The errand is there when the state was good: it says where to try again. */
  | { readonly ok: false; readonly why: OidcRefusal; readonly errand?: Errand }

/** @param url of the request, with what the broker wrote into it. @param browser what the cookie of this browser holds. */
export async function finishOidc(
  context: Context,
  site: Site,
  url: string,
  browser: string | undefined,
): Promise<Returned> {
  const back = new URL(url, site.origin)
  const state = back.searchParams.get('state') ?? ''
  const begun = await takeChallenge(context, 'oidc', state)
  if (!begun || browser === undefined || !sameText(hashOf(browser), begun.browser)) return { ok: false, why: 'state' }
  const { errand } = begun
  try {
    const client = await brokerClient(context)
    const tokens = await openid.authorizationCodeGrant(client, back, {
      ...{ expectedState: state, expectedNonce: begun.nonce, pkceCodeVerifier: begun.verifier },
      maxAge: secondsSince(context, begun),
    })
    if (!isStrong(context, tokens.claims()?.acr)) return { ok: false, why: 'weak', errand }
    const person = await personOf(context, client, tokens)
    return person ? { ok: true, errand, person } : { ok: false, why: 'nameless', errand }
  } catch (error) {
    const why = refusalOf(error)
    // Only what kind of failure: what came back is about a person.
    context.log.warn({ event: 'bodies.oidc.refused', why, code: (error as { code?: string }).code })
    return { ok: false, why, errand }
  }
}

/** The proof must be younger than the errand. */
function secondsSince({ now }: Context, { startedAt }: Challenges['oidc']): number {
  return Math.max(0, Math.ceil((now().getTime() - startedAt) / 1000))
}

function isStrong({ config }: Context, acr: unknown): boolean {
  return typeof acr === 'string' && config.oidcAcr.split(/\s+/).includes(acr)
}

/** Errors with which a provider says that the person turned back, or could not be served. */
const turnedBack = ['access_denied', 'login_required', 'interaction_required', 'consent_required']

function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof openid.AuthorizationResponseError)
    return turnedBack.includes(error.error) ? 'cancelled' : 'wrong'
  return isAway(error) ? 'away' : 'wrong'
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, message, cause } = error as Error & { code?: string }
  return code === 'OAUTH_TIMEOUT' || message === 'fetch failed' || isAway(cause)
}
