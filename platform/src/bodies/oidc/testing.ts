// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a real OpenID provider (oidc-provider) as the SPID/CIE broker, on a free port of this machine. It asks nothing and
// says of the person what the test wants; on request one thing of its answer is wrong, and signed all the same.
import { generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Provider, type Configuration } from 'oidc-provider'
import type { Config } from '../../base/config/index.ts'

const fiscalNumber = 'https://attributes.eid.gov.it/fiscal_number'

/** Who comes to the broker, and how well it knows them. */
export interface Visitor {
  readonly claims: Readonly<Record<string, unknown>>
  readonly acr: string
}

export interface TestBroker {
  /** What our side must be configured with. */
  readonly config: Partial<Config>
  visitor: Visitor
  /** Changes claims of the next ID tokens before they are signed. */
  twist: ((claims: Record<string, unknown>) => void) | null
  /** Signs the next ID tokens with a key nobody knows. */
  forge: boolean
  /** Whether it answers at all. */
  away: boolean
  /** Requests it has got, by path. */
  readonly asked: string[]
  /** Follows the broker's pages as a browser would. @returns the address it sends the browser back to. */
  visit(address: string): Promise<string>
  close(): Promise<void>
}

/** @param callback our return address. */
export async function testBroker(callback: string, options: Configuration = {}): Promise<TestBroker> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const [own, ours] = [keyPair(), keyPair()]
  const keyFile = join(tmpdir(), `ascolto-oidc-${process.pid}-${(server.address() as AddressInfo).port}.json`)
  writeFileSync(keyFile, JSON.stringify({ ...ours.jwk, kid: 'ours', alg: 'ES256' }), { mode: 0o600 })
  const broker: TestBroker = {
    config: { oidcIssuer: issuer, oidcClient: 'ascolto', oidcKeyFile: keyFile },
    ...{ visitor: visitorOf('TINIT-RSSMRA80A01H501U'), twist: null, forge: false, away: false, asked: [] },
    visit: (address) => visit(address, callback),
    close: async () => {
      rmSync(keyFile)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const provider = providerOf(issuer, callback, { own: own.jwk, ours: ours.publicJwk }, broker, options)
  provider.use(async (ctx, next) => {
    await next()
    const body = ctx.body as { id_token?: string } | undefined
    if (ctx.path === '/token' && body?.id_token) body.id_token = twisted(body.id_token, broker, own.jwk)
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    broker.asked.push(new URL(request.url ?? '', issuer).pathname)
    if (broker.away) request.socket.destroy()
    else void answer(request, response)
  })
  return broker
}

export function visitorOf(number: string | null, acr = 'https://www.spid.gov.it/SpidL2'): Visitor {
  const claims = { given_name: 'Maria', family_name: 'Rossi', ...(number !== null && { [fiscalNumber]: number }) }
  return { claims, acr }
}

interface Keys {
  readonly own: JsonWebKey
  readonly ours: JsonWebKey
}

function providerOf(
  issuer: string,
  callback: string,
  { own, ours }: Keys,
  broker: TestBroker,
  options: Configuration,
): Provider {
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: 'ascolto', redirect_uris: [callback], jwks: { keys: [{ ...ours, kid: 'ours' }] } },
        ...{ token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' },
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...own, kid: 'own', alg: 'ES256', use: 'sig' }] },
    cookies: { keys: ['a-key-for-tests-alone'] },
    acrValues: ['https://www.spid.gov.it/SpidL1', 'https://www.spid.gov.it/SpidL2', 'https://www.spid.gov.it/SpidL3'],
    claims: { openid: ['sub'], profile: ['given_name', 'family_name', fiscalNumber, 'fiscalNumber'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ ...broker.visitor.claims, sub: accountId }) }),
    ...options,
  })
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const grant = new provider.Grant({ accountId: 'person', clientId: 'ascolto' })
    grant.addOIDCScope('openid profile')
    grant.addOIDCClaims(['given_name', 'family_name', fiscalNumber])
    const consent = { grantId: await grant.save() }
    const login = { accountId: 'person', acr: broker.visitor.acr, remember: false }
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login, consent }))
  })
  return provider
}

function keyPair(): { jwk: JsonWebKey; publicJwk: JsonWebKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { jwk: privateKey.export({ format: 'jwk' }), publicJwk: publicKey.export({ format: 'jwk' }) }
}

/** The token with other claims, signed as the broker signs. */
function twisted(token: string, { twist, forge }: TestBroker, own: JsonWebKey): string {
  if (twist === null && !forge) return token
  const [header = '', payload = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  twist?.(claims)
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  const key = { key: forge ? keyPair().jwk : own, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const
  return `${signed}.${sign('sha256', Buffer.from(signed), key as never).toString('base64url')}`
}

async function visit(address: string, callback: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let at = address, step = 0; step < 10; step++) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = reply.headers.get('location')
    if (location === null) throw new Error(`the broker stopped at ${at}: ${reply.status} ${await reply.text()}`)
    at = new URL(location, at).href
    if (at.startsWith(callback)) return at
  }
  throw new Error('the broker sends in circles')
}
