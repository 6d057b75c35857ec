// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config/index.ts'
import type { Context } from '../context.ts'
import { html } from '../html/index.ts'
import { silentLog } from '../log/index.ts'
import { createMetrics } from '../metrics/index.ts'
import { createApp, operatorCookie, operatorProof } from './index.ts'

function contextWith(config: Parameters<typeof readConfig>[0] = {}): Context {
  const unused = undefined as never
  return {
    config: readConfig(config, {}),
    db: unused,
    publicDb: unused,
    log: silentLog,
    metrics: createMetrics(),
    now: () => new Date(0),
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
  assert.match(String(reply.headers['content-security-policy']), /default-src 'none'; style-src 'nonce-[\w-]{36}'/)
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal(reply.body, '<p>&lt;script&gt;</p>')
})

test('the operator comes from the machine itself or proves the token', async () => {
  const app = await createApp(contextWith({ operatorToken: 'segreto' }))
  app.get('/area', { config: { permission: 'operator' } }, async () => 'ok')
  app.get('/metrics', { config: { permission: 'machine' } }, async () => 'ok')
  const status = async (url: string, options: object): Promise<number> =>
    (await app.inject({ url, ...options })).statusCode
  const elsewhere = { remoteAddress: '192.0.2.7' }
  assert.equal(await status('/area', { headers: { host: 'localhost:8080' } }), 200)
  assert.equal(await status('/area', { headers: { host: 'evil.example' } }), 403, 'a name that points to loopback')
  assert.equal(
    await status('/area', { headers: { host: 'localhost', 'x-forwarded-for': '192.0.2.7' } }),
    403,
    'passed on by a proxy',
  )
  assert.equal(await status('/area', elsewhere), 403)
  assert.equal(await status('/area', { ...elsewhere, headers: { authorization: 'Bearer sbagliato' } }), 403)
  assert.equal(await status('/area', { ...elsewhere, headers: { authorization: 'Bearer segreto' } }), 200)
  const cookie = (value: string): object => ({ ...elsewhere, headers: { cookie: `${operatorCookie}=${value}` } })
  assert.equal(await status('/area', cookie(operatorProof('segreto'))), 200)
  assert.equal(await status('/area', cookie('segreto')), 403)
  assert.equal(await status('/metrics', { ...elsewhere, headers: { authorization: 'Bearer segreto' } }), 403)
})

test('a request that waits too long gets 503, a route full of such takes no more, and opens again by itself', async () => {
  const app = await createApp(contextWith(), 1)
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
