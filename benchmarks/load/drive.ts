// SPDX-License-Identifier: AGPL-3.0-or-later
// Closed load: so many connections, each sending its next request when the last reply is there. The same for a server and
// its baseline, so that their ratio says what the server adds.
import { openConnection } from './connection.ts'

export interface Load {
  readonly port: number
  readonly connections: number
  readonly requests: number
  /** The bytes of the n-th request. */
  request(index: number): Buffer
  /** The status a good reply has. */
  readonly expect: number
}

export interface Driven {
  readonly seconds: number
  readonly perSecond: number
  /** Milliseconds from request to reply, ascending. */
  readonly latencies: Float64Array
}

/** @throws Error at the first reply with another status: a fast refusal must not pass for speed. */
export async function drive(load: Load): Promise<Driven> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)))
  const latencies = new Float64Array(load.requests)
  let next = 0
  const began = performance.now()
  try {
    await Promise.all(
      connections.map(async (connection) => {
        for (let index = next++; index < load.requests; index = next++) {
          const sent = performance.now()
          const { status, body } = await connection.send(load.request(index))
          latencies[index] = performance.now() - sent
          if (status !== load.expect)
            throw new Error(`reply ${status} to request ${index}: ${body.toString().slice(0, 300)}`)
        }
      }),
    )
  } finally {
    for (const connection of connections) connection.close()
  }
  const seconds = (performance.now() - began) / 1000
  return { seconds, perSecond: load.requests / seconds, latencies: latencies.toSorted() }
}
