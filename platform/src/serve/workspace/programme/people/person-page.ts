// SPDX-License-Identifier: AGPL-3.0-or-later
// One central role of one person: its end, a new access for who has lost the passkey, taking the role away.
import type { Context } from '../../../../base/context.ts'
import { notFound } from '../../../../base/errors.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  changeCentral,
  endCentral,
  findMember,
  invitationPath,
  inviteRecovery,
  roles,
  siteOf,
  type CentralChanged,
  type Member,
  type Problem,
} from '../../../../bodies/index.ts'
import { problemSummary, textField, type Filled } from '../../fields.ts'
import { idOf } from '../../find-subject.ts'
import type { WorkspacePage } from '../../frame.ts'
import { shownOnce } from '../../once.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import { peoplePath } from './list-page.ts'
import texts from './people.json' with { type: 'json' }

const [url, permission] = [`${peoplePath}/:id`, 'central.manage'] as const

export function personRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const member = await memberOf(call)
      return { page: personPage(call, member, { given: { ...member }, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => decide(call, changeCentral) })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/rimuovi`, permission },
    act: (call) => decide(call, endCentral),
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url: `${url}/recupero`, permission }, act: recover })
}

async function memberOf({ context, params }: Call): Promise<Member> {
  const member = await findMember(context, null, idOf(params['id']))
  if (!member) throw notFound()
  return member
}

async function decide(call: Call, act: typeof changeCentral): Promise<Answer> {
  const { context, access, given, params, language } = call
  const changed = await act(context, { id: idOf(params['id']), actor: access.account, given })
  if (changed.kind === 'unknown') throw notFound()
  if (changed.kind === 'done') return { redirect: peoplePath }
  const problems = problemsOf(call, changed)
  const page = personPage(call, changed.member, { given: { ...changed.member, ...given }, problems, language })
  return { page: { ...page, status: changed.kind === 'faulty' ? 400 : 409 } }
}

function problemsOf(
  { language }: Call,
  changed: Exclude<CentralChanged, { kind: 'done' | 'unknown' }>,
): readonly Problem[] {
  const said = say(texts, language)
  if (changed.kind === 'faulty') return changed.problems
  return [{ field: 'person', message: changed.kind === 'self' ? said.selfRefused : said.lastStays }]
}

async function recover(call: Call): Promise<Answer> {
  const { context, access, request, language } = call
  const said = say(texts, language)
  const member = await memberOf(call)
  const { accountId, name, email } = member
  const { origin } = siteOf(context, request)
  const invited = await inviteRecovery(context, { accountId, bodyId: null, inviter: access.account, origin })
  if (!invited.ok) {
    const problems = [{ field: 'person', message: said.selfRefused }]
    return { page: { ...personPage(call, member, { given: { ...member }, problems, language }), status: 409 } }
  }
  // With a mail server the link goes to the person alone: who asks for it must not be able to use it.
  const way =
    context.config.smtpUrl !== null
      ? html`<p>${fill(said.recoveredMailed, { email })}</p>`
      : html`<p>${fill(said.recoveredUnmailed, { name })}</p>
          ${shownOnce(said.recoveryLink, `${origin}${invitationPath(invited.token)}`)}`
  const content = html`${programmeMenu(call, 'people', false)}
    <h1>${name}</h1>
    <p class="notice" role="status"><strong>${fill(said.recovered, { name })}</strong></p>
    ${way}
    <p><a class="button" href="${peoplePath}">${said.back}</a></p>`
  return { page: { title: name, content } }
}

function personPage(call: Call, member: Member, filled: Filled): WorkspacePage {
  const { language, access } = call
  const said = say(texts, language)
  const { name, email, role } = member
  const { name: roleName, can } = roles[role]
  const content = html`${programmeMenu(call, 'people', false)}
    <h1 id="person" tabindex="-1">${name}</h1>
    ${problemSummary(filled)}
    <p>${email}</p>
    <p><strong>${roleName[language]}.</strong> ${can[language]}</p>
    ${member.accountId === access.account.id ? html`<p class="notice">${said.self}</p>` : acts(call, member, filled)}`
  return { title: name, content }
}

function acts({ language, formField }: Call, { id, name }: Member, filled: Filled): Html {
  const said = say(texts, language)
  return html`<h2>${said.end}</h2>
    <form method="post" action="${peoplePath}/${id}" novalidate>
      ${formField}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      <button>${said.save}</button>
    </form>
    <h2>${said.recovery}</h2>
    <p>${said.recoveryLead}</p>
    <form method="post" action="${peoplePath}/${id}/recupero">
      ${formField}<button class="button-quiet">${said.recover}</button>
    </form>
    <h2>${said.remove}</h2>
    <p>${said.removeLead}</p>
    <form method="post" action="${peoplePath}/${id}/rimuovi">
      ${formField}<button class="button-quiet">${fill(said.removeButton, { name })}</button>
    </form>`
}
