// SPDX-License-Identifier: AGPL-3.0-or-later
// The driver, with three lines of it mended while it is loaded, since no release has them yet (porsager/postgres pull requests 1155,
// 1168, 1209). What it had not yet written when a connection broke was then written to no socket, which ends the process; or kept the
// connection, made anew, from ever writing again. And each new connection first asks for the types of arrays: nobody waited for that
// answer, so that a database that goes away just then ended the process; now the statement that wanted the connection is refused, and
// a connection that does not know the types is closed. A driver that reads otherwise is refused: then see whether this is still needed.
import { registerHooks } from 'node:module'

const mends = [
  ['    const x = socket.write(chunk, fn)\n', '    const x = socket ? socket.write(chunk, fn) : false\n'],
  [
    '    remaining = 0\n    incomings = null\n    clearImmediate(nextWriteTimer)\n',
    '    remaining = 0\n    incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n',
  ],
  [
    '        return fetchArrayTypes()\n',
    '        return fetchArrayTypes().catch((error) => (errored(error), socket && socket.destroy()))\n',
  ],
] as const

let mended = false

function mend(source: string): string {
  mended = true
  return mends.reduce((text, [from, to]) => {
    const [before, after, more] = text.split(from)
    if (after === undefined || more !== undefined)
      throw new Error('the driver of PostgreSQL is another one: see base/database/driver')
    return `${before}${to}${after}`
  }, source)
}

const hooks = registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/postgres/src/connection.js')) return loaded
    return { ...loaded, source: mend(Buffer.from(loaded.source as Uint8Array).toString()) }
  },
})
export const { default: postgres } = await import('postgres')
hooks.deregister()
if (!mended) throw new Error('the driver of PostgreSQL was loaded before base/database/driver could mend it')
