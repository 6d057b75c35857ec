// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys of a body: what each may do, until when, and when it was last used. The keys themselves are not here.
import type { Context } from '../../../base/context.ts'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { isAllowed, keySorts, listKeys, type ApiKey, type Body } from '../../../bodies/index.ts'
import { longDay } from '../../words/dates.ts'
import { bodyOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import { listForm, listPaging, readList, rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './keys.json' with { type: 'json' }
import { keysPath, keysUrl, scopeNames, stateWords } from './place.ts'

export function listPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: keysUrl, permission: 'key.read', act: show })
}

async function show(call: Call): Promise<Answer> {
  const { context, language, query } = call
  const said = say(texts, language)
  const body = await bodyOf(context, call.params)
  const view = readList(query, keySorts)
  const { items, total } = await listKeys(context, { bodyId: body.id, ...view })
  const list = { path: keysPath(body), view, label: said.search, sorts: said.sorts, language }
  const isEmpty = total === 0 && view.q === '' && view.offset === 0
  const content = html`${crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    <p>${said.how} <a href="/api">${said.api}</a>.</p>
    ${mayManage(call) ? html`<p><a class="button" href="${keysPath(body)}/nuova">${said.create}</a></p>` : ''}
    ${
      isEmpty
        ? html`<p>${said.none}</p>`
        : html`${listForm(list)} ${items.length > 0 ? keyTable(call, body, items) : ''}
          ${listPaging(list, { shown: items.length, total })}`
    }`
  return { page: { title: `${said.title} – ${body.name}`, content, demo: body.demo } }
}

function mayManage({ access }: Call): boolean {
  return access.viewing === null && isAllowed(access, 'key.manage')
}

function keyTable(call: Call, body: Body, keys: readonly ApiKey[]): Html {
  const said = say(texts, call.language)
  return rowsTable({
    caption: said.keys,
    columns: [said.key, said.can, said.state, said.used, ...(mayManage(call) ? [{ head: said.act, plain: true }] : [])],
    rows: keys.map((key) => keyCells(call, body, key)),
  })
}

function keyCells(call: Call, body: Body, key: ApiKey): HtmlValue[] {
  const { language } = call
  const said = say(texts, language)
  const { id, name, prefix, state, lastUsedOn } = key
  const works = state === 'active' || state === 'replaced'
  const manage = (): Html =>
    html`<a href="${keysPath(body)}/${id}">${said.open}<span class="visually-hidden">${fill(said.of, { name })}</span></a>`
  return [
    html`<strong>${name}</strong><small><code>${prefix}…</code></small>`,
    scopeNames(key, language).join(' · '),
    works ? stateWords(key, language) : html`<span class="tag">${stateWords(key, language)}</span>`,
    lastUsedOn === null ? said.never : longDay(lastUsedOn, language),
    ...(mayManage(call) ? [works ? manage() : ''] : []),
  ]
}
