// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening an invitation with a new passkey. The challenge belongs to this invitation; the account is made, and the session
// opened, only when the authenticator's answer has been judged and the invitation is still there to be taken.
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  acceptInvitation,
  addPasskey,
  findAccount,
  optionsToAccept,
  readAccepted,
  siteOf,
} from '../../../../bodies/index.ts'
import { languageOf, say } from '../../words.ts'
import type { Attempts } from '../attempts.ts'
import { enter, refuseForeign } from '../enter.ts'
import { firstPage } from '../first-page.ts'
import { Attestation, bodyLimit, goOn, tell, tellRefusal } from '../passkey-answers.ts'
import texts from './invitation.json' with { type: 'json' }
import { isConfirmed, openInvitation } from './open-invitation.ts'
import spentTexts from './spent.json' with { type: 'json' }

const url = '/area/invito/:token/passkey'
const open = { config: { permission: 'public' }, schema: { hide: true } } as const

export function invitationPasskeyRoutes(app: App, context: Context, attempts: Attempts): void {
  const languageFor = (request: FastifyRequest) => languageOf(request.headers['accept-language'])
  app.post(`${url}/opzioni`, open, async (request, reply) => {
    refuseForeign(request)
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return tell(reply, say(spentTexts, languageFor(request)).used.title, 410)
    const { invitation, language } = opened
    if (!isConfirmed(opened)) return tell(reply, say(texts, language).mustConfirm)
    const account = invitation.accountId === null ? undefined : await findAccount(context, invitation.accountId)
    const options = await optionsToAccept(context, siteOf(context, request), invitation, account)
    return reply.header('cache-control', 'no-store').send(options)
  })
  app.post(url, { ...open, bodyLimit, schema: { hide: true, body: Attestation } }, async (request, reply) => {
    refuseForeign(request)
    const opened = await openInvitation(context, attempts, request)
    if (!opened) return tell(reply, say(spentTexts, languageFor(request)).used.title, 410)
    const { invitation, language } = opened
    const answer = request.body.answer as RegistrationResponseJSON
    const made = await readAccepted(context, siteOf(context, request), answer, invitation)
    if (!made.ok) {
      attempts.noteWrong(request)
      return tellRefusal(reply, made.why, language)
    }
    const { passkey, pseudonym } = made
    const account = await acceptInvitation(context, invitation.id, {
      pseudonym,
      attach: (scoped, { id }) => addPasskey(scoped, id, passkey, say(texts, language).passkeyName),
    })
    if (!account) return tell(reply, say(spentTexts, language).used.title, 410)
    await enter(context, request, reply, account, 'invitation')
    return goOn(reply, await firstPage(context, invitation.id))
  })
}
