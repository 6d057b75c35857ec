// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig, type Config } from '../../config/index.ts'
import { silentLog } from '../../log/index.ts'
import { createMetrics } from '../../metrics/index.ts'
import { createApp, type App } from '../index.ts'

const urls = { publicUrl: 'https://ascolto.example', workspaceUrl: 'https://area.ascolto.example' }

async function appWith(config: Partial<Record<keyof Config, string>> = urls): Promise<App> {
  const unused = undefined as never
  const context = { ...{ config: readConfig(config, {}), db: unused, publicDb: unused, log: silentLog }, memory: {} }
  const app = await createApp({ ...context, metrics: createMetrics(), now: () => new Date(0) })
  const options = { config: { permission: 'public' } }
  for (const url of ['/', '/v/:code', '/area', '/area/enti/:ipa', '/areale', '/assets/:file', '/health']) {
    app.get(url, options, async () => 'here')
    if (url !== '/') app.post(url, options, async () => 'done')
  }
  return app
}

const ask = async (app: App, host: string, url: string, more: object = {}): Promise<[number, unknown]> => {
  const reply = await app.inject({ url, ...more, headers: { host, ...(more as { headers?: object }).headers } })
  return [reply.statusCode, reply.headers.location]
}

test('each page is found under its own address, and from the other one people are led to it', async () => {
  const app = await appWith()
  const [open, inside] = ['ascolto.example', 'area.ascolto.example']
  for (const url of ['/', '/v/abc', '/areale']) {
    assert.deepEqual(await ask(app, open, url), [200, undefined], url)
    assert.deepEqual(await ask(app, inside, `${url}?x=1`), [307, `https://ascolto.example${url}?x=1`])
  }
  for (const url of ['/area', '/area/', '/area/enti/inps', '/%61rea/enti/inps']) {
    assert.deepEqual(await ask(app, inside, url), [200, undefined], url)
    assert.deepEqual(await ask(app, open, url), [307, `https://area.ascolto.example${url}`])
    assert.deepEqual(await ask(app, '127.0.0.1:8080', url), [307, `https://area.ascolto.example${url}`])
  }
  assert.deepEqual(await ask(app, 'AREA.ascolto.example', '/area'), [200, undefined])
})

test('a change sent to the wrong address is refused, not sent on', async () => {
  const app = await appWith()
  assert.deepEqual(await ask(app, 'ascolto.example', '/area', { method: 'POST' }), [421, undefined])
  assert.deepEqual(await ask(app, 'area.ascolto.example', '/v/abc', { method: 'POST' }), [421, undefined])
  assert.deepEqual(await ask(app, 'area.ascolto.example', '/area', { method: 'POST' }), [200, undefined])
})

test('what belongs to both is there under both, and so is what is nowhere', async () => {
  const app = await appWith()
  for (const host of ['ascolto.example', 'area.ascolto.example', 'anything']) {
    for (const url of ['/assets/x.css', '/health']) assert.deepEqual(await ask(app, host, url), [200, undefined])
    assert.deepEqual(await ask(app, host, '/nowhere'), [404, undefined])
  }
})

test('nobody is led anywhere else, whatever the address looks like', async () => {
  const app = await appWith()
  for (const url of [
    '//evil.example/area',
    '/area//evil.example',
    '/area/enti/\\evil.example',
    '/area/enti/@evil.example',
  ]) {
    const [, location] = await ask(app, 'ascolto.example', url)
    if (location !== undefined) assert.equal(new URL(String(location)).host, 'area.ascolto.example', url)
  }
})

test('what a proxy says of the name counts only when one is trusted', async () => {
  const headers = { 'x-forwarded-host': 'area.ascolto.example' }
  const [alone, behind] = [await appWith(), await appWith({ ...urls, trustedProxy: 'yes' })]
  assert.deepEqual(await ask(alone, 'ascolto.example', '/v/abc', { headers }), [200, undefined])
  assert.deepEqual(await ask(behind, 'ascolto.example', '/area', { headers }), [200, undefined])
  assert.deepEqual(await ask(behind, '10.0.0.1', '/v/abc', { headers }), [307, 'https://ascolto.example/v/abc'])
  // A proxy adds what it knows behind what the caller made up.
  const made = { 'x-forwarded-host': 'area.ascolto.example, ascolto.example' }
  assert.deepEqual(await ask(behind, '10.0.0.1', '/v/abc', { headers: made }), [200, undefined])
  assert.deepEqual(await ask(behind, '10.0.0.1', '/area', { headers: made }), [
    307,
    'https://area.ascolto.example/area',
  ])
})

test('with one address everything is found there', async () => {
  const same = { publicUrl: 'https://ascolto.example', workspaceUrl: 'https://ascolto.example' }
  for (const config of [{}, { publicUrl: 'https://ascolto.example' }, same]) {
    const app = await appWith(config)
    for (const url of ['/v/abc', '/area']) assert.deepEqual(await ask(app, 'ascolto.example', url), [200, undefined])
  }
})
