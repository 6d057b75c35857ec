// SPDX-License-Identifier: AGPL-3.0-or-later
// The driver does not survive a database that is killed: after the connection has closed it writes a ROLLBACK to a socket it
// has let go of, outside of any try (porsager/postgres issues 1066, 1154, 1208), and it takes its listener for errors away
// before the last one has come. This socket says first that it broke, so that statements under way are refused while the
// driver still holds it, and only then that it is closed; and it always has somebody who listens.
import { Socket } from 'node:net'

class SteadySocket extends Socket {
  #broken = false

  override removeAllListeners(...which: [event?: string | symbol]): this {
    // As it was called: an event that is given and undefined would mean none, and not all of them.
    super.removeAllListeners(...which)
    return this.on('error', ignore)
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'close' || this.#broken) return super.emit(event, ...args)
    this.#broken = true
    super.emit('error', Object.assign(new Error('the connection to the database broke'), { code: 'CONNECTION_CLOSED' }))
    // Twice: the driver's own ROLLBACK waits for one turn.
    setImmediate(() => setImmediate(() => super.emit('close', false)))
    return true
  }
}

function ignore(): void {
  // Whoever waits for a statement is told by the driver.
}

interface Target {
  readonly path?: string | null | undefined | false
  readonly host: readonly string[]
  readonly port: readonly number[]
}

/** For the driver's option `socket`: one connection, on its way to the server. */
export function steadySocket({ path, host, port }: Target): Socket {
  const socket = new SteadySocket()
  socket.on('error', ignore)
  // The driver reads here whose certificate it has to verify; without a name it would want that of localhost.
  Object.assign(socket, { host: host[0] })
  return path ? socket.connect(path) : socket.connect({ port: port[0]!, host: host[0]! })
}
