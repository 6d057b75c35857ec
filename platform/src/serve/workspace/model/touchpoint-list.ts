// SPDX-License-Identifier: AGPL-3.0-or-later
// Which touchpoint asks what today.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { askingSorts, searchAsking, versionByHash, type AskingRow } from '../../../catalogue/index.ts'
import { listForm, listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import { modelCrumbs, modelUrl, versionLink } from './names.ts'
import texts from './texts/touchpoint-list.json' with { type: 'json' }

const url = `${modelUrl}/assegnazioni`

export function touchpointListRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url, permission: 'model.read' }, act: listPage })
}

async function listPage({ context, query, language }: Call): Promise<Answer> {
  const said = say(texts, language)
  const view = readList(query, askingSorts)
  const wanted = typeof query['versione'] === 'string' ? await versionByHash(context, query['versione']) : undefined
  const hash = wanted?.version.hash
  const { items, total } = await searchAsking(context, { ...view, ...(hash !== undefined && { hash }) })
  const kept = hash === undefined ? {} : { versione: hash }
  const list = { path: url, view, label: said.search, sorts: said.sorts, kept, language }
  const content = html`${modelCrumbs(language)}
    <h1>${said.title}</h1>
    ${
      wanted === undefined
        ? ''
        : html`<p>
            ${said.only} ${versionLink({ ...wanted.version, instrument: wanted.version.document.instrument }, language)}
            <a href="${url}">${said.all}</a>
          </p>`
    }
    ${listForm(list)} ${items.length === 0 ? '' : table(items, language)} ${listPaging(list, { shown: items.length, total })}`
  return { page: { title: said.title, content } }
}

function table(rows: readonly AskingRow[], language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.touchpoint, said.service, said.asks],
    rows: rows.map(({ code, name, service, body, instrument, hash }) => [
      html`<a href="${url}/${code}">${name}</a> <small>${code}</small>`,
      html`${service} <small>${body}</small>`,
      instrument === null || hash === null ? said.nothing : versionLink({ hash, instrument }, language),
    ]),
  })
}
