// SPDX-License-Identifier: AGPL-3.0-or-later
// Approving by hand: the registry has no PEC, or one that nobody reads. The answer to the form shows the link, so it is not
// followed by another page; the same form sent twice shows the same link.
import type { Context } from '../../../../base/context.ts'
import { html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import { approveAdhesion, formName, linkDays, pecOf, secretOf, siteOf } from '../../../../bodies/index.ts'
import { problemSummary, textField, type Filled } from '../../fields.ts'
import type { WorkspacePage } from '../../frame.ts'
import { shownOnce } from '../../once.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './adhesions.json' with { type: 'json' }
import { adhesionIn, adhesionPath, adhesionUrl, facts, type AdhesionOfBody } from './parts.ts'

const [url, permission] = [`${adhesionUrl}/approva`, 'programme.decide'] as const

export function approvePageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      // Said before anything is filled in: under a wrong address the link could not be made.
      siteOf(call.context, call.request)
      const found = await adhesionIn(call)
      const recipient = (await pecOf(call.context, found.body)) ?? found.adhesion.requesterEmail
      const given = { recipient, once: formName() }
      return { page: page(call, found, { given, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: approve })
}

async function approve(call: Call): Promise<Answer> {
  const { context, access, given, language, request } = call
  const found = await adhesionIn(call)
  const { origin } = siteOf(context, request)
  const token = secretOf(access, `adhesion ${found.adhesion.id}`, given['once']).toString('base64url')
  const approved = await approveAdhesion(context, { ...found, decider: access.account, given, origin, token })
  if (approved.kind === 'done') return { page: approvedPage(call, found, `${origin}${approved.path}`) }
  const late = [{ field: 'decide', message: say(texts, language).late }]
  const problems = approved.kind === 'late' ? late : approved.problems
  const again = approved.kind === 'late' ? await adhesionIn(call) : found
  return { page: { ...page(call, again, { given, problems, language }), status: approved.kind === 'late' ? 409 : 400 } }
}

function page(call: Call, found: AdhesionOfBody, filled: Filled): WorkspacePage {
  const { adhesion, body } = found
  const { language, formField } = call
  const said = say(texts, language)
  const title = fill(said.approveTitle, { body: body.name })
  const recipient = {
    name: 'recipient',
    label: said.recipient,
    hint: said.recipientHint,
    required: true,
    type: 'email',
  }
  const form = html`<p>${fill(said.approveLead, { days: linkDays })}</p>
    <form method="post" action="${adhesionPath(adhesion)}/approva" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, recipient)}
      <button>${said.approveButton}</button>
    </form>`
  const content = html`${programmeMenu(call, 'adhesions', false)}
    <h1 id="decide" tabindex="-1">${title}</h1>
    ${problemSummary(filled)} ${facts(call, found)}
    ${adhesion.state === 'requested' ? form : html`<p class="notice">${said.impossible}</p>`}
    <p><a href="${adhesionPath(adhesion)}">${said.back}</a></p>`
  return { title, content, demo: body.demo }
}

function approvedPage(call: Call, { adhesion, body }: AdhesionOfBody, link: string): WorkspacePage {
  const { context, language } = call
  const said = say(texts, language)
  const content = html`${programmeMenu(call, 'adhesions', false)}
    <h1>${body.name}</h1>
    <p class="notice" role="status"><strong>${said.approved}</strong></p>
    <p>${context.config.smtpUrl === null ? said.unmailed : said.mailed}</p>
    ${shownOnce(said.link, link)}
    <p>${fill(said.once, { days: linkDays })}</p>
    <p><a class="button" href="${adhesionPath(adhesion)}">${said.back}</a></p>`
  return { title: body.name, content, demo: body.demo }
}
