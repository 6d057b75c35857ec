// SPDX-License-Identifier: AGPL-3.0-or-later
// What we know of the SPID/CIE broker: asked of itself (discovery), kept for an hour, and beyond that while it does not
// answer. We sign for ourselves with our own key (private_key_jwt) and check every signature of its own.
import { readFile } from 'node:fs/promises'
import type { webcrypto } from 'node:crypto'
import * as openid from 'openid-client'
import type { Context } from '../../base/context.ts'

const kept = 3_600_000
/** Seconds one request to the broker may take. */
const patience = 5
const attempts = 2

interface Known {
  readonly until: number
  readonly client: openid.Configuration
}
const known = new WeakMap<object, Known>()

/** Whether people can come in with SPID or CIE here. */
export function hasOidc({ config }: Pick<Context, 'config'>): boolean {
  return config.oidcIssuer !== null && config.oidcClient !== null && config.oidcKeyFile !== null
}

/** @throws Error when the broker does not answer and never has; the key file cannot be read or holds no private key. */
export async function brokerClient(context: Context): Promise<openid.Configuration> {
  const now = context.now().getTime()
  const before = known.get(context.memory)
  if (before && before.until > now) return before.client
  try {
    const client = await discover(context, attempts)
    known.set(context.memory, { until: now + kept, client })
    return client
  } catch (error) {
    context.log.warn({ event: 'bodies.oidc.discovery-failed', code: (error as { code?: string }).code })
    if (before) return before.client
    throw error
  }
}

async function discover(context: Context, left: number): Promise<openid.Configuration> {
  const { oidcIssuer, oidcClient, oidcKeyFile } = context.config
  const issuer = new URL(oidcIssuer!)
  const key = await readKey(oidcKeyFile!)
  const execute = [openid.enableNonRepudiationChecks, ...(isHere(issuer) ? [openid.allowInsecureRequests] : [])]
  try {
    return await openid.discovery(issuer, oidcClient!, undefined, openid.PrivateKeyJwt(key), {
      timeout: patience,
      execute,
    })
  } catch (error) {
    if (left > 1) return discover(context, left - 1)
    throw error
  }
}

/** Without https only a broker on this machine, as in tests. */
function isHere({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

interface Jwk extends webcrypto.JsonWebKey {
  readonly kid?: string
  readonly alg?: string
}

const algorithms: Readonly<Record<string, webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams>> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
}

/** The algorithm the key names, else the usual one of its kind. */
async function readKey(file: string): Promise<openid.PrivateKey> {
  const jwk = JSON.parse(await readFile(file, 'utf8')) as Jwk
  const algorithm = algorithms[jwk.alg ?? (jwk.kty === 'EC' ? `ES${jwk.crv?.slice(2)}` : 'RS256')]
  if (algorithm === undefined || jwk.d === undefined) {
    throw new Error('ASCOLTO_OIDC_KEY_FILE vuole una chiave privata JWK, RSA oppure EC P-256 o P-384')
  }
  const { kid, ...material } = jwk
  const key = await crypto.subtle.importKey('jwk', { ...material, key_ops: ['sign'] }, algorithm, false, ['sign'])
  return { key, ...(kid !== undefined && { kid }) }
}
