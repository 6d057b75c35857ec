// SPDX-License-Identifier: AGPL-3.0-or-later
// To SPID or CIE and back. Whatever somebody went for – to come in, to prove who they are, to link their access, to open an
// invitation – they all come back to one address, and the errand their state was given for decides what happens there.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { isForeign, type App } from '../../../base/http/index.ts'
import { beginOidc, finishOidc, hasOidc, returnPath, safeWay, siteOf, type Errand } from '../../../bodies/index.ts'
import { languageOf } from '../words.ts'
import type { Attempts } from './attempts.ts'
import { runErrand } from './run-errand.ts'
import { sendSpidFailure } from './spid-failure.ts'

const cookie = '__Host-ascolto-spid'
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax'
/** As long as the state is good for. */
const seconds = 900

export function spidRoutes(app: App, context: Context, attempts: Attempts): void {
  const open = { config: { permission: 'public' }, schema: { hide: true } } as const
  app.get('/area/accesso/spid', open, async (request, reply) => {
    // Another site may lead people to our page, not past it.
    if (isForeign(request)) return reply.redirect('/area/accesso', 303)
    const way = safeWay((request.query as { ritorno?: unknown }).ritorno)
    return leave(context, attempts, request, reply, { kind: 'login', way })
  })
  app.get(returnPath, open, async (request, reply) => {
    attempts.admit(request)
    reply.header('set-cookie', `${cookie}=; Max-Age=0; ${attributes}`).header('cache-control', 'no-store')
    const returned = await finishOidc(context, siteOf(context, request), request.url, browserOf(request))
    if (returned.ok) return runErrand(context, request, reply, returned.errand, returned.person)
    attempts.noteWrong(request)
    return sendSpidFailure(reply, returned.why, languageOf(request.headers['accept-language']), returned.errand)
  })
}

/** Sends the browser to the broker with an errand. */
export async function leave(
  context: Context,
  attempts: Attempts,
  request: FastifyRequest,
  reply: FastifyReply,
  errand: Errand,
): Promise<FastifyReply> {
  if (!hasOidc(context)) throw notFound()
  attempts.admit(request)
  const departure = await beginOidc(context, siteOf(context, request), errand)
  if (!departure) return sendSpidFailure(reply, 'away', languageOf(request.headers['accept-language']), errand)
  return reply
    .header('set-cookie', `${cookie}=${departure.browser}; Max-Age=${seconds}; ${attributes}`)
    .header('cache-control', 'no-store')
    .redirect(departure.address, 303)
}

function browserOf({ headers }: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{43})(?:;|$)`).exec(headers.cookie ?? '')?.[1]
}
