// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that come from pages of a body's own site. A touchpoint that names its sites hears those alone; one that names
// none hears all. Nothing here reads or sets a cookie, so a page can do in the name of its visitor what anybody can: answer.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import type { App } from '../../base/http/index.ts'
import { siteUndeclared } from './errors.ts'
import { findByCode, type Found } from '../subject.ts'

/** What the senders we know put on a request beyond the plainest; a browser asks before it sends these. */
const headersTaken = 'content-type, cache-control, x-requested-with, accept'

/**
 * Lets pages of other sites read the replies of this address, refusals included, and answers the question a browser asks
 * beforehand. The address must have the parameter `code`.
 */
export function openToSites(app: App, context: Context, url: string): void {
  app.options(url, { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) => {
    await allowOrigin(context, request, reply)
    return reply
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': headersTaken,
        'access-control-max-age': '86400',
      })
      .status(204)
      .send()
  })
}

/**
 * Declares routes that take plain text: a page of another site may send it without the browser asking first. All other
 * routes refuse it for that very reason.
 */
export function takingPlainText(app: App, declare: (app: App) => void): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, taken) => taken(null, body))
    declare(scope as unknown as App)
  })
}

/** An onRequest hook: says to the browser whether the page that asks may read the reply. */
export function allowingOrigin(context: Context) {
  return (request: FastifyRequest, reply: FastifyReply): Promise<void> => allowOrigin(context, request, reply)
}

async function allowOrigin(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  // A page of a site that keeps itself apart (Cross-Origin-Embedder-Policy) may load it too.
  reply.header('cross-origin-resource-policy', 'cross-origin')
  const { code = '' } = request.params as { code?: string }
  const found = await findByCode(context, code)
  const origin = request.headers.origin
  if (!found || found.touchpoint.origins.length === 0) reply.header('access-control-allow-origin', '*')
  else {
    reply.header('vary', 'origin')
    if (origin !== undefined && isDeclared(context, request, found)) reply.header('access-control-allow-origin', origin)
  }
}

/** @throws PlatformError site-undeclared when a page of a site that the touchpoint does not name sends this. */
export function refuseStrangers(context: Context, request: FastifyRequest, found: Found): void {
  if (!isDeclared(context, request, found)) throw siteUndeclared()
}

/** What is no page of a site, a body's own server for instance, names no origin and is heard. */
function isDeclared({ config }: Context, { headers, host }: FastifyRequest, { touchpoint }: Found): boolean {
  const { origin } = headers
  if (origin === undefined || touchpoint.origins.length === 0 || touchpoint.origins.includes(origin)) return true
  // A page without an origin says «null»: that is no site of anybody's.
  const from = URL.parse(origin)?.host
  return from !== undefined && [withoutUsualPort(host), URL.parse(config.publicUrl ?? '')?.host].includes(from)
}

/** A proxy may name the port that an origin leaves out. */
function withoutUsualPort(host: string): string {
  return host.replace(/:(?:80|443)$/, '')
}
