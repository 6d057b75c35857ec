// SPDX-License-Identifier: AGPL-3.0-or-later
// The one place where failures become replies: problem+json (RFC 9457) for programs, an Italian page for people.
// Internals never leave: an unforeseen error is logged here and its reader gets a reference-free apology.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { isDatabaseAway } from '../database/database-away.ts'
import { badRequest, internal, notFound, PlatformError, tooLarge, unavailable, wrongType } from '../errors.ts'
import { failurePage } from './failure-page.ts'

export function handleError(context: Context) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const failure = toPlatformError(error)
    if (failure.kind.status >= 500) {
      context.log.error({
        event: 'base.http.failed',
        route: request.routeOptions.url,
        code: failure.kind.code,
        err: summary(error),
      })
    }
    return sendFailure(failure, request, reply)
  }
}

export function handleMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendFailure(notFound(), request, reply)
}

/** Errors of the database name its tables and values; only the code and our own frames are worth keeping. */
function summary(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  return { type: error.name, code: (error as { code?: unknown }).code, stack: error.stack?.split('\n').slice(1, 6) }
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

function sendFailure(failure: PlatformError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, detail, retryAfter, problems } = failure
  reply.status(kind.status).header('cache-control', 'no-store')
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  if (wantsPage(request)) return reply.page(failurePage(failure, reply.nonce))
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

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}
