// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { readConfig } from '../../config/index.ts'
import { silentLog } from '../../log/index.ts'
import { createMetrics } from '../../metrics/index.ts'
import { createApp, Upload, withUpload, type App } from '../index.ts'

const config = { permission: 'public' }
let app: App
let reached = 0

before(async () => {
  const unused = undefined as never
  const shared = { db: unused, publicDb: unused, log: silentLog, metrics: createMetrics(), now: () => new Date(0) }
  app = await createApp({ ...shared, config: readConfig({}, {}), memory: {} })
  withUpload(app, 1_000_000, (scope) => {
    scope.post('/file', { config }, async ({ body }) => {
      reached++
      const { file, ...fields } = body as Record<string, unknown>
      return file instanceof Upload ? { fields, name: file.name, size: file.content.length } : { fields }
    })
  })
  app.post('/plain', { config }, async () => 'x')
})

const part = (name: string, content: string | Buffer, more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`--limit\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`),
    ...[Buffer.from(content), Buffer.from('\r\n')],
  ])
const file = (content: string | Buffer, name = 'enti.csv'): Buffer => part('file', content, `; filename="${name}"`)
const end = Buffer.from('--limit--\r\n')

function send(pieces: Buffer[], url = '/file', type = 'multipart/form-data; boundary=limit') {
  return app.inject({ method: 'POST', url, payload: Buffer.concat(pieces), headers: { 'content-type': type } })
}

test('a form brings its fields and its file, byte for byte', async () => {
  const reply = await send([part('_csrf', 'gettone'), part('partial', 'yes'), file(Buffer.alloc(999_999, 0xe8)), end])
  assert.deepEqual(reply.json(), { fields: { _csrf: 'gettone', partial: 'yes' }, name: 'enti.csv', size: 999_999 })
})

test('of the name only the last part stays, without control characters', async () => {
  for (const name of ['../../etc/enti.csv', 'C:\\dati\\enti.csv', 'enti.csv\u0007']) {
    assert.equal((await send([file('x', name), end])).json().name, 'enti.csv')
  }
})

test('a file that is too large is refused in words, and nobody gets to see a part of it', async () => {
  reached = 0
  const reply = await send([file(Buffer.alloc(5_000_000)), part('_csrf', 'gettone'), end])
  assert.equal(reply.statusCode, 413)
  assert.match(reply.body, /al massimo 1 MB/)
  assert.equal(reached, 0)
})

test('a form that breaks off, or has no boundary, is refused', async () => {
  for (const reply of [
    await send([file('x'.repeat(1000))]),
    await send([file('x').subarray(0, 30)]),
    await send([file('x'), end], '/file', 'multipart/form-data'),
  ]) {
    assert.equal(reply.statusCode, 400)
  }
})

test('a second file, and fields beyond what a form has, are passed over', async () => {
  const fields = Array.from({ length: 100 }, (_, index) => part(`f${index}`, 'x'))
  const reply = await send([file('uno'), part('file2', 'due', '; filename="b.csv"'), ...fields, end])
  const { size, fields: kept } = reply.json() as { size: number; fields: object }
  assert.equal(size, 3)
  assert.ok(Object.keys(kept).length <= 30 && !('file2' in kept))
})

test('a field called like something of every object stays a field', async () => {
  const reply = await send([part('__proto__', 'x'), part('constructor', 'y'), file('z'), end])
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.json().size, 1)
})

test('other routes take no file', async () => {
  assert.equal((await send([file('x'), end], '/plain')).statusCode, 415)
})
