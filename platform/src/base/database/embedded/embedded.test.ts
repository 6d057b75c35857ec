// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { connect } from '../index.ts'
import { startEmbedded } from './index.ts'
import { holdFolder } from './holder.ts'
import { killDatabase } from '../testing.ts'

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

test('a database killed together with its holder starts again, however long its children take to go', async (t) => {
  const folder = temporaryFolder(t)
  const { href } = new URL('./index.ts', import.meta.url)
  const script = `await (await import('${href}')).startEmbedded(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  const [postmaster] = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n').map(Number)
  const [child] = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').map(Number)
  process.kill(child!, 'SIGSTOP')
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  process.kill(postmaster!, 'SIGKILL')
  const starting = startEmbedded(folder)
  const log = join(folder, 'postgres.log')
  while (!readFileSync(log, 'utf8').includes('pre-existing shared memory')) await new Promise(setImmediate)
  process.kill(child!, 'SIGCONT')
  const server = await starting
  const db = connect(server, 1, undefined, 'postgres')
  assert.equal((await db`select 1 as one`)[0]!.one, 1)
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

test('a folder is held by one, and free again when its holder lets go', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(folder)
  const first = holdFolder(folder)
  assert.equal(holdFolder(folder), undefined)
  assert.ok(holdFolder(folder, 'site'), 'another kind of hold')
  first!.release()
  assert.ok(holdFolder(folder))
})

test('of many who want a folder that a killed process left at the same moment, one gets it', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(folder)
  const holder = JSON.stringify(new URL('./holder.ts', import.meta.url).href)
  const killed = `import { holdFolder } from ${holder}; holdFolder(process.argv[1]); process.kill(process.pid, 'SIGKILL')`
  spawnSync(process.execPath, ['--input-type=module', '-e', killed, folder])
  const wants = `
    import { holdFolder } from ${holder}
    process.stdin.once('data', () => console.log(holdFolder(process.argv[1]) ? 'mine' : 'taken')).once('end', () => process.exit())`
  const all = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', wants, folder], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  for (const { stdin } of all) stdin.write('go')
  const said = await Promise.all(all.map(async ({ stdout }) => String(await once(stdout, 'data')).trim()))
  for (const { stdin } of all) stdin.end()
  assert.deepEqual(said.toSorted(), ['mine', ...Array.from({ length: 5 }, () => 'taken')])
})

test('a guest becomes the holder when its holder ends, and then stops the database itself', async (t) => {
  const folder = temporaryFolder(t)
  const first = await startEmbedded(folder)
  const guest = await startEmbedded(folder)
  const db = connect(guest, 1, undefined, 'postgres')
  await db`create table kept (x int)`
  await first.stop()
  let rows: unknown
  while (!rows) rows = await db`select x from kept`.catch(() => undefined)
  assert.ok(guest.held)
  await db.end()
  await guest.stop()
  assert.equal(guest.pid(), undefined)
})

test('after a clean stop no folder of the socket is left, wherever it was', async (t) => {
  for (const name of ['dati', `cartella ${'lunga '.repeat(20)}`]) {
    const server = await startEmbedded(temporaryFolder(t, name))
    assert.ok(existsSync(server.socketFolder))
    await server.stop()
    assert.ok(!existsSync(server.socketFolder), server.socketFolder)
  }
})

test('a start that is called off leaves no database running, whenever it is', async (t) => {
  const folder = temporaryFolder(t)
  for (const turns of [0, 1, 5]) {
    const stop = new AbortController()
    const starting = startEmbedded(folder, stop.signal)
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
    stop.abort(new Error('called off'))
    await assert.rejects(starting, /called off/)
    assert.ok(!existsSync(join(folder, 'run')) && !existsSync(join(folder, 'postgres', 'postmaster.pid')))
  }
  const server = await startEmbedded(folder)
  const stop = new AbortController()
  await server.stop()
  const again = startEmbedded(folder, stop.signal)
  stop.abort(new Error('called off'))
  await assert.rejects(again, /called off/)
  assert.ok(!existsSync(join(folder, 'postgres', 'postmaster.pid')))
})
