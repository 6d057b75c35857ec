// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may call a route. 'machine' is a request from this machine that no proxy passed on; 'operator' is that, or whoever
// knows the operator token printed at start (until accounts and roles arrive). Deny by default.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { forbidden, foreignForm, operatorOnly } from '../errors.ts'

export const permissions = ['public', 'machine', 'operator'] as const
export type Permission = (typeof permissions)[number]

export function isPermission(value: unknown): value is Permission {
  return permissions.some((permission) => permission === value)
}

/** Name of the workspace's cookie; the token itself never stands in it. */
export const operatorCookie = 'ascolto_operatore'

/** What the cookie holds for a token: knowing one does not give the other. */
export function operatorProof(token: string): string {
  return createHash('sha256').update(`operator:${token}`).digest('base64url')
}

/** Compares in a time that does not tell how much of the text was right. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** @throws PlatformError 403 when the caller may not; a route that was not found has no permission and passes. */
export function guard(context: Context, request: FastifyRequest, permission: Permission | undefined): void {
  if (permission === undefined || permission === 'public') return
  // Being on this machine is no act of will: a page of another site could send the operator's own browser here.
  if (!['GET', 'HEAD'].includes(request.method) && isForeign(request)) throw foreignForm()
  if (isFromMachine(context, request)) return
  if (permission === 'operator' && hasProof(context, request)) return
  throw permission === 'operator' ? operatorOnly() : forbidden()
}

/** Whether a browser sends this for another site. What is no browser says nothing of the kind. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host
}

/** The operator's pages must also refuse names under which another site could reach a loopback address (DNS rebinding). */
export function isFromMachine(context: Context, request: FastifyRequest): boolean {
  if (context.config.trustedProxy === 'yes') return false
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers['forwarded'] ?? request.headers['via']
  const address = request.socket.remoteAddress ?? ''
  const local = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
  const name = (request.headers.host ?? '').replace(/:\d+$/, '')
  return local && passedOn === undefined && ['localhost', '127.0.0.1', '[::1]'].includes(name)
}

function hasProof(context: Context, request: FastifyRequest): boolean {
  const token = context.config.operatorToken
  if (token === null) return false
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return sameText(bearer, token)
  const cookie = new RegExp(`(?:^|; )${operatorCookie}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]
  return cookie !== undefined && sameText(cookie, operatorProof(token))
}
