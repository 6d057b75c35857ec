// SPDX-License-Identifier: AGPL-3.0-or-later
// Who has a central role and until when, and which invitations wait to be opened.
import type { Context } from '../../../../base/context.ts'
import { notFound } from '../../../../base/errors.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  listInvitations,
  listMembers,
  roles,
  withdrawCentral,
  type Invitation,
  type Member,
} from '../../../../bodies/index.ts'
import { instantWords, longDay } from '../../../words/dates.ts'
import { idOf } from '../../find-subject.ts'
import { rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu, programmePath } from '../place.ts'
import texts from './people.json' with { type: 'json' }

export const peoplePath = `${programmePath}/persone`
const permission = 'central.manage'

export function listPageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: peoplePath, permission },
    async act(call) {
      const { context: scoped, language } = call
      const said = say(texts, language)
      const people = await listMembers(scoped, null)
      const waiting = await listInvitations(scoped, null)
      const content = html`${programmeMenu(call, 'people')}
        <h1>${said.title}</h1>
        <p class="lead">${said.lead}</p>
        <p><a class="button" href="${peoplePath}/invita">${said.invite}</a></p>
        ${peopleTable(call, people)} ${waiting.length === 0 ? '' : invitationTable(call, waiting)}`
      return { page: { title: said.title, content } }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${peoplePath}/inviti/:id/revoca`, permission },
    async act({ context: scoped, params, access }) {
      if (!(await withdrawCentral(scoped, idOf(params['id']), access.account))) throw notFound()
      return { redirect: peoplePath }
    },
  })
}

function peopleTable({ language, access }: Call, people: readonly Member[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.person, said.role, said.end],
    rows: people.map(({ id, accountId, name, email, role, expiresOn }) => [
      html`<a href="${peoplePath}/${id}">${name}</a>
        ${accountId === access.account.id ? html`<span class="tag">${said.you}</span>` : ''} <small>${email}</small>`,
      roles[role].name[language],
      expiresOn === null ? said.endless : longDay(expiresOn, language),
    ]),
  })
}

function invitationTable({ language, formField }: Call, waiting: readonly Invitation[]): Html {
  const said = say(texts, language)
  return html`<h2>${said.waiting}</h2>
    ${rowsTable({
      caption: said.waiting,
      columns: [said.person, said.role, said.opensUntil, { head: said.act, plain: true }],
      rows: waiting.map(({ id, name, email, role, expiresAt }) => [
        html`${name || said.nobody} <small>${email}</small>`,
        role === null ? '' : roles[role].name[language],
        instantWords(expiresAt, language),
        html`<form method="post" action="${peoplePath}/inviti/${id}/revoca">
          ${formField}<button class="button-quiet">
            ${said.withdraw}<span class="visually-hidden">${fill(said.of, { name: name || said.nobody })}</span>
          </button>
        </form>`,
      ]),
    })}`
}
