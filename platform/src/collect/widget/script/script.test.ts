// SPDX-License-Identifier: AGPL-3.0-or-later
// What the script promises the page that loads it, as far as its text shows it; the rest is shown in a browser (journeys).
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { testCollect } from '../../testing.ts'
import { pinnedAddress, script } from './script.ts'

test('the widget with its style is at most 6 kB gzip, the bridge at most 1 kB', () => {
  assert.ok(script('widget').gzip.length <= 6_000, `${script('widget').gzip.length} bytes`)
  assert.ok(script('ponte').gzip.length <= 1_000, `${script('ponte').gzip.length} bytes`)
})

test('the scripts leave nothing in the browser, make no code of text and no markup of text', () => {
  const never =
    /cookie|localStorage|sessionStorage|indexedDB|caches|eval\(|Function\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b|setAttribute\("style|attachShadow|iframe|window\./
  for (const name of ['widget', 'ponte'] as const) assert.doesNotMatch(String(script(name).body), never)
})

test('the scripts name nothing globally: each is one function that is called at once', () => {
  for (const name of ['widget', 'ponte'] as const) {
    assert.match(String(script(name).body).replace(/^\/\*!.*\*\/\s*/, ''), /^"use strict";\(\(\)=>\{[^]*\}\)\(\);\s*$/)
  }
})

test('the address bodies use is asked again within the hour, the pinned one never', async () => {
  const { app, get } = await testCollect()
  const usual = await get('/widget.js')
  assert.equal(usual.headers['content-type'], 'text/javascript; charset=utf-8')
  assert.equal(usual.headers['cache-control'], 'public, max-age=3600')
  assert.equal(usual.headers['access-control-allow-origin'], '*')
  assert.equal(usual.headers['cross-origin-resource-policy'], 'cross-origin')
  const again = await get('/widget.js', { 'if-none-match': String(usual.headers.etag) })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')

  const pinned = await get(pinnedAddress('widget'))
  assert.equal(pinned.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(pinned.body, usual.body)
  const hash = createHash('sha256').update(pinned.rawPayload).digest('base64url')
  assert.ok(pinnedAddress('widget').includes(hash.slice(0, 16)))
  assert.equal((await get('/widget/AAAAAAAAAAAAAAAA.js')).statusCode, 404)
  assert.equal((await get('/ponte.js')).statusCode, 200)
  assert.equal((await app.inject({ method: 'POST', url: '/widget.js' })).statusCode, 405)
})

test('the script is sent in the encoding the client takes', async () => {
  const { get } = await testCollect()
  const plain = await get('/widget.js', { 'accept-encoding': 'identity' })
  const gzip = await get('/widget.js', { 'accept-encoding': 'gzip' })
  const brotli = await get('/widget.js', { 'accept-encoding': 'gzip, br' })
  assert.deepEqual(gunzipSync(gzip.rawPayload), plain.rawPayload)
  assert.deepEqual(brotliDecompressSync(brotli.rawPayload), plain.rawPayload)
  assert.equal(plain.headers['vary'], 'accept-encoding')
})
