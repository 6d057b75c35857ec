// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config/index.ts'
import type { Context } from '../context.ts'
import { html } from '../html/index.ts'
import { silentLog } from '../log/index.ts'
import { createMetrics } from '../metrics/index.ts'
import { createApp } from './index.ts'

function contextWith(config: Parameters<typeof readConfig>[0] = {}): Context {
  const unused = undefined as never
  return {
    config: readConfig(config, {}),
    db: unused,
    publicDb: unused,
    log: silentLog,
    metrics: createMetrics(),
    now: () => new Date(0),
    memory: {},
  }
}

test('a route without a permission keeps the server from starting', async () => {
  const app = await createApp(contextWith())
  assert.throws(() => app.get('/open', async () => 'x'), /route without a permission: GET \/open/)
})

test('an unknown address is a page for people and problem+json for programs', async () => {
  const app = await createApp(contextWith())
  const page = await app.inject({ url: '/nowhere', headers: { accept: 'text/html' } })
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /Questa pagina non esiste/)
  const problem = await app.inject({ url: '/nowhere' })
  assert.match(String(problem.headers['content-type']), /^application\/problem\+json/)
  assert.equal(problem.json().code, 'not-found')
})

test('JSON is read as UTF-8 and nothing else, and what is wrong with it is said', async () => {
  const app = await createApp(contextWith())
  app.post('/json', { config: { permission: 'public' } }, async ({ body }) => ({ body }))
  const sent = async (payload: string | Buffer, type = 'application/json') => {
    const reply = await app.inject({ method: 'POST', url: '/json', payload, headers: { 'content-type': type } })
    const { code, detail, body } = reply.json<{ code?: string; detail?: string; body?: unknown }>()
    return code === undefined ? body : `${reply.statusCode} ${code}: ${detail}`
  }
  for (const text of ['"è 😀 שלום"', '\ufeff"è"', '"\\u00e8"']) {
    assert.deepEqual(await sent(text), JSON.parse(text.replace('\ufeff', '')))
  }
  for (const type of ['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])
    assert.equal(await sent('"è"', type), 'è')
  const latin = Buffer.from('"citt\xe0"', 'latin1')
  for (const bytes of [latin, Buffer.from('"\xc3"', 'latin1'), Buffer.from('"\xed\xa0\x80"', 'latin1')])
    assert.match(String(await sent(bytes)), /^400 bad-request: Il testo non è in UTF-8/)
  assert.match(String(await sent(latin, 'application/json; charset=iso-8859-1')), /^415 wrong-type: .*«iso-8859-1»/)
  for (const text of ['{"a":', '{"a":1', "{'a':1}", '"a\0"', 'NaN', '[1,]'])
    assert.match(String(await sent(text)), /^400 bad-request: .*non è JSON, oppure è arrivato a metà/)
  assert.match(String(await sent('')), /^400 bad-request: .*è vuoto/)
  for (const text of ['{"__proto__":{"a":1}}', '{"a":[{"\\u005f_proto__":1}]}', '{"constructor":{"prototype":1}}'])
    assert.match(String(await sent(text)), /^400 bad-request: .*«__proto__»/)
})

test('a form is read in the encoding it declares, in UTF-8, or else as Windows-1252', async () => {
  const app = await createApp(contextWith())
  app.post('/form', { config: { permission: 'public' } }, async ({ body }) => ({ ...(body as object) }))
  const sent = async (payload: string | Buffer, type = '') => {
    const headers = { 'content-type': `application/x-www-form-urlencoded${type}` }
    const reply = await app.inject({ method: 'POST', url: '/form', payload, headers })
    return reply.statusCode === 200
      ? reply.json<object>()
      : `${reply.statusCode} ${reply.json<{ detail: string }>().detail}`
  }
  const city = { a: 'città €' }
  assert.deepEqual(await sent('a=citt%C3%A0+%E2%82%AC'), city)
  assert.deepEqual(await sent('a=citt%E0+%80'), city)
  assert.deepEqual(await sent(Buffer.from('a=citt\xe0 \x80', 'latin1')), city)
  assert.deepEqual(await sent('a=citt%E0+%80', '; charset=utf-8'), city, 'what it declares is not so')
  assert.deepEqual(await sent('a=citt%E0+%80', '; charset=iso-8859-1'), city)
  assert.deepEqual(await sent('a=%C3%A0', '; charset="ISO-8859-1"'), { a: 'Ã\u00a0' })
  assert.deepEqual(await sent('a=%A4', '; charset=iso-8859-15'), { a: '€' })
  for (const charset of ['utf-16le', 'inventata'])
    assert.match(String(await sent('a=b', `; charset=${charset}`)), new RegExp(`^415 .*«${charset}»`))
  assert.deepEqual(await sent('a=1&b&a=2&&c=%zz%&d=x=y&a=3&=e'), {
    a: ['1', '2', '3'],
    b: '',
    c: '%zz%',
    d: 'x=y',
    '': 'e',
  })
  assert.deepEqual(await sent(''), {})
  assert.equal(typeof (await sent('__proto__=a')), 'object')
})

test('an address that cannot be read or is too long is answered as every other', async () => {
  const app = await createApp(contextWith())
  app.get('/servizi/:slug', { config: { permission: 'public' } }, async () => 'x')
  app.get('/api/v1/things/:code', { config: { permission: 'public' } }, async () => 'x')
  const long = 'a'.repeat(301)
  for (const [url, status, code] of [
    ['/servizi/%', 400, 'bad-request'],
    ['/api/v1/things/%E0', 400, 'bad-request'],
    [`/servizi/${long}`, 404, 'not-found'],
    [`/api/v1/things/${long}`, 404, 'not-found'],
  ] as const) {
    const page = await app.inject({ url, headers: { accept: 'text/html' } })
    assert.equal(page.statusCode, status, url)
    assert.equal(page.headers['x-content-type-options'], 'nosniff')
    if (url.startsWith('/servizi')) {
      assert.match(page.body, /<html lang="it">/)
      assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
      assert.ok(page.body.includes(/'nonce-([\w-]+)'/.exec(String(page.headers['content-security-policy']))![1]!))
    }
    const problem = await app.inject({ url })
    assert.match(String(problem.headers['content-type']), /^application\/problem\+json/)
    assert.deepEqual([problem.statusCode, problem.json<{ code: string }>().code], [status, code])
  }
})

test('an address that does not know a method says which it knows', async () => {
  const app = await createApp(contextWith())
  app.post('/api/v1/things', { config: { permission: 'public' } }, async () => 'x')
  app.get('/v/:code', { config: { permission: 'public' } }, async () => 'x')
  app.post('/v/:code', { config: { permission: 'public' } }, async () => 'x')
  const asked = async (method: 'GET' | 'DELETE' | 'PUT', url: string) => {
    const { statusCode, headers } = await app.inject({ method, url })
    return [statusCode, headers.allow]
  }
  assert.deepEqual(await asked('GET', '/api/v1/things?q=1'), [405, 'POST'])
  assert.deepEqual(await asked('GET', '/api/v1/things/'), [405, 'POST'])
  assert.deepEqual(await asked('DELETE', '/v/abc'), [405, 'GET, HEAD, POST'])
  assert.deepEqual(await asked('PUT', '/v/abc/it'), [404, undefined])
})

test('an unforeseen error shows nothing of the inside', async () => {
  const app = await createApp(contextWith())
  app.get('/broken', { config: { permission: 'public' } }, async () => {
    throw new Error('relation collect.answer does not exist')
  })
  const reply = await app.inject({ url: '/broken' })
  assert.equal(reply.statusCode, 500)
  assert.doesNotMatch(reply.body, /collect/)
})

test('a page carries the strict policy with its own nonce, and no cookie', async () => {
  const app = await createApp(contextWith())
  app.get('/page', { config: { permission: 'public' } }, async (_, reply) => reply.page(html`<p>${'<script>'}</p>`))
  const reply = await app.inject({ url: '/page' })
  assert.match(String(reply.headers['content-security-policy']), /default-src 'none'; style-src 'nonce-[\w-]{24}'/)
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal(reply.body, '<p>&lt;script&gt;</p>')
})

test('what belongs to the machine is refused to everybody else', async () => {
  const app = await createApp(contextWith())
  app.get('/metrics', { config: { permission: 'machine' } }, async () => 'ok')
  const status = async (options: object): Promise<number> =>
    (await app.inject({ url: '/metrics', ...options })).statusCode
  assert.equal(await status({ headers: { host: 'localhost:8080' } }), 200)
  assert.equal(await status({ headers: { host: 'evil.example' } }), 403, 'a name that points to loopback')
  assert.equal(await status({ headers: { host: 'localhost', 'x-forwarded-for': '192.0.2.7' } }), 403, 'through a proxy')
  assert.equal(await status({ remoteAddress: '192.0.2.7' }), 403)
})

test('who is refused leaves a line in the log: what, which route, and nothing of where they came from', async () => {
  const lines: object[] = []
  const note = (line: object): void => void lines.push(line)
  const context = { ...contextWith(), log: { ...silentLog, warn: note, error: note } as never }
  const app = await createApp(context)
  app.get('/metrics', { config: { permission: 'machine' } }, async () => 'ok')
  const headers = { host: 'evil.example', 'user-agent': 'Agent 1', 'x-forwarded-for': '192.0.2.7' }
  const reply = await app.inject({ url: '/metrics?secret=1', headers })
  assert.equal(reply.statusCode, 403)
  await app.inject({ url: '/nowhere', headers })
  const refused = { event: 'base.http.refused', method: 'GET', route: '/metrics', code: 'forbidden', actor: undefined }
  assert.deepEqual(lines, [refused])
})

test('a request that waits too long gets 503, a route full of such takes no more, and opens again by itself', async () => {
  const app = await createApp(contextWith(), undefined, undefined, 1)
  let started = 0
  const { promise: back, resolve: comeBack } = Promise.withResolvers<void>()
  app.get('/hangs', { config: { permission: 'public' } }, async () => {
    started += 1
    await back
    return { done: true }
  })
  app.get('/fine', { config: { permission: 'public' } }, async () => ({ done: true }))
  const asked = () => app.inject({ url: '/hangs', headers: { accept: 'text/html' } })
  const first = await asked()
  assert.deepEqual([first.statusCode, first.headers['retry-after']], [503, '5'])
  assert.match(first.body, /Puoi riprovare tra 5 secondi/)
  for (let more = 0; more < 30; more++) assert.equal((await asked()).statusCode, 503)
  assert.equal(started, 16)
  assert.equal((await app.inject('/fine')).statusCode, 200)
  comeBack()
  await new Promise(setImmediate)
  assert.equal((await asked()).statusCode, 200)
})
