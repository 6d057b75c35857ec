// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations are opened here, before the log-in and mostly by people who have no account yet: whoever has the link may open
// it, once. Looking at one changes nothing, because mail programs look too.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  acceptAgreement,
  acceptInvitation,
  addressByName,
  confirmInvitation,
  readPerson,
  siteOf,
  spentInvitation,
  type Problem,
} from '../../../../bodies/index.ts'
import { givenIn } from '../../find-subject.ts'
import { sendPage } from '../../frame.ts'
import { languageOf, say, type WorkspaceLanguage } from '../../words.ts'
import type { Attempts } from '../attempts.ts'
import { enter, refuseForeign } from '../enter.ts'
import { firstPage } from '../first-page.ts'
import { leave } from '../spid-routes.ts'
import texts from './invitation.json' with { type: 'json' }
import { acceptPage, howPage, whoPage, type InvitationView } from './invitation-page.ts'
import { isConfirmed, openInvitation, type Opened } from './open-invitation.ts'
import { invitationPasskeyRoutes } from './passkey-routes.ts'
import { sendSpent } from './spent-page.ts'

const url = '/area/invito/:token'
const open = { config: { permission: 'public' }, schema: { hide: true } } as const

export function invitationRoutes(app: App, context: Context, attempts: Attempts): void {
  app.get(url, open, async (request, reply) => {
    const byName = addressByName(context, request)
    if (byName !== null) return reply.redirect(byName, 303)
    siteOf(context, request)
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return sendSpentOf(context, request, reply)
    const { passo } = request.query as { passo?: unknown }
    const given = { name: opened.invitation.name, email: opened.invitation.email }
    return show(opened, reply, { given, problems: [], step: passo === '2' ? 2 : 1 })
  })
  app.post(url, open, async (request, reply) => {
    refuseForeign(request)
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return sendSpentOf(context, request, reply)
    const given = givenIn(request.body)
    const { language, agreement, invitation, here } = opened
    const person = readPerson(given, language)
    const problems = [...(person.ok ? [] : person.problems), ...disagreement(agreement, given, language)]
    if (!person.ok || problems.length > 0) return show(opened, reply, { given, problems, step: 1 })
    await agree(context, opened)
    await confirmInvitation(context, invitation.id, person.value)
    return reply.header('cache-control', 'no-store').redirect(`${here}?passo=2`, 303)
  })
  app.get(`${url}/spid`, open, async (request, reply) => {
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return sendSpentOf(context, request, reply)
    const { invitation, here } = opened
    if (invitation.purpose === 'recovery' || !isConfirmed(opened)) return reply.redirect(here, 303)
    return leave(context, attempts, request, reply, { kind: 'invitation', invitationId: invitation.id })
  })
  acceptRoute(app, context, attempts)
  invitationPasskeyRoutes(app, context, attempts)
}

/** By who is logged in: the guard has seen that the form is theirs. */
function acceptRoute(app: App, context: Context, attempts: Attempts): void {
  app.post(`${url}/accetta`, { config: { permission: 'account' }, schema: { hide: true } }, async (request, reply) => {
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return sendSpentOf(context, request, reply)
    const { agreement, language, invitation } = opened
    const given = givenIn(request.body)
    const problems = disagreement(agreement, given, language)
    if (problems.length > 0) return show(opened, reply, { given, problems, step: 1 })
    await agree(context, opened)
    const account = await acceptInvitation(context, invitation.id, { accountId: request.access!.account.id })
    if (!account) return sendSpentOf(context, request, reply)
    await enter(context, request, reply, account, request.access!.method)
    return reply.header('cache-control', 'no-store').redirect(await firstPage(context, invitation.id), 303)
  })
}

async function sendSpentOf(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token } = request.params as { token: string }
  const language = languageOf(request.headers['accept-language'])
  return sendSpent(reply, await spentInvitation(context, token), language)
}

interface Shown {
  readonly given: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  readonly step: 1 | 2
}

function show(opened: Opened, reply: FastifyReply, { given, problems, step }: Shown): FastifyReply {
  const { session, language, invitation } = opened
  const recovery = invitation.purpose === 'recovery'
  const filled = { given, problems, language }
  const said = say(texts, language)
  const shown = (content: InvitationPage) =>
    sendPage(reply, {
      ...{ title: recovery ? said.recoveryTitle : said.title, language, scripts: true },
      ...{ content: content(opened), status: problems.length > 0 ? 400 : 200 },
    })
  if (recovery) return shown(howPage)
  if (session) return shown((view) => acceptPage(view, session, filled))
  return shown(step === 2 && isConfirmed(opened) ? howPage : (view) => whoPage(view, filled))
}

type InvitationPage = (view: InvitationView) => ReturnType<typeof howPage>

/** The form has just said so. */
async function agree(context: Context, { agreement, invitation: { adhesionId } }: Opened): Promise<void> {
  if (agreement !== null && adhesionId !== null) await acceptAgreement(context, adhesionId, agreement.version)
}

/** The agreement must be accepted in the version that was shown. */
function disagreement(
  agreement: Opened['agreement'],
  given: Readonly<Record<string, unknown>>,
  language: WorkspaceLanguage,
): Problem[] {
  if (agreement === null || given['agreement'] === agreement.version) return []
  return [{ field: 'agreement', message: say(texts, language).mustAgree }]
}
