// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may call a route. Each route names a permission and a guard decides about it; a permission no guard knows keeps the
// server from starting. base knows two: 'public', and 'machine', a request from this machine that no proxy passed on.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { forbidden, foreignForm } from '../../errors.ts'

export interface Guard {
  /** Before any route: what the guard adds to requests. */
  prepare?(app: FastifyInstance): void
  knows(permission: string): boolean
  /**
   * Before the body is read, for every permission but 'public'. A reply that was sent ends the request.
   * @throws PlatformError when the caller may not.
   */
  admit(request: FastifyRequest, reply: FastifyReply, permission: string): Promise<unknown>
  /** When the body is there. @throws PlatformError for a form that is not of our own pages. */
  confirm(request: FastifyRequest): void
}

export function machineGuard(context: Context): Guard {
  return {
    knows: (permission) => permission === 'public' || permission === 'machine',
    async admit(request) {
      // Being on this machine is no act of will: a page of another site could send the operator's own browser here.
      if (!['GET', 'HEAD'].includes(request.method) && isForeign(request)) throw foreignForm()
      if (!isFromMachine(context, request)) throw forbidden()
    },
    confirm() {},
  }
}

/** Compares in a time that does not tell how much of the text was right. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Whether a browser sends this for another site. What is no browser says nothing of the kind. */
export function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host
}

/** Names under which another site could reach a loopback address (DNS rebinding) are refused as well. */
export function isFromMachine(context: Context, request: FastifyRequest): boolean {
  if (context.config.trustedProxy === 'yes') return false
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers['forwarded'] ?? request.headers['via']
  const address = request.socket.remoteAddress ?? ''
  const local = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
  const name = (request.headers.host ?? '').replace(/:\d+$/, '')
  return local && passedOn === undefined && ['localhost', '127.0.0.1', '[::1]'].includes(name)
}
