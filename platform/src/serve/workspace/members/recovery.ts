// SPDX-License-Identifier: AGPL-3.0-or-later
// Giving an access back to who has lost the passkey. With a mail server the link goes to the person alone: who asks for it must
// not be able to use it. For who has roles beyond the body only the programme manager can do so.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  inviteRecovery,
  invitationPath,
  siteOf,
  type Body,
  type Member,
  type RecoveryInvited,
} from '../../../bodies/index.ts'
import { shownOnce } from '../once.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './person.json' with { type: 'json' }
import { memberOf, membersCrumbs, membersPath, membersUrl } from './place.ts'

export function recoveryRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${membersUrl}/:id/recupero`, permission: 'member.manage' },
    act: (call) => recover(call, (body) => body.id),
  })
  const [url, permission] = [`${membersUrl}/:id/accesso`, 'central.manage'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const { body, member } = await memberOf(call)
      const title = fill(say(texts, call.language).accessTitle, { name: member.name })
      const content = html`${membersCrumbs(call.language, body)}
        <h1>${title}</h1>
        ${recoverySection(call, `${membersPath(body)}/${member.id}/accesso`)}`
      return { page: { title, content, demo: body.demo } }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => recover(call, () => null) })
}

export function recoverySection({ language, formField }: Call, address: string): Html {
  const said = say(texts, language)
  return html`<h2>${said.recovery}</h2>
    <p>${said.recoveryLead}</p>
    <p>${said.recoveryCheck}</p>
    <form method="post" action="${address}">
      ${formField}<button class="button-quiet">${said.recover}</button>
    </form>`
}

/** @param forBody the body that answers for it; null: the programme. */
async function recover(call: Call, forBody: (body: Body) => number | null): Promise<Answer> {
  const { context, access, request } = call
  const { body, member } = await memberOf(call)
  const { origin } = siteOf(context, request)
  const recovery = { accountId: member.accountId, bodyId: forBody(body), inviter: access.account, origin }
  return { page: outcomePage(call, { body, member, origin }, await inviteRecovery(context, recovery)) }
}

interface About {
  readonly body: Body
  readonly member: Member
  readonly origin: string
}

function outcomePage({ context, language }: Call, { body, member, origin }: About, invited: RecoveryInvited) {
  const said = say(texts, language)
  const { name, email } = member
  const title = fill(said.accessTitle, { name })
  const outcome = invited.ok
    ? html`<p class="notice" role="status"><strong>${fill(said.recovered, { name })}</strong></p>
        ${
          context.config.smtpUrl !== null
            ? html`<p>${fill(said.recoveredMailed, { email })}</p>`
            : html`<p>${fill(said.recoveredUnmailed, { name })}</p>
                ${shownOnce(said.link, `${origin}${invitationPath(invited.token)}`)}`
        }`
    : html`<p class="notice notice-warm" role="alert">${said.refused[invited.why]}</p>`
  const content = html`${membersCrumbs(language, body)}
    <h1>${title}</h1>
    ${outcome}
    <p><a class="button" href="${membersPath(body)}">${said.back}</a></p>`
  return { title, content, demo: body.demo, status: invited.ok ? 200 : 409 }
}
