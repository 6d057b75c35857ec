// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that can be asked through the proxy: each public route, the whole way of a respondent, the widget, programs with
// and without a key, the workspace, and whatever can go wrong.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import publicRoutes from '../../platform/src/start/access/public-routes.json' with { type: 'json' }
import { names, type Proxy } from './proxy.ts'
import { ask, form, json, query, shout, words, type Asked } from './visitor.ts'

/** What the test has made on the installation, and secrets that must not be found again. */
export interface Scene {
  readonly code: string
  readonly slug: string
  readonly ipa: string
  readonly versionHash: string
  /** A key of the body for its programs, the session of somebody who works here, an invitation. */
  readonly apiKey: string
  readonly session: string
  readonly invitation: string
  /** One-time codes nobody has used yet. */
  readonly codes: string[]
  /** Receipts, keys and the like as they come up. */
  readonly secrets: Set<string>
}

const key = ({ secrets }: Scene): string => {
  const made = randomUUID()
  secrets.add(made)
  return made
}

async function statusOf(proxy: Proxy, asked: Asked): Promise<number> {
  return (await ask(proxy, asked)).status
}

/** The way of a person through the pages, to the end. */
export async function respond(proxy: Proxy, scene: Scene): Promise<void> {
  const { code } = scene
  assert.equal(await statusOf(proxy, { path: `/v/${code}?${query}` }), 200)
  const first = await ask(proxy, { path: `/v/${code}?${query}`, ...form({ ease: '4', key: key(scene) }) })
  assert.equal(first.status, 303, first.body)
  const second = String(first.headers.location)
  scene.secrets.add(second.split('/').at(-1)!)
  assert.equal(await statusOf(proxy, { path: second }), 200)
  assert.equal(await statusOf(proxy, { path: second, ...form({ outcome: '2', suggestion: words }) }), 303)
  assert.equal(await statusOf(proxy, { path: `${second}/grazie?${query}` }), 200)
  assert.equal(await statusOf(proxy, { path: `${second}/prima` }), 200)
  assert.equal(await statusOf(proxy, { path: `${second}/prima`, ...form({ ease: '2' }) }), 303)
}

/** Who opens an invitation, answers by it, and is refused when it comes once more; a program with a code of its own. */
export async function respondInvited(proxy: Proxy, scene: Scene): Promise<void> {
  const { code, codes, secrets } = scene
  const [mine, other] = [codes.pop()!, codes.pop()!]
  assert.equal(await statusOf(proxy, { path: `/v/${code}?i=${mine}&${query}` }), 200)
  const answer = (): Asked => ({ path: `/v/${code}/it`, ...form({ ease: '4', key: key(scene), i: mine }) })
  const first = await ask(proxy, answer())
  assert.equal(first.status, 303, first.body)
  secrets.add(String(first.headers.location).split('/').at(-1)!)
  assert.equal(await statusOf(proxy, answer()), 409)
  const sent = { touchpoint: code, key: key(scene), code: other, answers: { ease: 4, suggestion: words } }
  const taken = await ask(proxy, { path: '/api/v1/responses', ...json(sent) })
  assert.equal(taken.status, 201, taken.body)
  secrets.add((JSON.parse(taken.body) as { receipt: string }).receipt)
  assert.equal(await statusOf(proxy, { path: '/api/v1/responses', ...json({ ...sent, key: key(scene) }) }), 409)
}

/** Answers of programs and of the widget. */
export async function send(proxy: Proxy, scene: Scene): Promise<void> {
  const { code, apiKey, versionHash, secrets } = scene
  const answer = () => ({ touchpoint: code, key: key(scene), answers: { ease: 4, suggestion: words } })
  const take = async (asked: Asked): Promise<void> => {
    const reply = await ask(proxy, asked)
    assert.equal(reply.status, 201, reply.body)
    secrets.add((JSON.parse(reply.body) as { receipt: string }).receipt)
  }
  await take({ path: `/api/v1/responses?${query}`, ...json(answer()) })
  await take({ path: '/api/v1/responses', ...json(answer(), { authorization: `Bearer ${apiKey}` }) })
  assert.equal(
    await statusOf(proxy, { path: '/api/v1/responses', ...json(answer(), { authorization: `Bearer ${apiKey}x` }) }),
    401,
  )
  const widget = { key: key(scene), version: versionHash, language: 'it', answers: { ease: 3, suggestion: words } }
  await take({ path: `/v/${code}/risposte`, ...json(widget) })
  assert.equal(await statusOf(proxy, { path: `/v/${code}/conta`, ...json({ offered: 1, opened: 1 }) }), 204)
  const rating = { action: 'save_rating', title: 'Pagina', star: '2', radioResponse: 'Altro', freeText: words }
  const component = form({ ...rating, page: `https://canarino-pagina.example/?${query}` })
  assert.equal(await statusOf(proxy, { path: `/v/${code}/compat/wordpress`, ...component }), 200)
}

/** Each public route with values that fit, and the workspace of somebody who is logged in. */
export async function visitEverything(proxy: Proxy, scene: Scene): Promise<void> {
  const { session, invitation } = scene
  const values: Readonly<Record<string, string>> = {
    ...{ code: scene.code, language: 'it', slug: scene.slug, ipa: scene.ipa, token: invitation },
    ...{
      receipt: [...scene.secrets].find((secret) => secret.length === 62)!,
      file: 'canarino-percorso',
      '*': 'pagina',
    },
  }
  for (const route of publicRoutes) {
    const [method, pattern] = route.split(' ') as [string, string]
    const path = `${pattern.replace(/:(\w+)|\*/g, (found, name?: string) => values[name ?? found]!)}?${query}`
    const bodies = method === 'POST' ? [form({ ease: '4', suggestion: words }), json({ suggestion: words })] : [{}]
    for (const body of bodies) {
      const { status } = await ask(proxy, { path, method, ...body })
      assert.ok(status < 500, `${route}: ${status}`)
    }
  }
  const cookie = `__Host-ascolto=${session}; canarino_biscotto=molliche`
  for (const path of ['/area', '/area/programma', '/area/profilo', '/area/nessuna-canarino-percorso'])
    assert.ok([200, 404].includes(await statusOf(proxy, { path: `${path}?${query}`, headers: { cookie } })), path)
  assert.equal(
    await statusOf(proxy, {
      path: '/area/uscita',
      ...form({ _csrf: 'canarino-percorso' }),
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    }),
    403,
  )
}

/** What is refused on the way, by the proxy or by the platform. */
export async function err(proxy: Proxy, { code, codes, apiKey }: Scene): Promise<void> {
  const expected: readonly (readonly [status: number, asked: Asked])[] = [
    [404, { path: `/canarino-percorso?${query}` }],
    [404, { path: `/v/canarino-percorso?${query}` }],
    [404, { path: `/metrics?${query}` }],
    [400, { path: `/canarino-percorso%zz?${query}` }],
    [405, { path: `/servizi?${query}`, ...form({ suggestion: words }) }],
    [415, { path: '/api/v1/responses', body: words, headers: { 'content-type': 'text/canarino-percorso' } }],
    [400, { path: '/api/v1/responses', body: `{"${words}`, headers: { 'content-type': 'application/json' } }],
    [422, { path: `/v/${code}`, ...form({ ease: 'canarino-percorso', suggestion: words }) }],
    // Too much for Ascolto, which says so, and too much for the proxy.
    [413, { path: `/v/${code}`, ...form({ ease: '4', suggestion: words.repeat(300) }) }],
    [413, { path: `/v/${code}?i=${codes.at(-1)}`, ...form({ ease: '4', suggestion: words.repeat(2000) }) }],
    [414, { path: `/canarino-percorso?${query}&${'canarino'.repeat(2000)}` }],
    [400, { path: '/', headers: { 'x-canarino-percorso': 'canarino'.repeat(2000) } }],
    [301, { path: `/v/${code}?${query}`, plain: true }],
    [403, { path: `/v/${code}/risposte`, ...json({ suggestion: words }), plain: true }],
    [403, { path: '/api/v1/responses', ...json({}, { authorization: `Bearer ${apiKey}` }), plain: true }],
  ]
  for (const [status, asked] of expected)
    assert.equal(await statusOf(proxy, asked), status, `${asked.path.slice(0, 60)} should be ${status}`)
  await shoutAtIt(proxy, code)
}

async function shoutAtIt(proxy: Proxy, code: string): Promise<void> {
  const { ports } = proxy
  const head = `POST /v/${code}?${query} HTTP/1.1\r\nHost: ${names.open}:${ports.secure}\r\nUser-Agent: CanarinoAgente/9\r\n`
  assert.match(await shout(proxy, `CANARINO-PERCORSO /?${query} NONSENSE\r\n\r\n`, {}), /^HTTP\/1\.1 400/)
  assert.match(await shout(proxy, `${head}\r\n`, undefined, ports.secure), / 400 /)
  // Gone in the middle of what they wanted to say.
  await shout(proxy, `${head}Content-Length: 5000\r\n\r\nsuggestion=${words}`, {})
  assert.equal(await shout(proxy, `GET /?${query} HTTP/1.1\r\nHost: canarino-percorso.example\r\n\r\n`), '')
  const path = `/canarino-percorso?${query}`
  await assert.rejects(ask(proxy, { path, tls: { servername: 'canarino-percorso.example' } }))
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const
  await assert.rejects(ask(proxy, { path, tls: old }))
}
