// SPDX-License-Identifier: AGPL-3.0-or-later
// Every adhesion, searched, filtered by where it stands, sorted, a page at a time.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import type { App } from '../../../../base/http/index.ts'
import { adhesionSorts, adhesionStages, listAdhesions, type AdhesionRow } from '../../../../bodies/index.ts'
import { instantWords } from '../../../words/dates.ts'
import { counted } from '../../../words/numbers.ts'
import { selectField } from '../../fields.ts'
import { listForm, listPaging, readList, rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu, programmePath } from '../place.ts'
import texts from './adhesions.json' with { type: 'json' }

const path = `${programmePath}/adesioni`

export function listPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: path, permission: 'adhesion.read', act: show })
}

async function show(call: Call): Promise<Answer> {
  const { context, query, language } = call
  const said = say(texts, language)
  const view = readList(query, adhesionSorts)
  const stage = adhesionStages.find((known) => known === query['stato'])
  const { items, total } = await listAdhesions(context, { ...view, stage })
  const stages = adhesionStages.map((code) => ({ code, label: texts.it.stages[code], en: texts.en.stages[code] }))
  const filled = { given: { stato: stage }, problems: [], language }
  const list = {
    ...{ path, view, label: said.search, sorts: said.sorts, language, kept: { stato: stage ?? '' } },
    filters: selectField(filled, { name: 'stato', label: said.stage }, stages, said.all),
  }
  const content = html`${programmeMenu(call, 'adhesions')}
    <h1>${said.title}</h1>
    ${listForm(list)}
    <h2>${counted(total, said.one, said.many)}</h2>
    ${items.length === 0 ? '' : adhesionTable(call, items)} ${listPaging(list, { shown: items.length, total })}`
  return { page: { title: said.title, content } }
}

export function adhesionTable({ language }: Call, items: readonly AdhesionRow[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.body, said.stage, said.asked, said.askedBy],
    rows: items.map(({ id, bodyName, ipaCode, stage, requestedAt, requesterName, requesterOffice }) => [
      html`<a href="${path}/${id}">${bodyName}</a> <small>${ipaCode}</small>`,
      html`<span class="${stage === 'waiting' ? 'tag tag-warm' : 'tag'}">${said.stages[stage]}</span>`,
      instantWords(requestedAt, language),
      html`${requesterName} <small>${requesterOffice}</small>`,
    ]),
  })
}
