// SPDX-License-Identifier: AGPL-3.0-or-later
// What is kept apart of one service: the estimate without and with it, the groups, and what was proposed about them. Counts of
// groups alone: nothing here says how or when a single answer was given.
import type { Context } from '../../../base/context.ts'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { isAllowed, listTouchpoints, type Touchpoint } from '../../../bodies/index.ts'
import { heldReasons, listHeldDays, listProposals, type HeldDay, type ProposalAct } from '../../../collect/index.ts'
import { measureHeld } from '../../../estimate/index.ts'
import { longDay } from '../../words/dates.ts'
import { heldReasonName } from '../../words/held.ts'
import { count } from '../../words/numbers.ts'
import { serviceOf } from '../find-subject.ts'
import { keptOffset, listPaging, readList, readOffset, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import { figuresSection } from './figures-section.ts'
import texts from './held.json' with { type: 'json' }
import { heldCrumbs, heldUrl, pathOf, proposePath } from './place.ts'
import { proposalList, proposalsFrom } from './proposal-table.ts'

export function heldListRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: heldUrl, permission: 'quarantine.read' },
    async act(call) {
      const { context: scoped, language, query } = call
      const said = say(texts, language)
      const found = await serviceOf(scoped, call.params)
      const { service } = found
      const view = readList(query, ['day'])
      const { days, total } = await listHeldDays(scoped, service.id, view)
      const proposed = { ...view, offset: readOffset(query, proposalsFrom) }
      const proposals = await listProposals(scoped, { serviceId: service.id }, proposed)
      const figures = await measureHeld(scoped, service)
      const path = pathOf(service.slug)
      const title = fill(said.titleOf, { name: service.name })
      const content = html`${heldCrumbs(call, found)}
        <h1>${title}</h1>
        <p class="lead">${said.lead}</p>
        ${figuresSection(figures, total > 0, language)}
        <h2>${said.groups}</h2>
        ${total === 0 ? html`<p>${said.none}</p>` : dayTable(call, service.slug, days, await listTouchpoints(scoped, service.id))}
        ${total === 0 ? '' : listPaging({ path, view, kept: keptOffset(proposalsFrom, proposed), language }, { shown: days.length, total })}
        ${total === 0 ? '' : meanings(language)}
        <h2>${said.proposals}</h2>
        ${proposalList(call, { path, view: proposed, kept: keptOffset('da', view), ofAll: false }, proposals)}
        ${mayDecide(call) ? html`<p><a class="button button-quiet" href="${proposePath(service.slug, 'withdraw')}">${said.withdraw}</a></p>` : ''}`
      return { page: { title, content, demo: service.demo } }
    },
  })
}

const mayDecide = ({ access }: Call): boolean => isAllowed(access, 'quarantine.decide')

function dayTable(call: Call, slug: string, days: readonly HeldDay[], touchpoints: readonly Touchpoint[]): Html {
  const { language } = call
  const said = say(texts, language)
  const places = new Map(touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]))
  const decides = mayDecide(call)
  return rowsTable({
    caption: said.groups,
    columns: [
      ...[said.day, said.touchpoint, said.reason, said.state, { head: said.answers, number: true }],
      ...(decides ? [{ head: said.act, plain: true }] : []),
    ],
    rows: days.map((group) => {
      const touchpoint = places.get(group.touchpointId)
      const cells: HtmlValue[] = [
        longDay(group.day, language),
        touchpoint?.name ?? '–',
        heldReasonName(group.reason, language),
        html`<span class="${group.state === 'quarantined' ? 'tag tag-warm' : 'tag'}">${said[group.state]}</span>`,
        count(group.n),
      ]
      return decides ? [...cells, ways(slug, group, touchpoint, language)] : cells
    }),
  })
}

/** What may be proposed about a group; the page it leads to has it filled in already. */
function ways(slug: string, group: HeldDay, touchpoint: Touchpoint | undefined, language: WorkspaceLanguage): Html {
  if (touchpoint === undefined) return html``
  const said = say(texts, language)
  const { day, reason, state } = group
  const chosen = new URLSearchParams({ touchpoint: touchpoint.code, heldFor: reason, from: day, to: day })
  const words = { reason: heldReasonName(reason, language), day: longDay(day, language), touchpoint: touchpoint.name }
  const link = (act: Exclude<ProposalAct, 'withdraw'>): Html =>
    html`<a href="${proposePath(slug, act)}?${chosen.toString()}">${said[act]}<span class="visually-hidden">: ${fill(said.ofGroup, words)}</span></a>`
  return html`${link('release')} ${state === 'quarantined' ? html`· ${link('exclude')}` : ''}`
}

function meanings(language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<details>
    <summary>${said.reasons}</summary>
    <dl>
      ${heldReasons.map(
        (reason) =>
          html`<dt>${heldReasonName(reason, language)}</dt>
            <dd>${said.meanings[reason]}</dd>`,
      )}
    </dl>
  </details>`
}
