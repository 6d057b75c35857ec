// SPDX-License-Identifier: AGPL-3.0-or-later
// One kept-alive HTTP/1.1 connection, one request at a time. Written on node:net because the load shares the machine with
// the server: a full client would cost more than what it measures. Reads replies that say their length.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Reply {
  readonly status: number
  readonly body: Buffer
}

export interface Connection {
  /** @throws Error when the connection breaks before the whole reply is there. */
  send(request: Buffer): Promise<Reply>
  close(): void
}

const endOfHead = Buffer.from('\r\n\r\n')

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return over(socket)
}

function over(socket: Socket): Connection {
  let gathered = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<Reply> | undefined
  const fail = (error?: Error): void => waiting?.reject(error ?? new Error('the server closed the connection'))
  socket.on('data', (part) => {
    gathered = gathered.length === 0 ? part : Buffer.concat([gathered, part])
    const reply = readReply(gathered)
    if (!reply) return
    gathered = Buffer.alloc(0)
    const settled = waiting
    waiting = undefined
    settled?.resolve(reply)
  })
  socket.on('error', fail)
  socket.on('close', () => fail())
  return {
    send(request) {
      waiting = Promise.withResolvers()
      if (socket.destroyed) fail()
      else socket.write(request)
      return waiting.promise
    },
    close: () => void socket.destroy(),
  }
}

function readReply(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf(endOfHead)
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  const start = end + endOfHead.length
  if (bytes.length < start + length) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(start, start + length) }
}

/** The bytes of a request; headers are those any client would send. */
export function requestBytes(method: string, path: string, body?: string, type = 'application/json'): Buffer {
  const head = [`${method} ${path} HTTP/1.1`, 'host: localhost', 'accept: */*', 'connection: keep-alive']
  if (body !== undefined) head.push(`content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`)
}
