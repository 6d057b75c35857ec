// SPDX-License-Identifier: AGPL-3.0-or-later
// The first page of the workspace: the person's bodies, what their role is there and until when, and how another body joins.
import type { Context } from '../../base/context.ts'
import { addDays, dayOf } from '../../base/day.ts'
import { html, type Html } from '../../base/html/index.ts'
import { fill } from '../../base/language.ts'
import type { App } from '../../base/http/index.ts'
import { firstWarning, listMyBodies, roles, type MyBody } from '../../bodies/index.ts'
import { theDay, toTheDay } from '../words/dates.ts'
import { count } from '../words/numbers.ts'
import { waitingNotice } from './held/index.ts'
import { rowsTable } from './lists/index.ts'
import { workspaceRoute } from './route.ts'
import texts from './texts/home.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

/** A role that ends within so many days is worth a warning. */
export const warnedDays = firstWarning

export function homePageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    url: '/area',
    permission: 'account',
    async act(call) {
      const { context: scoped, access, language } = call
      const bodies = await listMyBodies(scoped, access)
      const soon = addDays(dayOf(scoped.now()), warnedDays)
      const content = homePage(bodies, soon, await waitingNotice(call), language)
      return { page: { title: say(texts, language).title, demo: bodies.some(({ body }) => body.demo), content } }
    },
  })
}

function homePage(bodies: readonly MyBody[], soon: string, notice: Html | '', language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${notice}
    ${bodies.length === 0 ? html`<p class="notice">${said.none}</p>` : bodyTable(bodies, soon, language)}
    <h2>${said.join}</h2>
    <p>${said.joinLead}</p>
    <p><a class="button button-quiet" href="/area/adesione">${said.join}</a></p>`
}

function bodyTable(bodies: readonly MyBody[], soon: string, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<h2>${said.yours}</h2>
      ${rowsTable({
        caption: said.yours,
        columns: [said.body, said.role, { head: said.services, number: true }],
        rows: bodies.map(({ body, memberships, services }) => [
          html`<a href="/area/enti/${body.ipaCode}">${body.name}</a>`,
          memberships.map(
            ({ role, expiresOn }) => html`${roles[role].name[language]} ${endWords(expiresOn, soon, language)}<br />`,
          ),
          count(services),
        ]),
      })}`
}

function endWords(expiresOn: string | null, soon: string, language: WorkspaceLanguage): Html | '' {
  if (expiresOn === null) return ''
  const said = say(texts, language)
  return expiresOn <= soon
    ? html`<span class="tag tag-warm">${fill(said.expires, { day: theDay(expiresOn, language) })}</span>`
    : html`<small>${fill(said.until, { day: toTheDay(expiresOn, language) })}</small>`
}
