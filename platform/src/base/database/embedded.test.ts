// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { connect } from './index.ts'
import { startEmbedded } from './embedded.ts'
import { holdFolder } from './holder.ts'
import { killDatabase } from './testing.ts'

function temporaryFolder(t: TestContext, name = 'dati'): string {
  const parent = mkdtempSync(join(tmpdir(), 'ascolto embedded '))
  t.after(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, name)
}

test('a folder with spaces and a very long path, which only its owner can enter, holds a database', async (t) => {
  const folder = temporaryFolder(t, `cartella ${'lunga '.repeat(20)}`)
  mkdirSync(folder, { mode: 0o700 })
  const server = await startEmbedded(folder)
  const db = connect(server, 1, undefined, 'postgres')
  const [row] =
    await db`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, version()`
  assert.deepEqual([row!.fsync, row!.commit], ['on', 'on'])
  assert.match(row!.version, /^PostgreSQL 18/)
  await db.end()
  await server.stop()
})

test('a second process is a guest: it does not stop the database of the first', async (t) => {
  const folder = temporaryFolder(t)
  const first = await startEmbedded(folder)
  const guest = await startEmbedded(folder)
  assert.deepEqual([first.held, guest.held], [true, false])
  await guest.stop()
  const db = connect(first, 1, undefined, 'postgres')
  assert.equal((await db`select 1 as one`)[0]!.one, 1)
  await db.end()
  await first.stop()
  assert.equal(first.pid(), undefined)
})

test('a database that is killed comes back by itself with what was committed', async (t) => {
  const server = await startEmbedded(temporaryFolder(t))
  const db = connect(server, 1, undefined, 'postgres')
  await db`create table kept (x int)`
  await db`insert into kept values (1)`
  await killDatabase(server)
  let rows: unknown[] = []
  while (rows.length === 0) rows = await db`select x from kept`.catch(() => [])
  assert.equal(rows.length, 1)
  await db.end()
  await server.stop()
})

test('a pid file that names another program does not count as a running database', async (t) => {
  const folder = temporaryFolder(t)
  const first = await startEmbedded(folder)
  await first.stop()
  // PostgreSQL itself clears a stale file whose process is not a postgres of this folder.
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `999999\n${folder}/postgres\n0\n5432\n\n\n\nready\n`)
  const second = await startEmbedded(folder)
  const db = connect(second, 1, undefined, 'postgres')
  assert.equal((await db`select 1 as one`)[0]!.one, 1)
  await db.end()
  await second.stop()
})

test('a folder is held by one, and free again when its holder lets go', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(folder)
  const first = await holdFolder(folder)
  assert.equal(await holdFolder(folder), undefined)
  first!.release()
  const again = await holdFolder(folder)
  assert.ok(again)
  again.release()
})
