// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of every log-in: a new session in the cookie, the one the browser had before ended.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { foreignForm } from '../../../base/errors.ts'
import { isForeign } from '../../../base/http/index.ts'
import {
  keepSession,
  renewSession,
  sessionToken,
  startSession,
  type Account,
  type LoginMethod,
  type Session,
} from '../../../bodies/index.ts'

export async function enter(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
  method: LoginMethod,
): Promise<void> {
  keepSession(reply, await startSession(context, account, method, sessionToken(request)))
}

/** The person of this session has proved again who they are. */
export async function prove(
  context: Context,
  reply: FastifyReply,
  session: Session,
  method: LoginMethod,
): Promise<void> {
  const token = await renewSession(context, session, method)
  if (token !== undefined) keepSession(reply, token)
}

/** Pages before the log-in have no token to show that a form is theirs; a browser says where it comes from. */
export function refuseForeign(request: FastifyRequest): void {
  if (isForeign(request)) throw foreignForm()
}
