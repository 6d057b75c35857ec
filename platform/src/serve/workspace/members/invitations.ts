// SPDX-License-Identifier: AGPL-3.0-or-later
// The invitations of a body that wait to be opened, and taking one back.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  invitationSorts,
  roles,
  searchInvitations,
  withdrawInvitation,
  type Body,
  type Invitation,
} from '../../../bodies/index.ts'
import { instantWords, theDay } from '../../words/dates.ts'
import { bodyOf, idOf } from '../find-subject.ts'
import { listForm, listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './list.json' with { type: 'json' }
import { mayManage, membersCrumbs, membersPath, membersUrl } from './place.ts'

export type Waiting = Awaited<ReturnType<typeof searchInvitations>>

export function invitationRoutes(app: App, context: Context): void {
  const url = `${membersUrl}/inviti`
  workspaceRoute(app, context, { url, permission: 'member.read', act: show })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/:id/revoca`, permission: 'member.manage' },
    async act({ context: scoped, access, params }) {
      const body = await bodyOf(scoped, params)
      const withdrawing = { body, id: idOf(params['id']), actor: access.account }
      if (!(await withdrawInvitation(scoped, withdrawing))) throw notFound()
      return { redirect: membersPath(body) }
    },
  })
}

async function show(call: Call): Promise<Answer> {
  const { context, language, query } = call
  const said = say(texts, language)
  const body = await bodyOf(context, call.params)
  const view = readList(query, invitationSorts)
  const { items, total } = await searchInvitations(context, { bodyId: body.id, ...view })
  const list = { path: `${membersPath(body)}/inviti`, view, label: said.search, sorts: said.invitationSorts, language }
  const content = html`${membersCrumbs(language, body)}
    <h1>${said.invitations}</h1>
    <p class="lead">${said.invitationsLead}</p>
    ${listForm(list)} ${items.length > 0 ? invitationTable(call, body, items) : ''}
    ${listPaging(list, { shown: items.length, total })}`
  return { page: { title: `${said.invitations} – ${body.name}`, content, demo: body.demo } }
}

export function invitationTable(call: Call, body: Body, items: readonly Invitation[]): Html {
  const said = say(texts, call.language)
  return rowsTable({
    caption: said.invitations,
    columns: [said.person, said.role, said.opensUntil, ...(mayManage(call) ? [{ head: said.act, plain: true }] : [])],
    rows: items.map((invitation) => invitationCells(call, body, invitation)),
  })
}

function invitationCells(call: Call, body: Body, invitation: Invitation): HtmlValue[] {
  const { language } = call
  const said = say(texts, language)
  const { name, email, role, roleExpiresOn, expiresAt } = invitation
  return [
    html`<strong>${name}</strong><small>${email}</small>`,
    html`${role === null ? said.recovery : roles[role].name[language]}
    ${roleExpiresOn === null ? '' : html`<small>${fill(said.ends, { day: theDay(roleExpiresOn, language) })}</small>`}`,
    instantWords(expiresAt, language),
    ...(mayManage(call) ? [withdrawForm(call, body, invitation)] : []),
  ]
}

function withdrawForm({ language, formField }: Call, body: Body, { id, name }: Invitation): Html {
  const said = say(texts, language)
  return html`<form method="post" action="${membersPath(body)}/inviti/${id}/revoca">
    ${formField}<button class="button-quiet">
      ${said.withdraw}<span class="visually-hidden">${fill(said.of, { name })}</span>
    </button>
  </form>`
}
