// SPDX-License-Identifier: AGPL-3.0-or-later
// The questionnaires of the catalogue, each with its hash, since when it is there and how many touchpoints ask it today.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { searchVersions, versionSorts, type VersionRow } from '../../../catalogue/index.ts'
import { longDay } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { listForm, listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import { modelUrl, versionLink } from './names.ts'
import texts from './texts/version-list.json' with { type: 'json' }

export function versionListRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: modelUrl, permission: 'model.read' },
    async act({ context: scoped, query, language }) {
      const said = say(texts, language)
      const view = readList(query, versionSorts)
      const { items, total } = await searchVersions(scoped, view)
      const list = { path: modelUrl, view, label: said.search, sorts: said.sorts, language }
      const content = html`<h1>${said.title}</h1>
        <p class="lead">${said.lead}</p>
        <p><a href="${modelUrl}/assegnazioni">${said.assignments}</a></p>
        ${listForm(list)} ${items.length === 0 ? '' : table(items, language)}
        ${listPaging(list, { shown: items.length, total })}`
      return { page: { title: said.title, content } }
    },
  })
}

function table(rows: readonly VersionRow[], language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.questionnaire, said.model, said.since, { head: said.touchpoints, number: true }],
    rows: rows.map((row) => [
      versionLink(row, language),
      row.model,
      longDay(row.since, language),
      row.touchpoints === 0
        ? '0'
        : html`<a href="${modelUrl}/assegnazioni?versione=${row.hash}">${count(row.touchpoints)}</a>`,
    ]),
  })
}
