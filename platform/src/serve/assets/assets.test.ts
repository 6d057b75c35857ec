// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { readConfig } from '../../base/config/index.ts'
import { createApp, type App } from '../../base/http/index.ts'
import { silentLog } from '../../base/log/index.ts'
import { createMetrics } from '../../base/metrics/index.ts'
import { assetPath, assets } from './index.ts'
import { loadAssets, type Asset } from './load-assets.ts'

async function serverOfAssets(): Promise<App> {
  const unused = undefined as never
  const app = await createApp({
    config: readConfig({}, {}),
    db: unused,
    publicDb: unused,
    memory: {},
    log: silentLog,
    metrics: createMetrics(),
    now: () => new Date(0),
  })
  assets(app)
  return app
}

test('an asset is served for ever, and in the encoding the client takes', async () => {
  const app = await serverOfAssets()
  const url = assetPath('ascolto.css')
  assert.match(url, /^\/assets\/ascolto\.[\w-]{12}\.css$/)
  const plain = await app.inject({ url })
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(plain.headers['content-type'], 'text/css; charset=utf-8')
  const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate' } })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  assert.deepEqual(gunzipSync(packed.rawPayload), plain.rawPayload)
  const small = await app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } })
  assert.equal(small.headers['content-encoding'], 'br')
  assert.deepEqual(brotliDecompressSync(small.rawPayload), plain.rawPayload)
})

test('a font the style names is there, and is not compressed twice', async () => {
  const app = await serverOfAssets()
  const style = await app.inject({ url: assetPath('ascolto.css') })
  const fonts = Array.from(style.body.matchAll(/url\('([^']+)'\)/g), ([, url = '']) => url)
  assert.equal(fonts.length, 3)
  for (const url of fonts) {
    const font = await app.inject({ url, headers: { 'accept-encoding': 'br' } })
    assert.equal(font.headers['content-type'], 'font/woff2')
    assert.equal(font.headers['content-encoding'], undefined)
  }
})

test('an address of other content, or outside the folder, is not found', async () => {
  const app = await serverOfAssets()
  for (const url of ['/assets/ascolto.css', '/assets/ascolto.AAAAAAAAAAAA.css', '/assets/..%2findex.ts'])
    assert.equal((await app.inject({ url })).statusCode, 404)
  assert.throws(() => assetPath('missing.css'), /no asset is called missing.css/)
})

test('the whole style of a page stays within 40 kB gzip', () => {
  const style = [...loadAssets()].filter(([name]) => name.endsWith('.css')).map(([, { body }]) => gzipSync(body).length)
  assert.ok(style.reduce((sum, size) => sum + size, 0) <= 40_000)
})

test('each script stays within 4 kB gzip', () => {
  for (const [name, { body }] of loadAssets()) if (name.endsWith('.js')) assert.ok(gzipSync(body).length <= 4_000, name)
})

function withFolder(files: Record<string, string>, look: (assets: ReadonlyMap<string, Asset>) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'))
  try {
    mkdirSync(join(folder, 'browser/part'), { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    look(loadAssets(pathToFileURL(`${folder}/`)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a browser module is bundled with what it imports, minified, without types', () => {
  const files = {
    'browser/count.ts': `import { one } from './part/one.ts'\nconst total: number = one + 1\nconsole.log(total)`,
    'browser/part/one.ts': `export const one: number = 1`,
  }
  withFolder(files, (assets) => {
    const asset = assets.get('count.js')
    assert.match(asset?.address ?? '', /^\/assets\/count\.[\w-]{12}\.js$/)
    assert.doesNotMatch(asset?.body.toString() ?? '', /import|number/)
    assert.equal(assets.size, 1)
  })
})

test('other content has another address', () => {
  const addresses = ['a{}', 'b{}'].map((style) => {
    let address = ''
    withFolder({ 'a.css': style }, (assets) => (address = assets.get('a.css')?.address ?? ''))
    return address
  })
  assert.notEqual(addresses[0], addresses[1])
})
