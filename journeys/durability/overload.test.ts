// SPDX-License-Identifier: AGPL-3.0-or-later
// More than can be taken: what is too much is told so at once, with when to come again, and nothing is lost of what was taken. Slow and
// greedy callers keep nobody else waiting. A queue without an end, and a server that gives a place to each caller, are caught.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { exchange, forAll, openDoor, type Door } from './rig/open-door.ts'
import { receiptIn, ways } from './rig/requests.ts'

const way = ways[1]!
const limit = 40
const crowd = 100

/** Numbers from first on, so many. */
const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index)

const ask = (door: Door, number: number): Promise<string> => exchange(door.port, way.request(door.example.code, number))
const isTaken = (reply: string): boolean => receiptIn(way, reply).length === 62

/** How many answers wait, and how many of them stand in a commit. */
async function inside({ port }: Door): Promise<{ waiting: number; committing: number }> {
  const said = await exchange(
    port,
    Buffer.from('GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
  )
  const [waiting, committing] = ['queue', 'committing'].map((name) =>
    Number(new RegExp(`^ascolto_intake_${name} (\\d+)`, 'm').exec(said)![1]),
  ) as [number, number]
  return { waiting, committing }
}

interface Crowded {
  /** At once. */
  readonly refused: number
  readonly waited: number
  /** By the commit that cannot end, and the one behind it. */
  readonly committed: number
  readonly replies: readonly string[]
}

/** A crowd comes while one commit cannot end. */
async function crowded(door: Door): Promise<Crowded> {
  const { db } = door.context
  const lock = await db.reserve()
  await lock`begin`
  await lock`lock table collect.receipt in access exclusive mode`
  const first = ask(door, 0)
  while (
    (await db`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`).length ===
    0
  );
  let refused = 0
  const others = numbers(1, crowd).map(async (number) => {
    const reply = await ask(door, number)
    if (!isTaken(reply)) refused += 1
    return reply
  })
  let now = await inside(door)
  while (refused + now.waiting + now.committing < crowd + 1) now = await inside(door)
  const told = { refused, waited: now.waiting, committed: now.committing }
  await lock`commit`
  lock.release()
  return { ...told, replies: await Promise.all([first, ...others]) }
}

test('when the queue is full the others are refused at once, with when to come again, and then taken', async () => {
  const door = await openDoor({ queueLimit: limit })
  const { refused, waited, committed, replies } = await crowded(door)
  const told = JSON.stringify({ refused, waited, committed })
  assert.ok(waited <= limit && committed <= limit && refused >= crowd - 2 * limit, told)
  for (const reply of replies.filter((reply) => !isTaken(reply)))
    assert.match(reply, /^HTTP\/1.1 503 .*retry-after: \d+/is)
  const again = await forAll(numbers(0, crowd + 1), async (number) => {
    let reply = await ask(door, number)
    while (!isTaken(reply)) reply = await ask(door, number)
    return receiptIn(way, reply)
  })
  assert.equal(new Set(again).size, crowd + 1)
  assert.deepEqual(await door.counts(), { rows: crowd + 1, cube: crowd + 1 })
})

test('a queue without an end is caught', async () => {
  const { waited } = await crowded(await openDoor({ queueLimit: 1_000_000 }))
  assert.ok(waited > limit)
})

/** Callers who never come to an end, each in a way of their own. */
async function slowCallers(door: Door, count: number): Promise<Socket[]> {
  const request = way.request(door.example.code, 1_000_000)
  const page = Buffer.from('GET /metodo HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20))
  const said = [Buffer.alloc(0), request.subarray(0, 30), request.subarray(0, request.length - 5), page]
  return await forAll(numbers(0, count), async (number) => {
    const socket = connect(door.port, '127.0.0.1')
    // None of them reads what it is told.
    socket.on('error', () => {}).pause()
    after(() => socket.destroy())
    await once(socket, 'connect')
    socket.write(said[number % said.length]!)
    return socket
  })
}

/** @returns how many honest answers were taken, and how many slow callers were there all the while. */
async function besideSlowCallers(door: Door): Promise<{ taken: number; slow: number }> {
  const callers = await slowCallers(door, 400)
  const replies = await forAll(numbers(1, crowd), (number) => ask(door, number))
  const slow = callers.filter((socket) => !socket.destroyed).length
  for (const socket of callers) socket.destroy()
  return { taken: replies.filter(isTaken).length, slow }
}

test('callers who never come to an end keep nobody else waiting', async () => {
  const { taken, slow } = await besideSlowCallers(await openDoor())
  assert.deepEqual({ taken, slow }, { taken: crowd, slow: 400 })
})

test('a server with a place for each of few callers is caught', async () => {
  const door = await openDoor()
  door.server.maxConnections = 390
  assert.ok((await besideSlowCallers(door)).taken < crowd)
})

test('bodies beyond every measure are refused before they are read, and the next answer is taken', async () => {
  const door = await openDoor()
  const head = (path: string, ...more: string[]): string =>
    [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json', ...more, '', ''].join('\r\n')
  const path = '/api/v1/responses'
  const declared = await exchange(
    door.port,
    Buffer.from(head(path, 'Connection: close', 'Content-Length: 10000000000')),
  )
  assert.match(declared, /^HTTP\/1.1 413 /)
  const socket = connect(door.port, '127.0.0.1')
  socket.on('error', () => {})
  let said = ''
  socket.on('data', (part) => (said += part.toString('latin1')))
  socket.write(head(path, 'Transfer-Encoding: chunked'))
  const chunk = Buffer.from(`10000\r\n${'['.repeat(0x10000)}\r\n`)
  // A caller without an end, as fast as the server takes it; between two chunks it reads, since to write after the server has closed
  // would throw away the reply that is there.
  const feed = (): void => {
    if (!socket.destroyed && socket.writable && socket.write(chunk)) setImmediate(feed)
  }
  socket.on('drain', feed)
  feed()
  await new Promise((resolve) => socket.once('close', resolve))
  assert.match(said, /^HTTP\/1.1 413 /)
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`
  const nested = await exchange(
    door.port,
    Buffer.from(head(path, 'Connection: close', `Content-Length: ${deep.length}`) + deep),
  )
  assert.match(nested, /^HTTP\/1.1 4\d\d /)
  assert.ok(isTaken(await ask(door, 1)))
  assert.equal((await door.counts()).rows, 1)
})
