// SPDX-License-Identifier: AGPL-3.0-or-later
// A door in front of the real one that passes everything on, with one fault of those a careless one could have.
import { randomUUID } from 'node:crypto'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export const faults = {
  'takes what was cut': 'takesWhatWasCut',
  'knows no keys': 'knowsNoKeys',
  'makes a new receipt each time': 'newReceipts',
} as const
type Fault = (typeof faults)[keyof typeof faults]

export interface FaultyDoor {
  readonly port: number
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openFaultyDoor(behind: number, fault?: Fault): Promise<FaultyDoor> {
  const under = new Set<Promise<unknown>>()
  const server = createServer((asked, reply) => {
    const parts: Buffer[] = []
    let passed = false
    const pass = async (): Promise<void> => {
      if (passed) return
      passed = true
      const text = Buffer.concat(parts).toString()
      const body = fault === 'knowsNoKeys' ? text.replace(/key=[^&]*/, `key=${randomUUID()}`) : text
      const { status, location } = await ask(behind, asked, body)
      const shown = fault === 'newReceipts' ? location.replace(/.{8}$/, () => randomUUID().slice(0, 8)) : location
      reply.writeHead(status, { location: shown }).end()
    }
    const start = (): void => {
      const passing = pass().finally(() => under.delete(passing))
      under.add(passing)
    }
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', start)
    asked.on('error', () => {})
    asked.on('close', () => fault === 'takesWhatWasCut' && start())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const connections = (): Promise<number> => new Promise((done) => server.getConnections((_, count) => done(count)))
  return {
    port: (server.address() as AddressInfo).port,
    async settled() {
      while ((await connections()) > 0 || under.size > 0) await new Promise(setImmediate)
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

function ask(port: number, { method, url, headers }: IncomingMessage, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; location: string }>()
  const sent = { ...headers, 'content-length': String(Buffer.byteLength(body)) }
  request({ host: '127.0.0.1', port, method, path: url, headers: sent }, (reply) => {
    const { statusCode, headers: got } = reply.resume()
    reply.once('end', () => resolve({ status: statusCode!, location: got.location ?? '' }))
  })
    .once('error', reject)
    .end(body)
  return promise
}
