// SPDX-License-Identifier: AGPL-3.0-or-later
// The one cookie of the platform, and only for people who work in it. Its name makes browsers keep it to this very host,
// sent over https alone (http://localhost counts as safe for them).
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const name = '__Host-ascolto'
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax'

export function sessionToken({ headers }: FastifyRequest): string | undefined {
  return /(?:^|;\s*)__Host-ascolto=([\w-]{43})(?:;|$)/.exec(headers.cookie ?? '')?.[1]
}

export function keepSession(reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${name}=${token}; ${attributes}`)
}

export function dropSession(reply: FastifyReply): void {
  reply.header('set-cookie', `${name}=; Max-Age=0; ${attributes}`)
}

/** What a form of this session carries: made from the token, which no other site can read, and worth nothing without it. */
export function formToken(token: string): string {
  return createHash('sha256').update(`form:${token}`).digest('base64url')
}
