// SPDX-License-Identifier: AGPL-3.0-or-later
// Inviting somebody. The answer to the form shows the link, so it is not followed by another page: what is shown once is kept
// nowhere from where a page could take it. The same form sent twice shows the same link.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  bodyRoles,
  formName,
  inviteMember,
  listServices,
  secretOf,
  serviceTerms,
  siteOf,
  type Body,
  type Invited,
} from '../../../bodies/index.ts'
import { instantWords } from '../../words/dates.ts'
import { checkField, problemSummary, radioField, textField, type Filled } from '../fields.ts'
import { bodyOf } from '../find-subject.ts'
import type { WorkspacePage } from '../frame.ts'
import { shownOnce } from '../once.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './invite.json' with { type: 'json' }
import { membersCrumbs, membersPath, membersUrl } from './place.ts'

export function inviteRoutes(app: App, context: Context): void {
  const [url, permission] = [`${membersUrl}/invita`, 'member.manage'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      // Said before anything is filled in: under a wrong address the link could not be made.
      siteOf(call.context, call.request)
      const given = { once: formName() }
      return {
        page: await formPage(call, await bodyOf(call.context, call.params), {
          given,
          problems: [],
          language: call.language,
        }),
      }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: invite })
}

async function invite(call: Call): Promise<Answer> {
  const { context, access, given, language, request } = call
  const body = await bodyOf(context, call.params)
  const { origin } = siteOf(context, request)
  const token = secretOf(access, `invitation ${body.id}`, given['once']).toString('base64url')
  const invited = await inviteMember(context, { body, inviter: access.account, given, origin, token })
  if (invited.kind === 'invited') return { page: donePage(call, body, invited, origin) }
  const said = say(texts, language)
  const problems = {
    member: () => [{ field: 'email', message: said.member }],
    spent: () => [{ field: 'name', message: said.spent }],
    faulty: () => (invited.kind === 'faulty' ? invited.problems : []),
  }[invited.kind]()
  // What went wrong may be put right in the same form; a link that is spent needs a new one.
  const again = { ...given, ...(invited.kind === 'spent' && { once: formName() }) }
  return { page: { ...(await formPage(call, body, { given: again, problems, language })), status: 400 } }
}

async function formPage({ context, language, formField }: Call, body: Body, filled: Filled): Promise<WorkspacePage> {
  const said = say(texts, language)
  const services = serviceTerms(await listServices(context, body.id))
  const content = html`${membersCrumbs(language, body)}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${problemSummary(filled)}
    <form method="post" action="${membersPath(body)}/invita" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
      ${textField(filled, { name: 'email', label: said.email, hint: said.emailHint, required: true, type: 'email' })}
      ${radioField(filled, { name: 'role', label: said.role }, bodyRoles)} ${servicesField(filled, services)}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      <button>${said.send}</button>
    </form>`
  return { title: `${said.title} – ${body.name}`, content, demo: body.demo }
}

function servicesField(filled: Filled, services: ReturnType<typeof serviceTerms>): Html {
  const said = say(texts, filled.language)
  if (services.length === 0) return html`<p class="note" id="services">${said.noServices}</p>`
  return html`<div class="choices">
    ${checkField(filled, { name: 'services', label: said.services, hint: said.servicesHint }, services)}
  </div>`
}

function donePage(
  { context, language }: Call,
  body: Body,
  { path, invitation }: Extract<Invited, { kind: 'invited' }>,
  origin: string,
): WorkspacePage {
  const said = say(texts, language)
  const { name, email, expiresAt } = invitation
  const mailed = context.config.smtpUrl !== null
  const content = html`${membersCrumbs(language, body)}
    <h1>${said.doneTitle}</h1>
    <p class="notice" role="status"><strong>${fill(said.done, { name })}</strong></p>
    <p>${fill(mailed ? said.mailed : said.unmailed, { email })}</p>
    ${shownOnce(said.link, `${origin}${path}`)}
    <p>${fill(said.once, { until: instantWords(expiresAt, language) })}</p>
    <p><a class="button" href="${membersPath(body)}">${said.back}</a></p>
    <p><a href="${membersPath(body)}/invita">${said.another}</a></p>`
  return { title: said.doneTitle, content, demo: body.demo }
}
