// SPDX-License-Identifier: AGPL-3.0-or-later
// What is no decent request, sent by hand over a real connection: each is refused shortly, and the connection ends.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { readConfig } from '../../config/index.ts'
import { silentLog } from '../../log/index.ts'
import { createMetrics } from '../../metrics/index.ts'
import { createApp, usualLimits, type App, type Limits } from '../index.ts'

let app: App
let slow: App

async function started(limits: Limits): Promise<App> {
  const unused = undefined as never
  const context = { ...{ config: readConfig({}, {}), db: unused, publicDb: unused, log: silentLog }, memory: {} }
  const made = await createApp({ ...context, metrics: createMetrics(), now: () => new Date(0) }, undefined, limits)
  const options = { config: { permission: 'public' } }
  made.get('/', options, async () => 'here')
  made.post('/', options, async () => 'done')
  await made.listen({ port: 0, host: '127.0.0.1' })
  return made
}

before(async () => {
  app = await started(usualLimits)
  // The same limits in shorter time: the test waits for the end of the connection, however long it takes.
  slow = await started({ ...usualLimits, headersWithin: 50, requestWithin: 50, silence: 50, look: 10 })
})

after(async () => {
  await Promise.all([app.close(), slow.close()])
})

/** Everything the server says until it ends the connection. */
async function say(to: App, text: string): Promise<string> {
  const socket = connect((to.server.address() as AddressInfo).port, '127.0.0.1')
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes.toString()))
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return heard
}

const request = (line: string, ...headers: string[]): string =>
  [line, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n')

const statusOf = (reply: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1])

test('headers too long, half a request line and what is not HTTP get a status and nothing more', async () => {
  const cases = [
    [request('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}`), 431],
    [request(`GET /${'x'.repeat(20_000)} HTTP/1.1`), 431],
    [request('GET / HTTP/1.1', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
    [request('GET / HTTP/9.9'), 400],
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ] as const
  for (const [text, status] of cases) {
    const reply = await say(app, text)
    assert.equal(statusOf(reply), status, text.slice(0, 60))
    assert.ok(reply.endsWith('\r\n\r\n'), 'no body')
    assert.doesNotMatch(reply, /fastify|node|error/i)
  }
})

test('however many headers there are, none is dropped in silence', async () => {
  const many = Array.from({ length: 2500 }, () => 'a:')
  const reply = await say(app, request('GET / HTTP/1.1', ...many, 'X-Forwarded-For: 192.0.2.7'))
  assert.equal(statusOf(reply), 431)
})

test('methods nobody needs are refused with those there are', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    const reply = await say(app, request(`${method} / HTTP/1.1`))
    assert.equal(statusOf(reply), 405, method)
    assert.match(reply, /allow: GET, HEAD, POST/i)
  }
  assert.equal(await say(app, request('CONNECT evil.example:443 HTTP/1.1')), '', 'it is no proxy')
})

test('an address that is none is told so in our own words', async () => {
  for (const path of ['/%ZZ', '/%', `/${'x'.repeat(5000)}`]) {
    const reply = await say(app, request(`GET ${path} HTTP/1.1`))
    assert.ok([400, 404].includes(statusOf(reply)), path)
    assert.match(reply, /content-security-policy: default-src 'none'/i)
    assert.doesNotMatch(reply, /FST_|url component/i)
  }
})

test('bodies too large, of another type or not JSON are refused, without a word of the inside', async () => {
  const post = (type: string, body: string, length = body.length): string =>
    `${request('POST / HTTP/1.1', `Content-Type: ${type}`, `Content-Length: ${length}`)}${body}`
  const cases = [
    [post('application/json', '', 2_000_001), 413],
    [post('application/x-www-form-urlencoded', '', 64_001), 413],
    [post('text/plain', 'x'), 415],
    [post('multipart/form-data; boundary=x', 'x'), 415],
    [post('application/json', '{"a":'), 400],
    [post('application/json', '{"__proto__":{"a":1}}'), 400],
  ] as const
  for (const [text, status] of cases) {
    const reply = await say(app, text)
    assert.equal(statusOf(reply), status, text)
    // What was refused is named in our words; the framework's and the parser's stay inside.
    assert.doesNotMatch(reply, /FST_|SyntaxError|JSON at position|forbidden prototype/)
  }
})

test('a request that does not come to its end ends, whether it stops in its headers, in its body, or before it began', async () => {
  const half = ['GET / HTTP/1.1\r\nHost: localhost\r\n', '']
  const body = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
  for (const text of [...half, body]) {
    const reply = await say(slow, text)
    assert.ok(reply === '' || statusOf(reply) === 408, reply)
  }
})

test('the usual limits end a slow request within seconds', () => {
  const { headersTimeout, requestTimeout } = app.server
  assert.deepEqual([headersTimeout, requestTimeout], [usualLimits.headersWithin, usualLimits.requestWithin])
  assert.ok(usualLimits.headersWithin <= 10_000 && usualLimits.requestWithin <= 15_000 && usualLimits.look <= 5_000)
})
