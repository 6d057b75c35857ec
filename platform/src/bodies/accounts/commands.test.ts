// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../base/database/testing.ts'
import { accountCommands, findSession, startSession } from '../index.ts'
import { logIn } from '../testing.ts'

const [end] = accountCommands

test('the operator puts one person out, or everybody, and the log says so', async () => {
  const { context, db } = await testDatabase()
  const called = async (options: Record<string, string | boolean>): Promise<string> => {
    const lines: string[] = []
    const io = { json: true, print: (line: string) => void lines.push(line), progress: () => {} }
    assert.equal(await end!.run({ positionals: [], options, io, openContext: async () => context }), 0)
    return lines.join('\n')
  }
  const [ada, bruno, carla] = [await logIn(context), await logIn(context), await logIn(context)]
  const second = await startSession(context, ada.account, 'passkey', undefined)
  assert.equal(await called({ person: ada.account.email.toUpperCase() }), '{"ended":2}')
  for (const token of [ada.token, second]) assert.equal(await findSession(context, token), undefined)
  assert.ok(await findSession(context, bruno.token))
  assert.equal(await called({ all: true }), '{"ended":2}')
  for (const { token } of [bruno, carla]) assert.equal(await findSession(context, token), undefined)
  const rows = await db<{ actor: string | null; subject: string; after: unknown }[]>`
    select actor, subject, after from bodies.audit_entry where act = 'session.end-by-operator' order by id`
  assert.deepEqual(rows[0], { actor: null, subject: `account ${ada.account.pseudonym}`, after: { ended: 2 } })
  assert.equal(rows.length, 3)
  await assert.rejects(called({ person: 'nessuno@ente.example' }), /Nessuno ha un accesso/)
  for (const wrong of [{}, { person: 'a@x.example', all: true }]) await assert.rejects(called(wrong), /serve --person/)
})
