// SPDX-License-Identifier: AGPL-3.0-or-later
// For who decides: proposals that wait for a second person, and the services with answers kept apart.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { isAllowed } from '../../../bodies/index.ts'
import { countToConfirm, listHeldServices, listProposals, type HeldService } from '../../../collect/index.ts'
import { count } from '../../words/numbers.ts'
import { crumbs } from '../frame.ts'
import { keptOffset, listPaging, readList, readOffset, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './held.json' with { type: 'json' }
import { heldPath, pathOf } from './place.ts'
import { proposalList, proposalsFrom } from './proposal-table.ts'

export function waitingPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: heldPath, permission: 'quarantine.read' },
    async act(call) {
      const { context: scoped, language, query } = call
      const said = say(texts, language)
      const view = readList(query, ['waiting'])
      const proposed = { ...view, offset: readOffset(query, proposalsFrom) }
      const proposals = await listProposals(scoped, { open: true }, proposed)
      const { services, total } = await listHeldServices(scoped, view)
      const content = html`${crumbs(language)}
        <h1>${said.title}</h1>
        <p class="lead">${said.lead}</p>
        <h2>${said.waiting}</h2>
        ${proposalList(call, { path: heldPath, view: proposed, kept: keptOffset('da', view), ofAll: true }, proposals)}
        <h2>${said.services}</h2>
        ${total === 0 ? html`<p>${said.noServices}</p>` : serviceTable(call, services)}
        ${total === 0 ? '' : listPaging({ path: heldPath, view, kept: keptOffset(proposalsFrom, proposed), language }, { shown: services.length, total })}`
      return { page: { title: said.title, content } }
    },
  })
}

function serviceTable({ language }: Call, services: readonly HeldService[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.services,
    columns: [said.service, said.body, { head: said.quarantined, number: true }, { head: said.excluded, number: true }],
    rows: services.map(({ slug, name, bodyName, waiting, excluded }) => [
      html`<a href="${pathOf(slug)}">${name}</a>`,
      bodyName,
      count(waiting),
      count(excluded),
    ]),
  })
}

/** On the pages where somebody looks for what there is to do: proposals of others that wait for them. */
export async function waitingNotice({ context, access, language }: Call): Promise<Html | ''> {
  if (!isAllowed(access, 'quarantine.decide', null)) return ''
  const n = await countToConfirm(context, access.account.id)
  if (n === 0) return ''
  const said = say(texts, language)
  const words = n === 1 ? said.waitingOne : fill(said.waitingMany, { n: count(n) })
  return html`<p class="notice notice-warm">${words} <a href="${heldPath}">${said.see}</a></p>`
}
