// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of acts: of a body for its administrators, of everything for who audits.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { listAudit, type AuditEntry, type Body } from '../../../bodies/index.ts'
import { count } from '../../words/numbers.ts'
import { bodyOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import { rowsOfPage } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './audit.json' with { type: 'json' }
import { entryTable } from './entry-rows.ts'
import { exportLog, mostExported } from './export-log.ts'
import { addressOf, filterForm, readFilters, type Filters } from './filters.ts'
import { logPath, logUrls } from './place.ts'

export function auditRoutes(app: App, context: Context): void {
  const places = [
    {
      url: logUrls.ofBody,
      permission: 'body.audit',
      bodyFor: ({ context: scoped, params }: Call) => bodyOf(scoped, params),
    },
    { url: logUrls.ofAll, permission: 'audit.read', bodyFor: async () => null },
  ] as const
  for (const { url, permission, bodyFor } of places) {
    workspaceRoute(app, context, { url, permission, act: async (call) => show(call, await bodyFor(call)) })
    for (const format of ['csv', 'json'] as const) {
      workspaceRoute(app, context, {
        ...{ url: `${url}.${format}`, permission },
        act: async (call) => exportLog(call, await bodyFor(call), format),
      })
    }
  }
}

/** @param body null: everything. */
async function show(call: Call, body: Body | null): Promise<Answer> {
  const { context, language, query } = call
  const said = say(texts, language)
  const filters = readFilters(query)
  const path = logPath(body)
  const found = await listAudit(context, { ...filters, bodyId: body?.id, limit: rowsOfPage + 1 })
  const entries = found.slice(0, rowsOfPage)
  const addressFor = (person: string): string => addressOf(path, { person })
  const content = html`${body === null ? crumbs(language) : crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${said.title}</h1>
    <p class="lead">${body === null ? said.leadAll : said.lead}</p>
    ${filterForm(path, filters, language)}
    ${
      entries.length === 0
        ? html`<p>${said.nothing}</p>`
        : entryTable({ entries, language, ofAll: body === null, addressFor })
    }
    ${paging(call, { path, filters, last: found.length > entries.length ? entries.at(-1) : undefined })}
    ${entries.length === 0 ? '' : exportLinks(call, path, filters)}`
  const title = body === null ? said.title : `${said.title} – ${body.name}`
  return { page: { title, content, demo: body?.demo ?? false } }
}

interface Page {
  readonly path: string
  readonly filters: Filters
  /** The last entry shown, when there are older ones. */
  readonly last: AuditEntry | undefined
}

function paging({ language }: Call, { path, filters, last }: Page): Html {
  const said = say(texts, language)
  if (last === undefined && filters.before === undefined) return html``
  return html`<nav class="paging" aria-label="${said.pages}">
    ${filters.before === undefined ? '' : html`<a href="${addressOf(path, { ...filters, before: undefined })}">${said.newest}</a>`}
    ${last === undefined ? '' : html`<a href="${addressOf(path, { ...filters, before: last.id })}" rel="next">${said.older}</a>`}
  </nav>`
}

function exportLinks({ language }: Call, path: string, filters: Filters): Html {
  const said = say(texts, language)
  const address = (format: string): string => addressOf(`${path}.${format}`, { ...filters, before: undefined })
  return html`<h2>${said.export}</h2>
    <p>${fill(said.exportLead, { number: count(mostExported) })}</p>
    <ul>
      <li><a href="${address('csv')}" download>${said.csv}</a></li>
      <li><a href="${address('json')}" download>${said.json}</a></li>
    </ul>`
}
