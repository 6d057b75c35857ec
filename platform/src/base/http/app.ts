// SPDX-License-Identifier: AGPL-3.0-or-later
// The one place where the web server is made. Deny by default: a route that does not declare its permission keeps the
// server from starting. Nothing about the caller is logged; replies carry strict headers unless a route loosens one.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../context.ts'
import type { PlatformError } from '../errors.ts'
import type { Html } from '../html/index.ts'
import { boundHandler } from './bound-handler.ts'
import { ProblemSchema } from './failures/describe-failures.ts'
import { handleError, handleMissing, handleUnroutable } from './failures/index.ts'
import { machineGuard, type Guard } from './protection/guard.ts'
import { limitOptions, usualLimits, type Limits } from './protection/limits.ts'
import { keepOrigins } from './protection/origins.ts'
import { newNonce } from './protection/nonce.ts'
import { contentSecurityPolicy, fixedHeaders, type PolicyOptions } from './protection/policy.ts'
import { rememberMethods } from './other-methods.ts'
import { acceptForms } from './request-body/read-form.ts'
import { acceptJson } from './request-body/read-json.ts'

/** A route as it was declared. */
export interface DeclaredRoute {
  readonly method: string
  readonly url: string
  readonly permission: string
}

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
    permission?: string
  }
  interface FastifyInstance {
    /** Every route that was declared so far: tables and tests are made from it. */
    readonly declaredRoutes: DeclaredRoute[]
  }
  interface FastifyInstance {
    /** `put` makes the site's page of a failure, once there is a site (serve). */
    readonly failureFrame: { put: ((failure: PlatformError) => Promise<Html>) | null }
  }
  interface FastifyReply {
    /** For inline style and script of this reply alone: nonce="…". */
    readonly nonce: string
    /** Made at its first use: most replies of the API need none. */
    nonceMade: string | null
    /** Sends a page, or its bytes; `policy` says what it needs beyond the strictest Content-Security-Policy. */
    page(page: Html | Buffer, policy?: PolicyOptions): FastifyReply
  }
}

/**
 * @param guard decides about every permission but 'public'; by itself the server knows those of base alone.
 * @param deadline milliseconds after which a request that has no reply gets 503.
 */
export async function createApp(
  context: Context,
  guard: Guard = machineGuard(context),
  limits: Limits = usualLimits,
  deadline = 8000,
): Promise<App> {
  const failed = handleError(context)
  const app = fastify({
    ...limitOptions(limits),
    logger: false,
    // What a proxy says of the caller is read in one place, and only when the configuration trusts one: origins.ts.
    trustProxy: false,
    // false: Fastify would otherwise drop unknown members silently, and turn "3" into 3.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true, allErrors: true } },
    frameworkErrors: handleUnroutable,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>() as App

  guard.prepare?.(app as unknown as FastifyInstance)
  app.decorate('failureFrame', { put: null })
  app.decorateReply('nonceMade', null)
  app.decorateReply('nonce', {
    getter() {
      return (this.nonceMade ??= newNonce())
    },
  })
  app.decorateReply('page', function (page: Html | Buffer, policy: PolicyOptions = {}) {
    return this.type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy(this.nonce, policy))
      .send(Buffer.isBuffer(page) ? page : page.text)
  })
  app.decorate('declaredRoutes', [])
  app.addHook('onRoute', (route) => {
    const { method, url, config } = route
    const permission = config?.permission ?? ''
    if (!guard.knows(permission)) throw new Error(`route without a permission: ${String(method)} ${url}`)
    for (const one of [method].flat()) app.declaredRoutes.push({ method: one, url, permission })
    boundHandler(route, deadline)
  })
  const keep = keepOrigins(context.config)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(fixedHeaders)
    if (keep?.(request, reply)) return
    const { permission } = request.routeOptions.config
    // A route that was not found has no permission and passes.
    if (permission === undefined || permission === 'public') return done()
    guard.admit(request, reply, permission).then(() => reply.sent || done(), done)
  })
  app.addHook('preValidation', (request, _reply, done) => {
    guard.confirm(request)
    done()
  })
  app.setErrorHandler(failed)
  app.setNotFoundHandler(handleMissing(rememberMethods(app)))
  // Forms and JSON, and what a route brings a parser for. A page of another site can send plain text without asking.
  app.removeContentTypeParser('text/plain')
  app.addSchema(ProblemSchema)
  acceptJson(app)
  acceptForms(app)
  return app
}
