// SPDX-License-Identifier: AGPL-3.0-or-later
// The months of a body's own services: how many ratings went, how many were left out, and what went wrong.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { batchStates, listServiceMonths, type ServiceMonthState } from '../../../collect/index.ts'
import { longMonth } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { bodyOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import { listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import { problemWords, standing } from './parts.ts'
import texts from './sdg.json' with { type: 'json' }

export function bodySdgRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: '/area/enti/:ipa/sportello-digitale', permission: 'sdg.read' },
    async act(call) {
      const { context: scoped, language, params, query } = call
      const said = say(texts, language)
      const body = await bodyOf(scoped, params)
      const here = `/area/enti/${body.ipaCode}`
      const view = readList(query, ['month'])
      const { months, total } = await listServiceMonths(scoped, body.id, view)
      const content = html`${crumbs(language, { address: here, name: body.name })}
        <h1>${said.title}</h1>
        <p class="lead">${said.leadOfBody}</p>
        ${await standing(call, body.id)}
        <h2>${said.byService}</h2>
        ${
          total === 0
            ? html`<p>${said.noMonths}</p>`
            : html`${monthTable(call, months)}
                ${listPaging({ path: `${here}/sportello-digitale`, view, language }, { shown: months.length, total })}
                <p class="note">${said.leftOutNote}</p>`
        }`
      return { page: { title: said.title, content, demo: body.demo } }
    },
  })
}

function monthTable(call: Call, months: readonly ServiceMonthState[]): Html {
  const { language } = call
  const said = say(texts, language)
  const troubled = months.some(({ problem }) => problem !== null)
  return rowsTable({
    caption: said.byService,
    columns: [
      ...[said.service, said.month, said.category],
      ...batchStates.map((state) => ({ head: said.states[state], number: true })),
      { head: said.leftOut, number: true },
      ...(troubled ? [said.what] : []),
    ],
    rows: months.map((month) => [
      html`<a href="/area/servizi/${month.slug}">${month.name}</a>`,
      longMonth(month.month, language),
      said.categories[month.category],
      ...batchStates.map((state) => count(month[state])),
      count(month.leftOut),
      ...(troubled
        ? [month.problem === null ? '' : problemWords({ problem: month.problem, reason: month.reason ?? '' }, call)]
        : []),
    ]),
  })
}
