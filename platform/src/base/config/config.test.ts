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
