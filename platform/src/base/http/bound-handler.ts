// SPDX-License-Identifier: AGPL-3.0-or-later
// No request waits for ever: a handler that takes too long is answered by 503, whatever it waits for. It still goes on
// behind the reply; a route on which many do so takes no more work until some have ended, so that nothing piles up while the
// database hangs, and opens again by itself.
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { within } from '../deadline.ts'
import { unavailable } from '../errors.ts'

/** Handlers of one route that nobody waits for any more, at most. */
const mostOverdue = 16
const retryAfter = 5

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

export function boundHandler(route: RouteOptions, milliseconds: number): void {
  const handler = route.handler as Handler
  let overdue = 0
  const bound = function (this: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (overdue >= mostOverdue) throw unavailable({ retryAfter })
    const result = handler.call(this, request, reply)
    // Replies are promises too, of their own end; a handler that gives its reply at once has nothing to wait for.
    return result instanceof Promise ? wait(result) : result
  }
  const wait = async (result: Promise<unknown>): Promise<unknown> => {
    let settled = false
    const settle = (): void => void (settled = true)
    const ended = result.then(settle, settle)
    try {
      return await within(milliseconds, result)
    } catch (error) {
      if (settled) throw error
      overdue += 1
      void ended.then(() => (overdue -= 1))
      throw unavailable({ cause: error, retryAfter })
    }
  }
  route.handler = bound as RouteOptions['handler']
}
