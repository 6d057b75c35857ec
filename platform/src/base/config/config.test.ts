// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from './index.ts'

test('without an environment the configuration is complete, local and frozen', () => {
  const config = readConfig({}, {})
  assert.equal(config.port, 8080)
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.databaseUrl, null)
  assert.ok(Object.isFrozen(config))
})

test('the command line goes before the environment', () => {
  assert.equal(readConfig({ port: '1' }, { ASCOLTO_PORT: '2' }).port, 1)
  assert.equal(readConfig({}, { ASCOLTO_PORT: '2' }).port, 2)
})

test('a wrong value is refused with the name of its variable and what it takes', () => {
  for (const port of ['abc', '-1', '70000', '80.5', '']) {
    assert.throws(
      () => readConfig({}, { ASCOLTO_PORT: port }),
      (error: Error) => error instanceof ConfigError && /ASCOLTO_PORT .*da 0 a 65535/.test(error.message),
    )
  }
  assert.throws(() => readConfig({}, { ASCOLTO_WORKER: 'maybe' }), /inside, outside/)
})

test('addresses are origins, and a workspace of its own needs to know where everybody else is', () => {
  const site = { ASCOLTO_PUBLIC_URL: 'https://ascolto.example/' }
  assert.equal(readConfig({}, site).publicUrl, 'https://ascolto.example')
  for (const text of [
    'ascolto.example',
    'ftp://ascolto.example',
    'https://a.example/ascolto',
    'https://u:p@a.example',
    'https://a.example?x',
  ]) {
    assert.throws(() => readConfig({}, { ASCOLTO_PUBLIC_URL: text }), /ASCOLTO_PUBLIC_URL vuole un indirizzo/, text)
  }
  const workspace = { ASCOLTO_WORKSPACE_URL: 'https://area.ascolto.example' }
  assert.throws(() => readConfig({}, workspace), /vuole anche ASCOLTO_PUBLIC_URL/)
  assert.equal(readConfig({}, { ...site, ...workspace }).workspaceUrl, 'https://area.ascolto.example')
})

test('addresses and folders that can be none are refused with the name of their variable', () => {
  const refused = { DATABASE_URL: ['nonsense', 'mysql://server/db', 'postgres://'], ASCOLTO_DATA: ['', ' '] }
  const wrong = {
    ...refused,
    ASCOLTO_PUBLIC_URL: ['javascript:alert(1)', 'ascolto.example', 'https://', 'file:///etc'],
  }
  for (const [variable, texts] of Object.entries(wrong))
    for (const text of texts)
      assert.throws(
        () => readConfig({}, { [variable]: text }),
        (error: Error) => error instanceof ConfigError && error.message.startsWith(`${variable} `),
        `${variable}=${text}`,
      )
  for (const url of ['', 'postgres://u:p@db:5432/a', 'postgresql:///a?host=/run/pg', 'postgres://a:1,b:2/a'])
    assert.equal(readConfig({}, { DATABASE_URL: url }).databaseUrl, url || null)
  assert.equal(readConfig({}, { ASCOLTO_PUBLIC_URL: 'https://a.example' }).publicUrl, 'https://a.example')
})
