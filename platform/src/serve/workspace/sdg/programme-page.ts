// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole of the sending: months, and what did not go as it should, with a way to send it again.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, isAllowed } from '../../../bodies/index.ts'
import {
  batchStates,
  listGatewayMonths,
  listTroubled,
  sendBatchAgain,
  type GatewayMonth,
  type TroubledBatch,
} from '../../../collect/index.ts'
import { longMonth } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { idOf } from '../find-subject.ts'
import { listPaging, readList, rowsTable } from '../lists/index.ts'
import { programmeMenu, programmePath } from '../programme/place.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import { nextWords, problemWords, standing } from './parts.ts'
import texts from './sdg.json' with { type: 'json' }

const path = `${programmePath}/sportello-digitale`
/** Three years are kept. */
const allMonths = 36

export function programmeSdgRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url: path, permission: 'sdg.read' }, act: show })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${path}/:id/rispedisci`, permission: 'sdg.send' },
    act: sendAgain,
  })
}

async function show(call: Call): Promise<Answer> {
  const { context, language, query } = call
  const said = say(texts, language)
  const view = readList(query, ['month'])
  const { months } = await listGatewayMonths(context, { offset: 0, limit: allMonths })
  const { batches, total } = await listTroubled(context, view)
  const content = html`${programmeMenu(call, 'sdg')}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${await standing(call)}
    <h2>${said.months}</h2>
    ${months.length === 0 ? html`<p>${said.noMonths}</p>` : monthTable(call, months)}
    <h2>${said.troubled}</h2>
    ${total === 0 ? html`<p>${said.noTrouble}</p>` : troubleTable(call, batches)}
    ${total === 0 ? '' : listPaging({ path, view, language }, { shown: batches.length, total })}`
  return { page: { title: said.title, content } }
}

function monthTable(call: Call, months: readonly GatewayMonth[]): Html {
  const said = say(texts, call.language)
  return rowsTable({
    caption: said.months,
    columns: [
      said.month,
      { head: said.services, number: true },
      ...batchStates.map((state) => ({ head: said.states[state], number: true })),
      said.next,
    ],
    rows: months.map((month) => [
      longMonth(month.month, call.language),
      count(month.services),
      ...batchStates.map((state) => count(month[state])),
      nextWords(month.nextMinute, call),
    ]),
  })
}

function troubleTable(call: Call, batches: readonly TroubledBatch[]): Html {
  const { access, language } = call
  const said = say(texts, language)
  const sends = isAllowed(access, 'sdg.send')
  return rowsTable({
    caption: said.troubled,
    columns: [
      ...[said.service, said.month, { head: said.entries, number: true }, said.state, said.what],
      ...(sends ? [{ head: said.act, plain: true }] : []),
    ],
    rows: batches.map((batch) => [
      html`${batch.service} <small>${batch.body}</small>`,
      ...[longMonth(batch.month, language), count(batch.entries)],
      stateCell(call, batch),
      problemWords(batch, call),
      ...(sends ? [againForm(call, batch)] : []),
    ]),
  })
}

/** What was refused waits for people, and the rest for its minute. */
function stateCell(call: Call, { state, nextMinute }: TroubledBatch): Html {
  const said = say(texts, call.language)
  if (state === 'refused') return html`<span class="tag tag-warm">${said.states[state]}</span>`
  return html`<span class="tag">${said.states[state]}</span>
    <small>${fill(said.retry, { when: nextWords(nextMinute, call) })}</small>`
}

function againForm({ formField, language }: Call, { id, service, month }: TroubledBatch): Html {
  const said = say(texts, language)
  const which = fill(said.againOf, { service, month: longMonth(month, language) })
  return html`<form method="post" action="${path}/${id}/rispedisci" class="inline">
    ${formField}<button class="button-quiet">${said.again}<span class="visually-hidden">: ${which}</span></button>
  </form>`
}

async function sendAgain({ context, access, params }: Call): Promise<Answer> {
  const batch = await sendBatchAgain(context, idOf(params['id']))
  if (batch === undefined) throw notFound()
  await audit(context, {
    ...{ act: 'sdg.send-again', actor: access.account.pseudonym, bodyId: batch.bodyId },
    ...{ subject: `service ${batch.slug}`, after: { month: batch.month, entries: batch.entries } },
  })
  return { redirect: path }
}
