// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's role in the body: until when and for which services, a new access, the end of the role. An id of another body
// leads nowhere, whoever asks.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  changeTerms,
  countKeysBy,
  endMembership,
  listServices,
  roles,
  serviceTerms,
  type Body,
  type Changed,
  type Member,
  type Problem,
  type Service,
} from '../../../bodies/index.ts'
import { instantWords } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { checkField, problemSummary, textField, type Filled } from '../fields.ts'
import { bodyOf, idOf } from '../find-subject.ts'
import type { WorkspacePage } from '../frame.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './person.json' with { type: 'json' }
import { gone, memberOf, membersCrumbs, membersPath, membersUrl } from './place.ts'
import { recoverySection } from './recovery.ts'

export function personRoutes(app: App, context: Context): void {
  const [url, permission] = [`${membersUrl}/:id`, 'member.manage'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const { body, member } = await memberOf(call)
      return { page: await personPage(call, body, member) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => decide(call, changeTerms) })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/rimuovi`, permission },
    act: (call) => decide(call, endMembership),
  })
}

async function decide(call: Call, act: typeof changeTerms): Promise<Answer> {
  const { context, access, given, params, language } = call
  const said = say(texts, language)
  const body = await bodyOf(context, params)
  const changed = await act(context, { body, id: idOf(params['id']), actor: access.account, given })
  if (changed.kind === 'unknown') throw gone(call)
  // Who has given up their own role may not see the people any more.
  if (changed.kind === 'done') return { redirect: changed.own ? '/area' : membersPath(body) }
  const problems = problemsOf(changed, act === endMembership, said)
  const page = await personPage(call, body, changed.member, { given, problems, language })
  return { page: { ...page, status: changed.kind === 'faulty' ? 400 : 409 } }
}

type Refused = Exclude<Changed, { kind: 'done' | 'unknown' }>

function problemsOf(changed: Refused, ending: boolean, said: (typeof texts)['it']): readonly Problem[] {
  switch (changed.kind) {
    case 'faulty':
      return changed.problems
    case 'self':
      return [{ field: 'remove', message: said.selfRefused }]
    case 'unconfirmed':
      return [{ field: 'confirm', message: said.unconfirmed }]
    case 'last':
      return [ending ? { field: 'remove', message: said.lastStays } : { field: 'expiresOn', message: said.lastEnds }]
  }
}

async function personPage(call: Call, body: Body, member: Member, sent?: Filled): Promise<WorkspacePage> {
  const { context, access, language } = call
  const services = await listServices(context, body.id)
  const own = member.accountId === access.account.id
  const filled = sent ?? { given: givenOf(member, services), problems: [], language }
  const content = html`${membersCrumbs(language, body)}
    <h1>${member.name}</h1>
    ${problemSummary(filled)} ${facts(call, member)}
    ${own ? html`<p>${say(texts, language).self}</p>` : html`${termsForm(call, body, { member, services, filled })}`}
    ${own ? '' : recoverySection(call, `${membersPath(body)}/${member.id}/recupero`)}
    ${own ? leaveForm(call, body, member, filled) : await removeForm(call, body, member)}`
  return { title: `${member.name} – ${body.name}`, content, demo: body.demo }
}

function givenOf({ expiresOn, services }: Member, all: readonly Service[]): Filled['given'] {
  return { expiresOn, services: all.filter(({ id }) => services.includes(id)).map(({ slug }) => slug) }
}

function facts({ language }: Call, { email, role, createdAt }: Member): Html {
  const said = say(texts, language)
  const rows = [
    [said.email, email],
    [said.role, `${roles[role].name[language]}. ${roles[role].can[language]}`],
    [said.since, instantWords(createdAt, language)],
  ] as const
  return html`<table class="facts">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

interface Terms {
  readonly member: Member
  readonly services: readonly Service[]
  readonly filled: Filled
}

function termsForm(call: Call, body: Body, { member, services, filled }: Terms): Html {
  const said = say(texts, call.language)
  const owner = member.role === 'service-owner'
  return html`<h2>${owner ? said.terms : said.termsOnly}</h2>
    <form method="post" action="${membersPath(body)}/${member.id}" novalidate>
      ${call.formField}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      ${
        owner
          ? html`<div class="choices">
              ${checkField(filled, { name: 'services', label: said.services, hint: said.servicesHint }, serviceTerms(services))}
            </div>`
          : ''
      }
      <button>${said.save}</button>
    </form>
    <p class="note">${said.otherRole}</p>`
}

async function removeForm({ context, language, formField }: Call, body: Body, member: Member): Promise<Html> {
  const said = say(texts, language)
  const { id, accountId, name } = member
  const keys = await countKeysBy(context, body.id, accountId)
  return html`<h2>${said.remove}</h2>
    <p>${said.removeLead}</p>
    ${keys === 0 ? '' : html`<p class="notice notice-warm">${fill(said.keys, { keys: counted(keys, said.key, said.keyMany) })}</p>`}
    <form method="post" action="${membersPath(body)}/${id}/rimuovi">
      ${formField}<button id="remove" class="button-quiet">${fill(said.removeButton, { name })}</button>
    </form>`
}

/** Giving up one's own role cannot be undone by oneself: it is asked once more. */
function leaveForm({ language, formField }: Call, body: Body, { id }: Member, { problems }: Filled): Html {
  const said = say(texts, language)
  const confirm = { code: 'yes', label: texts.it.leaveConfirm, en: texts.en.leaveConfirm }
  return html`<h2>${said.leave}</h2>
    <p>${said.leaveLead}</p>
    <form method="post" action="${membersPath(body)}/${id}/rimuovi" novalidate>
      ${formField} ${checkField({ given: {}, problems, language }, { name: 'confirm', label: said.leave }, [confirm])}
      <button id="remove" class="button-quiet">${said.leaveButton}</button>
    </form>`
}
