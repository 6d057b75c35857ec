// SPDX-License-Identifier: AGPL-3.0-or-later
// What somebody gets who came back from SPID or CIE with a good answer: exactly what their state was given for.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import {
  acceptInvitation,
  accountBySubject,
  audit,
  linkSubject,
  ofSession,
  sessionOf,
  withRights,
  type Errand,
  type Identity,
  type Session,
} from '../../../bodies/index.ts'
import { languageOf } from '../words.ts'
import { enter, prove } from './enter.ts'
import { firstPage } from './first-page.ts'
import { sendSpidFailure, type SpidFailure } from './spid-failure.ts'

export async function runErrand(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  errand: Errand,
  person: Identity,
): Promise<FastifyReply> {
  const outcome = await run(context, request, reply, errand, person)
  if (outcome.startsWith('/')) return reply.redirect(outcome, 303)
  const language = languageOf(request.headers['accept-language'])
  return sendSpidFailure(reply, outcome as SpidFailure, language, errand)
}

/** @returns where to go on, or why not. */
async function run(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  errand: Errand,
  person: Identity,
): Promise<`/${string}` | SpidFailure> {
  if (errand.kind === 'login') {
    const account = await accountBySubject(context, person.subject)
    if (!account) return 'stranger'
    await enter(context, request, reply, account, 'oidc')
    return errand.way as `/${string}`
  }
  if (errand.kind === 'invitation') {
    const account = await acceptInvitation(context, errand.invitationId, person)
    if (!account) return 'spent'
    await enter(context, request, reply, account, 'oidc')
    return firstPage(context, errand.invitationId)
  }
  const session = await sessionOf(context, request)
  if (!session || ofSession(session.token).session !== errand.session) return 'state'
  if (errand.kind === 'link') return link(context, session, person)
  const account = await accountBySubject(context, person.subject)
  if (account?.id !== session.account.id) return 'other'
  await prove(context, reply, session, 'oidc')
  return errand.way as `/${string}`
}

async function link(context: Context, session: Session, { subject }: Identity): Promise<'/area/profilo' | 'taken'> {
  // Whether somebody else has this identity must be seen beyond what the person may see.
  const holder = await accountBySubject(context, subject)
  if (holder && holder.id !== session.account.id) return 'taken'
  const { id, pseudonym } = session.account
  return withRights(context, session, async (scoped) => {
    if (!(await linkSubject(scoped, id, subject))) return 'taken'
    await audit(scoped, { act: 'account.link', actor: pseudonym, subject: `account ${pseudonym}` })
    return '/area/profilo'
  })
}
