// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides for every request of the workspace before its handler runs: who is it (session), may they (role, body, service),
// have they proved it lately, does the form come from our own page. What is not allowed by roles.ts is denied.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { notFound, foreignForm } from '../../base/errors.ts'
import { isForeign, machineGuard, sameText, type Guard } from '../../base/http/index.ts'
import { formToken, sessionToken } from '../sessions/cookie.ts'
import { findSession, isFresh, type Session } from '../sessions/session.ts'
import { bodyHeld, formExpired, loginNeeded, notAllowed, onlyLooking } from './errors.ts'
import { findSubject, type AddressNames } from './find-subject.ts'
import { isPermission, mayDo, permissions, type Permission, type Subject } from './roles.ts'

/** What the guard learned about a request. */
export interface Access extends Session {
  readonly subject: Subject | null
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A change that is possible while support looks at the workspace as a body: leaving it. All others are refused. */
    evenViewing?: boolean
  }
  interface FastifyRequest {
    /** There after the guard has let a request of the workspace in. */
    access: Access | null
  }
}

const changes = (request: FastifyRequest): boolean => !['GET', 'HEAD'].includes(request.method)

export function accessGuard(context: Context): Guard {
  const machine = machineGuard(context)
  return {
    prepare: (app) => app.decorateRequest('access', null),
    knows: (permission) => machine.knows(permission) || isPermission(permission),
    async admit(request, reply, permission) {
      if (!isPermission(permission)) return await machine.admit(request, reply, permission)
      if (changes(request) && isForeign(request)) throw foreignForm()
      const session = await sessionOf(context, request)
      if (!session) return sendToLogin(request, reply)
      const subject = await findSubject(context, request.params as AddressNames)
      if (subject === undefined) throw notFound()
      const actor = session.account.pseudonym
      if (session.viewing !== null && changes(request) && !request.routeOptions.config.evenViewing)
        throw onlyLooking({ actor })
      const viewing = changes(request) ? null : session.viewing
      if (!mayDo(session.memberships, permission, subject, viewing)) throw refusal(session, permission, subject)
      if (permissions[permission].fresh === true && !isFresh(session, context.now())) {
        return sendToProof(request, reply)
      }
      request.access = { ...session, subject }
      return undefined
    },
    confirm(request) {
      if (request.access === null || !changes(request)) return
      const form = request.body as { _csrf?: unknown } | null | undefined
      const given = form?._csrf ?? request.headers['x-ascolto-form']
      const { token, account } = request.access
      if (typeof given !== 'string' || !sameText(given, formToken(token)))
        throw formExpired({ actor: account.pseudonym })
    },
  }
}

/** Who could do it if the body were not held is told so. */
function refusal({ memberships, account }: Session, permission: Permission, subject: Subject | null): Error {
  const actor = account.pseudonym
  const released = memberships.map((membership) => ({ ...membership, held: false }))
  return mayDo(released, permission, subject) ? bodyHeld({ actor }) : notAllowed({ actor })
}

/** The session of a request on any page, public ones too; undefined when nobody is logged in. */
export async function sessionOf(context: Context, request: FastifyRequest): Promise<Session | undefined> {
  const token = sessionToken(request)
  return token === undefined ? undefined : findSession(context, token)
}

const wantsPage = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/html')

function sendToLogin(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!wantsPage(request)) throw loginNeeded()
  return reply.redirect(`/area/accesso?ritorno=${encodeURIComponent(wayBack(request))}`, 303)
}

function sendToProof(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`/area/conferma?ritorno=${encodeURIComponent(wayBack(request))}`, 303)
}

/** The page to come back to; after a form, the page the form stands on. */
export function wayBack(request: FastifyRequest): string {
  if (!changes(request)) return request.url
  const from = URL.parse(request.headers.referer ?? '')
  return from && from.host === request.headers.host ? from.pathname + from.search : '/area'
}

/** A way back that stays on this site: the path of the workspace it names, else its first page. */
export function safeWay(given: unknown): string {
  return typeof given === 'string' && /^\/area(?:[/?][^\\\s]*)?$/.test(given) ? given : '/area'
}

export function isAllowed(access: Access, permission: Permission, subject: Subject | null = access.subject): boolean {
  return mayDo(access.memberships, permission, subject, access.viewing)
}
