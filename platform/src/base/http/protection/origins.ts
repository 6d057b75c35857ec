// SPDX-License-Identifier: AGPL-3.0-or-later
// One address for people who answer and read, another for those who work here: a fault in a page of one is then no fault of the
// other, because a browser keeps them apart. Which one a request is for is decided by the route it matched, not by its spelling.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config/index.ts'
import { misdirected } from '../../errors.ts'

/** Where the workspace is; everything else but these is public. */
const workspace = /^\/area(?:\/|$)/
const everywhere = ['/assets/:file', '/health', '/metrics']

type Keep = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined

/** @returns what sends each request to its address, or refuses it; undefined when there is only one address. */
export function keepOrigins(config: Config): Keep | undefined {
  const [inside, outside] = [config.workspaceUrl, config.publicUrl].map((url) => (url === null ? null : URL.parse(url)))
  if (!inside || !outside || inside.host === outside.host) return undefined
  return (request, reply) => {
    const route = request.routeOptions.url
    if (route === undefined || everywhere.includes(route)) return undefined
    const isInside = hostOf(config, request) === inside.host
    if (workspace.test(route) === isInside) return undefined
    const home = isInside ? outside : inside
    // A change is not sent on: the browser would send it without the cookie, or with what was meant for another address.
    if (!['GET', 'HEAD'].includes(request.method) || !request.url.startsWith('/')) {
      throw misdirected({ detail: `L’indirizzo giusto è ${home.origin}.` })
    }
    return reply.header('cache-control', 'no-store').redirect(home.origin + request.url, 307)
  }
}

/** The name the caller used. What a proxy says of it counts only when the configuration trusts one, and then the last word alone. */
export function hostOf(
  { trustedProxy }: Pick<Config, 'trustedProxy'>,
  { headers }: Pick<FastifyRequest, 'headers'>,
): string {
  const passedOn = trustedProxy === 'yes' ? headers['x-forwarded-host'] : undefined
  const name = typeof passedOn === 'string' ? passedOn.split(',').at(-1) : headers.host
  return (name ?? '').trim().toLowerCase()
}
