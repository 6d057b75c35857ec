// SPDX-License-Identifier: AGPL-3.0-or-later
// The real server in the test's own process, on a real socket, with a database and a clock that are the test's; and one open
// touchpoint. A second one may stand on the same database.
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Config } from '../../../platform/src/base/config/index.ts'
import type { Context } from '../../../platform/src/base/context.ts'
import { testDatabase } from '../../../platform/src/base/database/testing.ts'
import { createMetrics } from '../../../platform/src/base/metrics/index.ts'
import { createServer, type Server } from '../../../platform/src/start/server.ts'
import { openExample, type Example } from '../../../worlds/example.ts'
import { foldAll } from '../../../worlds/settle.ts'

export interface Door {
  readonly context: Context
  readonly example: Example
  readonly port: number
  readonly server: Server['app']['server']
  readonly clock: { now: Date }
  /** Another server on the same database. @returns its port. */
  another(): Promise<number>
  /** Waits until nobody is connected any more: what a broken connection has set off is over. */
  alone(): Promise<void>
  /** Answers of the touchpoint's service, as rows and as the cube counts them. */
  counts(): Promise<{ rows: number; cube: number }>
}

/** Closed with the test's database, when all tests of the file are over. */
export async function openDoor(change: Partial<Config> = {}): Promise<Door> {
  const clock = { now: new Date('2026-03-10T10:00:30Z') }
  const database = await testDatabase({ now: () => clock.now })
  const context = { ...database.context, config: { ...database.context.config, ...change } }
  const servers: Server[] = []
  database.onClose(async () => {
    for (const server of servers) await server.close()
  })
  const serve = async (of: Context): Promise<number> => {
    const server = await createServer(of)
    servers.push(server)
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    return (server.app.server.address() as AddressInfo).port
  }
  const example = await openExample(context)
  const { serviceId } = example
  return {
    ...{ context, example, clock },
    port: await serve(context),
    server: servers[0]!.app.server,
    another: () => serve({ ...context, metrics: createMetrics(), memory: {} }),
    async alone() {
      for (const { app } of servers) while ((await connections(app)) > 0) await new Promise(setImmediate)
    },
    async counts() {
      const { db } = context
      await foldAll(context)
      const rows = await db`select from collect.answer where service_id = ${serviceId}`
      const [cube] = await db<{ n: number }[]>`
        select coalesce(sum(n), 0)::bigint as n from estimate.cube_day where service_id = ${serviceId}`
      return { rows: rows.length, cube: cube!.n }
    },
  }
}

function connections({ server }: Server['app']): Promise<number> {
  return new Promise((done, failed) => server.getConnections((error, count) => (error ? failed(error) : done(count))))
}

/** Sends the bytes and hears the reply to its end, or to so many bytes: then the connection is broken off. */
export async function exchange(port: number, bytes: Buffer, most = Infinity): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const heard: Buffer[] = []
  let length = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.on('data', (part) => {
    heard.push(part)
    length += part.length
    if (length >= most) breakOff(socket)
  })
  // A connection that breaks is what is tried here.
  socket.on('error', () => {})
  socket.once('close', () => resolve())
  socket.write(bytes)
  if (most === 0) socket.once('connect', () => socket.destroySoon())
  await promise
  return Buffer.concat(heard).toString('latin1').slice(0, most)
}

/** As when the network goes away: what comes after is refused. */
function breakOff(socket: Socket): void {
  socket.resetAndDestroy()
}

/** Does it for each, a few at a time. */
export async function forAll<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const hand = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await act(items[at]!)
  }
  await Promise.all(Array.from({ length: 48 }, hand))
  return results
}
