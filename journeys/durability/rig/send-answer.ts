// SPDX-License-Identifier: AGPL-3.0-or-later
// One answer as a program sends it, over connections that are kept: as fast as a test on two cores can.
import { Agent, request } from 'node:http'
import type { Send } from './persistent-load.ts'

/** @param address of the server that is asked now. @returns what sends; an answer counts as acknowledged with 201, and with 200 when it was known. */
export function answerSender(touchpoint: string, clients: number, address: () => string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  return async (key, suggestion) => {
    const body = JSON.stringify({ touchpoint, key, answers: { ease: 4, suggestion } })
    const status = await post(agent, `${address()}/api/v1/responses`, body)
    if (![200, 201, 503].includes(status)) throw new Error(`reply ${status}`)
    return status !== 503
  }
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const asking = request(url, { method: 'POST', agent, headers, timeout: 5000 }, (reply) => {
    reply.resume()
    // A reply that was cut is none.
    reply.once('error', reject)
    reply.once('end', () => resolve(reply.statusCode!))
  })
  asking.once('error', reject).once('timeout', () => asking.destroy(new Error('no reply')))
  asking.end(body)
  return promise
}
