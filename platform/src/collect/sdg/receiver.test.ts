// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to the receiver: what it is told, what is made of whatever it answers, and that the key goes nowhere else.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer as createSecureServer } from 'node:https'
import { test } from 'node:test'
import { readConfig } from '../../base/config/index.ts'
import { receiverOf, type Reply } from './receiver.ts'
import { testReceiver, type Fault } from './testing.ts'

const stand = await testReceiver()
const config = { ...readConfig({}, {}), sdgUrl: stand.url, sdgKeyFile: stand.keyFile }
const receiver = receiverOf(config)
const words = (reply: Reply): string => (reply.ok ? `ok ${reply.text}` : `${reply.problem} ${reply.reason}`)

async function askWith(fault: Fault): Promise<string> {
  stand.fault = () => fault
  return words(await receiver.uniqueId())
}

test('the receiver gives a unique id, as a text or as JSON', async () => {
  stand.newId = () => '5f9c1c6e-2f6d-4a6b-9a57-1d0b0f3f0001'
  stand.fault = () => undefined
  assert.equal(words(await receiver.uniqueId()), 'ok 5f9c1c6e-2f6d-4a6b-9a57-1d0b0f3f0001')
  assert.equal(await askWith({ status: 200, body: 'abc-1\n' }), 'ok abc-1')
})

test('whatever else it answers is told apart, and none of it is taken for an id', async () => {
  const answers: [Fault, RegExp][] = [
    [{ status: 200, body: '{"error":"x"}' }, /^unreadable unique-id$/],
    [{ status: 200, body: '' }, /^unreadable/],
    [{ status: 200, body: 'x'.repeat(200_000) }, /^unreadable/],
    [{ status: 200, body: '<p>abc', headers: { 'content-type': 'text/html' } }, /^unreadable HTTP 200 HTML$/],
    [{ status: 302, headers: { location: `${stand.url}/v1/unique-id` } }, /^redirected HTTP 302/],
    [{ status: 401 }, /^key HTTP 401/],
    [{ status: 403 }, /^key HTTP 403/],
    [{ status: 404 }, /^broken HTTP 404/],
    [{ status: 429, body: 'slow down' }, /^busy HTTP 429 slow down$/],
    [{ status: 503 }, /^busy HTTP 503/],
    [{ status: 500, body: '<h1>Oops</h1>\n\u0000\u202E' }, /^broken HTTP 500 Oops$/],
    [{ status: 400, body: 'x'.repeat(5000) }, /^refused HTTP 400 x{291}$/],
    [{ status: 207 }, /^refused HTTP 207/],
    ['deaf', /^away (UND_ERR_SOCKET|ECONNRESET)$/],
    ['half', /^away /],
  ]
  for (const [fault, expected] of answers) assert.match(await askWith(fault), expected, JSON.stringify(fault))
})

test('a redirect is not followed: the other address is never called', async () => {
  const other = await testReceiver()
  await askWith({ status: 307, headers: { location: `${other.url}/v1/unique-id` } })
  assert.deepEqual(other.calls, [])
})

test('it is given up after a while, and when nobody is there', async () => {
  stand.fault = () => 'silent'
  assert.match(words(await receiverOf(config, 50).uniqueId()), /^away TimeoutError$/)
  const nobody = receiverOf({ ...config, sdgUrl: 'http://localhost:1' })
  assert.match(words(await nobody.uniqueId()), /^away /)
})

test('how long to wait is read as seconds alone', async () => {
  const wait = async (value: string): Promise<unknown> => {
    stand.fault = () => ({ status: 429, headers: { 'retry-after': value } })
    const reply = await receiver.uniqueId()
    return 'retryAfter' in reply ? reply.retryAfter : undefined
  }
  assert.deepEqual(
    [await wait('120'), await wait('Wed, 21 Oct 2026 07:28:00 GMT'), await wait('-1')],
    [120, undefined, undefined],
  )
})

test('a key the receiver repeats is kept nowhere, and without a key nobody is called', async () => {
  assert.match(await askWith({ status: 400, body: `bad key ${stand.key}!` }), /^refused HTTP 400 bad key …!$/)
  const calls = stand.calls.length
  for (const sdgKeyFile of ['/nowhere/key', import.meta.filename]) {
    assert.equal(words(await receiverOf({ ...config, sdgKeyFile }).uniqueId()), 'key ASCOLTO_SDG_KEY_FILE')
  }
  assert.equal(stand.calls.length, calls)
})

test('a certificate nobody vouches for ends the call before the key is told', async () => {
  const secure = await testReceiver((listener) => createSecureServer(selfSigned(), listener))
  assert.match(secure.url, /^https:/)
  const there = receiverOf({ ...config, sdgUrl: secure.url, sdgKeyFile: secure.keyFile })
  assert.equal(words(await there.uniqueId()), 'away DEPTH_ZERO_SELF_SIGNED_CERT')
  assert.deepEqual(secure.calls, [])
})

test('the configuration takes https, and http on this machine alone; address and key come together', () => {
  const read = (url: string, file = '/key') =>
    readConfig({}, { ASCOLTO_SDG_URL: url, ASCOLTO_SDG_KEY_FILE: file }).sdgUrl
  assert.equal(read('https://collect.example.eu'), 'https://collect.example.eu')
  assert.equal(read('http://localhost:9000'), 'http://localhost:9000')
  for (const url of [
    'http://collect.example.eu',
    'https://collect.example.eu/v1',
    'http://localhost.example.eu',
    'ftp://x',
  ]) {
    assert.throws(() => read(url), /ASCOLTO_SDG_URL vuole/)
  }
  assert.throws(() => read('https://collect.example.eu', ''), /vanno indicati insieme/)
  assert.throws(() => read('', '/key'), /vanno indicati insieme/)
})

/** A key and a certificate by itself, in the few bytes X.509 asks for. */
function selfSigned(): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts)
    const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
    return Buffer.concat([Buffer.from([tag, ...length]), body])
  }
  const algorithm = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('localhost')))
  const name = der(0x30, der(0x31, commonName))
  const time = (text: string): Buffer => der(0x18, Buffer.from(text))
  const valid = der(0x30, time('20200101000000Z'), time('21200101000000Z'))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const content = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, valid, name, spki)
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey))
  const cert = der(0x30, content, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  }
}
