// SPDX-License-Identifier: AGPL-3.0-or-later
// Inviting somebody to a central role. The answer to the form shows the link, so it is not followed by another page; the same
// form sent twice shows the same link.
import type { Context } from '../../../../base/context.ts'
import { html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  centralRoles,
  formName,
  inviteCentral,
  inLanguage,
  roles,
  secretOf,
  siteOf,
  type Invited,
  type Role,
} from '../../../../bodies/index.ts'
import { instantWords } from '../../../words/dates.ts'
import { problemSummary, radioField, textField, type Filled } from '../../fields.ts'
import type { WorkspacePage } from '../../frame.ts'
import { shownOnce } from '../../once.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import { peoplePath } from './list-page.ts'
import texts from './people.json' with { type: 'json' }

const [url, permission] = [`${peoplePath}/invita`, 'central.manage'] as const

export function inviteRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      // Said before anything is filled in: under a wrong address the link could not be made.
      siteOf(call.context, call.request)
      return { page: formPage(call, { given: { once: formName() }, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: invite })
}

async function invite(call: Call): Promise<Answer> {
  const { context, access, given, language, request } = call
  const { origin } = siteOf(context, request)
  const token = secretOf(access, 'central invitation', given['once']).toString('base64url')
  const invited = await inviteCentral(context, { inviter: access.account, given, origin, token })
  if (invited.kind === 'invited') return { page: donePage(call, invited, origin) }
  const said = say(texts, language)
  const problems = {
    member: [{ field: 'email', message: said.member }],
    spent: [{ field: 'name', message: said.spent }],
    faulty: invited.kind === 'faulty' ? invited.problems : [],
  }[invited.kind]
  const again = { ...given, ...(invited.kind === 'spent' && { once: formName() }) }
  return { page: { ...formPage(call, { given: again, problems, language }), status: 400 } }
}

function formPage(call: Call, filled: Filled): WorkspacePage {
  const { language, formField } = call
  const said = say(texts, language)
  const terms = inLanguage(centralRoles, language).map(({ code, label }) => {
    const full = `${label}. ${roles[code as Role].can[language]}`
    return { code, label: full, en: full }
  })
  const content = html`${programmeMenu(call, 'people', false)}
    <h1>${said.invite}</h1>
    <p class="lead">${said.inviteLead}</p>
    ${problemSummary(filled)}
    <form method="post" action="${url}" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
      ${textField(filled, { name: 'email', label: said.email, hint: said.emailHint, required: true, type: 'email' })}
      ${radioField(filled, { name: 'role', label: said.role }, terms)}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      <button>${said.send}</button>
    </form>`
  return { title: said.invite, content }
}

function donePage(
  call: Call,
  { path, invitation }: Extract<Invited, { kind: 'invited' }>,
  origin: string,
): WorkspacePage {
  const { context, language } = call
  const said = say(texts, language)
  const { name, email, expiresAt } = invitation
  const content = html`${programmeMenu(call, 'people', false)}
    <h1>${said.doneTitle}</h1>
    <p class="notice" role="status"><strong>${fill(said.done, { name })}</strong></p>
    <p>${fill(context.config.smtpUrl === null ? said.unmailed : said.mailed, { email })}</p>
    ${shownOnce(said.link, `${origin}${path}`)}
    <p>${fill(said.once, { until: instantWords(expiresAt, language) })}</p>
    <p><a class="button" href="${peoplePath}">${said.back}</a></p>`
  return { title: said.doneTitle, content }
}
