// SPDX-License-Identifier: AGPL-3.0-or-later
// Who works for the body, with which role and until when; whom it still waits for.
import type { Context } from '../../../base/context.ts'
import { dayOf, addDays } from '../../../base/day.ts'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  countEnding,
  firstWarning,
  isAllowed,
  listPeople,
  peopleSorts,
  roles,
  searchInvitations,
  type Body,
  type MemberRow,
} from '../../../bodies/index.ts'
import { longDay, theDay } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { bodyOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import { listForm, listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import { invitationTable, type Waiting } from './invitations.ts'
import texts from './list.json' with { type: 'json' }
import { mayManage, membersPath, membersUrl } from './place.ts'

/** Invitations shown below the people; all of them have a page of their own. */
const shownInvitations = 10
const shownServices = 3

export function listPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: membersUrl, permission: 'member.read', act: show })
}

async function show(call: Call): Promise<Answer> {
  const { context, language, query } = call
  const said = say(texts, language)
  const body = await bodyOf(context, call.params)
  const view = readList(query, peopleSorts)
  const people = await listPeople(context, { bodyId: body.id, ...view })
  const waiting = await searchInvitations(context, { bodyId: body.id, limit: shownInvitations })
  const list = { path: membersPath(body), view, label: said.search, sorts: said.sorts, language }
  const content = html`${crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${endingNotice(call, body, await countEnding(context, body.id))}
    ${mayManage(call) ? html`<p><a class="button" href="${membersPath(body)}/invita">${said.invite}</a></p>` : ''}
    ${listForm(list)} ${people.items.length > 0 ? peopleTable(call, body, people.items) : ''}
    ${listPaging(list, { shown: people.items.length, total: people.total })} ${invitations(call, body, waiting)}`
  return { page: { title: `${said.title} – ${body.name}`, content, demo: body.demo } }
}

function endingNotice({ language }: Call, body: Body, ending: number): Html {
  if (ending === 0) return html``
  const said = say(texts, language)
  const number = counted(ending, said.endingOne, said.endingMany)
  return html`<p class="notice notice-warm">
    ${fill(said.ending, { number, days: firstWarning })}
    <a href="${membersPath(body)}?ordine=end">${said.endingShow}</a>
  </p>`
}

function peopleTable(call: Call, body: Body, people: readonly MemberRow[]): Html {
  const said = say(texts, call.language)
  return rowsTable({
    caption: said.people,
    columns: [said.person, said.role, said.end, ...(hasActs(call) ? [{ head: said.act, plain: true }] : [])],
    rows: people.map((person) => personCells(call, body, person)),
  })
}

function personCells(call: Call, body: Body, person: MemberRow): HtmlValue[] {
  const { access, language } = call
  const said = say(texts, language)
  const { accountId, name, email, role } = person
  return [
    html`<strong>${name}</strong> ${accountId === access.account.id ? html`<span class="tag">${said.you}</span>` : ''}
      <small>${email}</small>`,
    html`${roles[role].name[language]}
    ${role === 'service-owner' ? html`<small>${servicesOf(call, person)}</small>` : ''}`,
    endWords(call, person),
    ...(hasActs(call) ? [actLink(call, body, person)] : []),
  ]
}

function servicesOf({ language }: Call, { serviceNames }: MemberRow): string {
  const said = say(texts, language)
  if (serviceNames.length === 0) return said.noServices
  const more = serviceNames.length - shownServices
  const names = serviceNames.slice(0, shownServices).join(', ')
  return more > 0 ? `${names} ${fill(said.moreServices, { number: more })}` : names
}

function endWords({ context, language }: Call, { expiresOn }: MemberRow): Html {
  const said = say(texts, language)
  if (expiresOn === null) return html`${said.endless}`
  const today = dayOf(context.now())
  const day = theDay(expiresOn, language)
  if (expiresOn < today) return html`<span class="tag">${fill(said.ended, { day })}</span>`
  return expiresOn <= addDays(today, firstWarning)
    ? html`<span class="tag tag-warm">${fill(said.ends, { day })}</span>`
    : html`${longDay(expiresOn, language)}`
}

function hasActs(call: Call): boolean {
  return mayManage(call) || mayRecover(call)
}

/** Who manages the programme does not change the people of a body, but gives an access back that the body cannot. */
function mayRecover({ access }: Call): boolean {
  return access.viewing === null && isAllowed(access, 'central.manage')
}

function actLink(call: Call, body: Body, { id, accountId, name }: MemberRow): Html | '' {
  const said = say(texts, call.language)
  const of = html`<span class="visually-hidden">${fill(said.of, { name })}</span>`
  if (mayManage(call)) return html`<a href="${membersPath(body)}/${id}">${said.change}${of}</a>`
  if (accountId === call.access.account.id) return ''
  return html`<a href="${membersPath(body)}/${id}/accesso">${said.access}${of}</a>`
}

function invitations(call: Call, body: Body, { items, total }: Waiting): Html {
  const said = say(texts, call.language)
  const all = `${membersPath(body)}/inviti`
  return html`<h2>${said.invitations}</h2>
    ${
      items.length === 0
        ? html`<p>${said.noInvitations}</p>`
        : html`<p>${said.invitationsLead}</p>
            ${invitationTable(call, body, items)}`
    }
    ${total > items.length ? html`<p><a href="${all}">${fill(said.allInvitations, { number: total })}</a></p>` : ''}`
}
