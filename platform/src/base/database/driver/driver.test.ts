// SPDX-License-Identifier: AGPL-3.0-or-later
// The mended lines of the driver, each by what befell before.
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { postgres } from './index.ts'
import { testDatabase } from '../testing.ts'

/** A pool of one connection, and what breaks it at this very moment. */
async function fragile(t: { skip(reason: string): void }) {
  const { embedded, name } = await testDatabase()
  if (!embedded) {
    t.skip('not run: it wants the socket of a database of ours')
    return undefined
  }
  let held: Socket
  const socket = (): Socket => (held = connect(join(embedded.socketFolder, '.s.PGSQL.5432')).on('error', () => {}))
  const target = { host: embedded.socketFolder, user: 'ascolto', database: name }
  const options = { ...target, max: 1, backoff: () => 0, connect_timeout: 5, fetch_types: false, socket }
  const db = postgres(options as never)
  after(() => db.end({ timeout: 1 }))
  await db`select`
  return {
    db,
    breakOff() {
      held.emit('close', false)
      held.destroy()
    },
  }
}

test('a connection that broke before its statement was written is made anew and writes again', async (t) => {
  const { db, breakOff } = (await fragile(t)) ?? {}
  if (!db || !breakOff) return
  const statement = db`select 1`.execute()
  // The driver has it, and has not written it: that is for the next turn.
  for (let step = 0; step < 5; step++) await Promise.resolve()
  breakOff()
  await assert.rejects(statement, { code: 'CONNECTION_CLOSED' })
  assert.deepEqual([...(await db`select 2 as n`)], [{ n: 2 }])
})

test('what is still written to a connection that broke ends nothing', async (t) => {
  const { db, breakOff } = (await fragile(t)) ?? {}
  if (!db || !breakOff) return
  const reserved = await db.reserve()
  breakOff()
  void reserved`select 1`.catch(() => {})
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  assert.deepEqual([...(await db`select 3 as n`)], [{ n: 3 }])
})
