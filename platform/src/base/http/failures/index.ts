// SPDX-License-Identifier: AGPL-3.0-or-later
// The one place where failures become replies: problem+json (RFC 9457) for programs, an Italian page for people.
// Internals never leave: an unforeseen error is logged here and its reader gets a reference-free apology.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { isDatabaseAway } from '../../database/database-away.ts'
import {
  badRequest,
  internal,
  notFound,
  PlatformError,
  tooLarge,
  unavailable,
  wrongMethod,
  wrongType,
} from '../../errors.ts'
import { summary } from '../../log/index.ts'
import { failurePage } from './failure-page.ts'
import { newNonce } from '../protection/nonce.ts'
import { contentSecurityPolicy, fixedHeaders } from '../protection/policy.ts'

export function handleError(context: Context) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const failure = toPlatformError(error)
    if (failure.kind.status >= 500) {
      context.log.error({
        event: 'base.http.failed',
        route: request.routeOptions.url,
        code: failure.kind.code,
        err: summary(error),
      })
    }
    if (refusals.includes(failure.kind.status)) noteRefusal(context, failure, request)
    return sendFailure(failure, request, reply)
  }
}

const refusals = [401, 403, 429]

/** What somebody may not do, or tried too often, is worth a line; not where they came from. */
function noteRefusal({ log }: Context, { kind, actor }: PlatformError, { routeOptions, method }: FastifyRequest): void {
  log.warn({ event: 'base.http.refused', method, route: routeOptions.url, code: kind.code, actor })
}

/** @param methodsOf the methods an address knows. */
export function handleMissing(methodsOf: (url: string) => string[]) {
  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const methods = methodsOf(request.url)
    // A route of this method may have found nothing to show.
    if (methods.length === 0 || methods.includes(request.method)) return sendFailure(notFound(), request, reply)
    const detail = `Accetta ${methods.join(', ')}.`
    return sendFailure(wrongMethod({ detail }), request, reply.header('allow', methods.join(', ')))
  }
}

/** An address that cannot be read, or has a part longer than any of ours: it comes here before any hook. */
export function handleUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(fixedHeaders)
  const detail = 'L’indirizzo è scritto male: controlla i segni «%», o riparti dalla pagina iniziale.'
  void sendFailure(error.code === 'FST_ERR_BAD_URL' ? badRequest({ detail }) : notFound(), request, reply)
}

export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  const known = error as Partial<FastifyError> & { code?: string }
  if (known.validation) return badRequest({ problems: known.validation.map(toProblem), cause: error })
  if (known.statusCode === 413) return tooLarge({ cause: error })
  if (known.statusCode === 415) return wrongType({ cause: error })
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500)
    return badRequest({ cause: error })
  if (isDatabaseAway(known.code)) return unavailable({ cause: error, retryAfter: 5 })
  return internal({ cause: error })
}

function toProblem(problem: NonNullable<FastifyError['validation']>[number]): object {
  return { field: problem.instancePath, rule: problem.keyword, message: problem.message ?? '' }
}

async function sendFailure(
  failure: PlatformError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { kind, detail, retryAfter, problems } = failure
  reply.status(kind.status).header('cache-control', 'no-store')
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  if (wantsPage(request)) return sendFailurePage(failure, request, reply)
  return reply.type('application/problem+json').send(
    JSON.stringify({
      type: 'about:blank',
      code: kind.code,
      title: kind.title,
      status: kind.status,
      detail,
      problems,
    }),
  )
}

/** In the frame of the site while all is well with the server itself; alone when the frame could fail as well. */
async function sendFailurePage(
  failure: PlatformError,
  { server }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // What is sent before any hook has no reply.page yet.
  if (reply.page === undefined) return sendBarePage(failure, reply)
  const { put } = server.failureFrame
  const framed = failure.kind.status < 500 && put !== null ? await put(failure).catch(() => null) : null
  return framed === null ? reply.page(failurePage(failure, reply.nonce)) : reply.page(framed, { assets: true })
}

function sendBarePage(failure: PlatformError, reply: FastifyReply): FastifyReply {
  const nonce = newNonce()
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .send(failurePage(failure, nonce).text)
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}
