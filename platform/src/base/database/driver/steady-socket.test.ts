// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { TLSSocket } from 'node:tls'
import { startEmbedded } from '../embedded/index.ts'
import { connect } from '../index.ts'
import { killDatabase } from '../testing.ts'
import { steadySocket } from './steady-socket.ts'

test('killed again and again under load, statements fail or hold, and nothing else breaks', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-steady-'))
  const server = await startEmbedded(folder)
  const db = connect(server, 4, undefined, 'postgres')
  let stopped = false
  t.after(async () => {
    // Also when the test fails: the writers would go on for ever.
    stopped = true
    await db.end({ timeout: 1 })
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await db`create table kept (id int primary key)`
  let next = 0
  const held: number[] = []
  const write = async (inTransaction: boolean): Promise<void> => {
    while (!stopped) {
      const id = ++next
      const act = inTransaction
        ? db.begin((transaction) => transaction`insert into kept values (${id})`)
        : db`insert into kept values (${id})`
      await act.then(
        () => held.push(id),
        () => new Promise((resolve) => setImmediate(resolve)),
      )
    }
  }
  const writers = [true, false, true, false].map(write)
  for (let round = 1; round <= 4; round++) {
    const enough = held.length + 20
    while (!stopped && held.length < enough) await new Promise((resolve) => setImmediate(resolve))
    await killDatabase(server)
    const before = held.length
    while (!stopped && held.length === before) await new Promise((resolve) => setImmediate(resolve))
  }
  stopped = true
  await Promise.all(writers)
  let rows: { id: number }[] | undefined
  // A connection that broke while nobody used it refuses one statement more.
  while (!rows) rows = await db<{ id: number }[]>`select id from kept`.catch(() => undefined)
  const stored = new Set(rows.map(({ id }) => id))
  assert.deepEqual(
    held.filter((id) => !stored.has(id)),
    [],
  )
})

/** How a server breaks a new connection at its first question, which is for the types of arrays; and what the statement is told. */
const breaks = {
  'goes away': ['socket.destroy()', 'CONNECTION_CLOSED'],
  'refuses to answer': ["socket.write(message('E', 'SERROR\\0C57014\\0Mtoo long\\0\\0') + message('Z', 'I'))", '57014'],
} as const

for (const [how, [act, code]] of Object.entries(breaks))
  test(`a database that ${how} while a new connection asks for its types refuses the statement and ends nothing`, () => {
    // Greets as PostgreSQL does.
    const script = `
    import { createServer } from 'node:net'
    import { connect } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}
    const message = (letter, text) => letter + String.fromCharCode(0, 0, 0, text.length + 4) + text
    const server = createServer((socket) => {
      socket.on('error', () => {}).once('data', () => {
        socket.write(message('R', '\\0\\0\\0\\0') + message('Z', 'I'))
        socket.once('data', () => ${act})
      })
    })
    server.listen(0, '127.0.0.1', async () => {
      const db = connect('postgres://ascolto@127.0.0.1:' + server.address().port + '/ascolto', 1)
      const told = () => db\`select 1\`.then(() => 'answered', ({ code }) => code)
      console.log(await told())
      // The connection is made anew and asks again.
      await told()
      setImmediate(() => setImmediate(() => process.exit(0)))
    })`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    })
    assert.deepEqual([status, stdout.trim()], [0, code], stderr)
  })

test('a socket the driver has let go of has nobody who listens, but for its errors', () => {
  const socket = steadySocket({ host: ['127.0.0.1'], port: [1] })
  for (const event of ['data', 'connect', 'error', 'close']) socket.on(event, () => assert.fail(event))
  socket.removeAllListeners()
  for (const event of ['data', 'connect', 'close']) socket.emit(event)
  socket.emit('error', new Error('late'))
  assert.equal(socket.listenerCount('error'), 1)
  socket.destroy()
})

test('a server whose certificate is to be verified is asked for by its name', async (t) => {
  const asked = Promise.withResolvers<string>()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    // The driver asks whether the server encrypts (eight bytes); it says yes, and learns the name before any certificate.
    socket.once('data', () => {
      socket.write('S')
      const SNICallback = (name: string, done: (error: Error) => void): void => {
        asked.resolve(name)
        done(new Error('enough'))
      }
      new TLSSocket(socket, { isServer: true, SNICallback }).on('error', () => {})
    })
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const db = connect(`postgres://ascolto@localhost:${port}/x?sslmode=verify-full`, 1)
  t.after(async () => {
    await db.end({ timeout: 0 })
    server.close()
  })
  await assert.rejects(db`select`)
  const name = await Promise.race([asked.promise, Promise.resolve('none')])
  assert.equal(name, 'localhost')
})
