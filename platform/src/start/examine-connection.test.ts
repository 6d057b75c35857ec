// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../base/database/testing.ts'
import { examineConnection, judgeConnection } from './examine-connection.ts'

test('a connection that leaves the machine must be encrypted, for a server whose certificate is looked at', () => {
  const away = { here: false, encrypted: true }
  assert.equal(judgeConnection({ ...away, mode: 'verify-full' }).ok, true)
  for (const mode of [null, 'require', 'prefer']) assert.equal(judgeConnection({ ...away, mode }).ok, false)
  assert.match(judgeConnection({ ...away, encrypted: false, mode: null }).detail, /in chiaro.*sslmode=verify-full/)
  assert.equal(judgeConnection({ here: true, encrypted: false, mode: null }).ok, true)
})

test('the embedded database is reached without a network', async (t) => {
  const { context, embedded } = await testDatabase()
  if (!embedded) return t.skip('not run: the server of DATABASE_URL may be anywhere')
  const { ok, detail } = await examineConnection(context)
  assert.deepEqual([ok, detail], [true, 'non lascia questa macchina'])
})
