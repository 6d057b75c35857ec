// SPDX-License-Identifier: AGPL-3.0-or-later
// The one place where the web server is made. Deny by default: a route that does not declare its permission keeps the
// server from starting. Nothing about the caller is logged; replies carry strict headers unless a route loosens one.
import { randomUUID } from 'node:crypto'
import formbody from '@fastify/formbody'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../context.ts'
import type { Html } from '../html/index.ts'
import { boundHandler } from './bound-handler.ts'
import { ProblemSchema } from './describe-failures.ts'
import { handleError, handleMissing } from './failures.ts'
import { guard, isPermission, type Permission } from './permissions.ts'
import { contentSecurityPolicy, fixedHeaders, type PolicyOptions } from './policy.ts'
import { acceptJson } from './read-json.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; required on every route. */
    permission?: Permission
  }
  interface FastifyReply {
    /** For inline style and script of this reply alone: nonce="…". */
    readonly nonce: string
    /** Made at its first use: most replies of the API need none. */
    nonceMade: string | null
    /** Sends a page; `policy` says what it needs beyond the strictest Content-Security-Policy. */
    page(page: Html, policy?: PolicyOptions): FastifyReply
  }
}

/** Largest body of any request; routes that need less say so with bodyLimit. */
const bodyLimit = 2_000_000

/** @param deadline milliseconds after which a request that has no reply gets 503. */
export async function createApp(context: Context, deadline = 8000): Promise<App> {
  const app = fastify({
    logger: false,
    bodyLimit,
    trustProxy: false,
    // A slow client may not hold a worker: the whole request within this time.
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    maxRequestsPerSocket: 10_000,
    // false: Fastify would otherwise drop unknown members silently, and turn "3" into 3.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true, allErrors: true } },
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>() as App

  app.decorateReply('nonceMade', null)
  app.decorateReply('nonce', {
    getter() {
      return (this.nonceMade ??= randomUUID())
    },
  })
  app.decorateReply('page', function (page: Html, policy: PolicyOptions = {}) {
    return this.type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy(this.nonce, policy))
      .send(page.text)
  })
  app.addHook('onRoute', (route) => {
    if (!isPermission(route.config?.permission)) {
      throw new Error(`route without a permission: ${String(route.method)} ${route.url}`)
    }
    boundHandler(route, deadline)
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(fixedHeaders)
    guard(context, request, request.routeOptions.config.permission)
    done()
  })
  app.setErrorHandler(handleError(context))
  app.setNotFoundHandler(handleMissing)
  app.addSchema(ProblemSchema)
  acceptJson(app)
  await app.register(formbody, { bodyLimit: 64_000 })
  return app
}
