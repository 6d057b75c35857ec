// SPDX-License-Identifier: AGPL-3.0-or-later
// For public reads: whoever asks again with the tag of what they hold learns in a few bytes that it is still so.
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const seconds = 10

/** An onSend hook: gives a good text reply its tag, and answers 304 to whoever holds it. */
export async function tag(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`
  reply.header('etag', etag).header('cache-control', `public, max-age=${seconds}`)
  if (request.headers['if-none-match'] !== etag) return payload
  reply.status(304)
  return ''
}
