// SPDX-License-Identifier: AGPL-3.0-or-later
// How every page of the workspace is declared: its permission, and an act that runs with the person's rights alone. The act
// says what to answer; it is sent only after the act's transaction has been committed.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import {
  forgetTouchpoints,
  formToken,
  withRights,
  type Access,
  type Given,
  type Permission,
} from '../../bodies/index.ts'
import { forgetAssignments } from '../../catalogue/index.ts'
import { sendPage, type WorkspacePage } from './frame.ts'
import type { WorkspaceLanguage } from './words.ts'

/** A request of the workspace that may be answered. */
export interface Call {
  /** Sees what the person's roles open, and nothing else. */
  readonly context: Context
  readonly access: Access
  readonly request: FastifyRequest
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** What the form sent, without the form's own token. */
  readonly given: Given
  readonly language: WorkspaceLanguage
  /** Stands in every form that changes something. */
  readonly formField: Html
}

export type Answer =
  | { readonly page: WorkspacePage }
  /** After a change: a page of this site. `afterwards` runs when the change is there, with the platform’s rights. */
  | { readonly redirect: string; readonly afterwards?: (context: Context) => void }
  /** Something to save. */
  | { readonly file: string | Buffer; readonly type: string; readonly name: string }
  /** For a script of ours. */
  | { readonly json: object }
  /** A document with a frame of its own, as the sheet with the QR code; one with a style of its own needs the reply's nonce. */
  | { readonly document: Html | ((nonce: string) => Html) }

export interface Route {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly permission: Permission
  /** Largest body in bytes; a form without files is small. */
  readonly bodyLimit?: number
  /** Of a change: see the guard. */
  readonly evenViewing?: boolean
  act(call: Call): Promise<Answer>
}

const usualLimit = 64_000

export function workspaceRoute(app: App, context: Context, route: Route): void {
  const { method = 'GET', url, permission, bodyLimit = usualLimit, evenViewing = false, act } = route
  app.route({
    ...{ method, url, bodyLimit },
    config: { permission, evenViewing },
    schema: { hide: true },
    handler: async (request, reply) => {
      const access = request.access!
      const answer = await withRights(context, access, (scoped) => act(callOf(scoped, access, request)))
      if (method !== 'GET') {
        forgetTouchpoints(context)
        forgetAssignments(context)
      }
      if ('redirect' in answer) answer.afterwards?.(context)
      return send(reply, access, answer)
    },
  })
}

function callOf(context: Context, access: Access, request: FastifyRequest): Call {
  const body = request.body
  const { _csrf, ...given } = typeof body === 'object' && body !== null ? ({ ...body } as Record<string, unknown>) : {}
  return {
    ...{ context, access, request, given },
    params: request.params as Record<string, string>,
    query: request.query as Record<string, unknown>,
    language: access.account.language,
    formField: formFieldOf(access),
  }
}

export function formFieldOf({ token }: { readonly token: string }): Html {
  return html`<input type="hidden" name="_csrf" value="${formToken(token)}" />`
}

function send(reply: FastifyReply, access: Access, answer: Answer): FastifyReply {
  reply.header('cache-control', 'no-store')
  // Only this site learns the page somebody comes from: after a proof of identity or a change of language they go back there.
  reply.header('referrer-policy', 'same-origin')
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303)
  if ('json' in answer) return reply.send(answer.json)
  if ('document' in answer) {
    const { document } = answer
    return reply.page(typeof document === 'function' ? document(reply.nonce) : document, { assets: true })
  }
  if ('page' in answer) return sendPage(reply, { access, ...answer.page })
  const { file, type, name } = answer
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(file)
}
