// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto doctor reads the whole log of acts: it says that the chain holds, or where it breaks, and then fails.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { audit } from '../bodies/index.ts'
import { doctor } from './doctor.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  for (let number = 1; number <= 6; number++) {
    await audit(database.context, { act: 'service.edit', subject: `service ${number}`, after: { number } })
  }
})

async function examined(json: boolean): Promise<{ code: number; out: string }> {
  const lines: string[] = []
  const io = { json, print: (line: string) => void lines.push(line), progress: () => {} }
  const code = await doctor.run({ positionals: [], options: {}, io, openContext: async () => database.context })
  return { code, out: lines.join('\n') }
}

test('a whole chain is well, and its last hash is said so that it can be kept elsewhere', async () => {
  const { code, out } = await examined(false)
  assert.equal(code, 0, out)
  const [row] = await database.db<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from bodies.audit_entry order by id desc limit 1`
  assert.match(
    out,
    new RegExp(`✓ registro delle operazioni: 6 operazioni, catena integra, ultima impronta ${row!.hash.slice(0, 16)}`),
  )
})

test('a change to the past by who owns the server is named by its number, and the examination fails', async () => {
  const { db } = database
  await db`alter table bodies.audit_entry disable trigger user`
  await db`update bodies.audit_entry set after = '{"number": 40}' where id = 4`
  await db`alter table bodies.audit_entry enable trigger user`
  const { code, out } = await examined(false)
  assert.equal(code, 1)
  assert.match(out, /✗ registro delle operazioni: la catena si rompe all'operazione 4$/m)
  const { findings, ok } = JSON.parse((await examined(true)).out) as {
    ok: boolean
    findings: { name: string; ok: boolean }[]
  }
  assert.equal(ok, false)
  assert.equal(findings.find(({ name }) => name === 'registro delle operazioni')?.ok, false)
})
