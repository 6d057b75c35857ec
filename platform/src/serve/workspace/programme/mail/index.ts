// SPDX-License-Identifier: AGPL-3.0-or-later
// The outbox: whether mails go out, and what stands in those that did not, so that an installation without a mail server works
// as well. Who reads a mail may find a link that opens an account: reading one is written down.
import type { Context } from '../../../../base/context.ts'
import { notFound } from '../../../../base/errors.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  countOutbox,
  findMail,
  handOver,
  listOutbox,
  mailStates,
  sendAgain,
  type MailState,
  type OutboxMail,
} from '../../../../base/mail/index.ts'
import { audit } from '../../../../bodies/index.ts'
import { instantWords } from '../../../words/dates.ts'
import { count } from '../../../words/numbers.ts'
import { idOf } from '../../find-subject.ts'
import { listPaging, readList, rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu, programmePath } from '../place.ts'
import texts from './mail.json' with { type: 'json' }

const path = `${programmePath}/posta`
const permission = 'mail.read'

export function programmeMailRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url: path, permission }, act: list })
  workspaceRoute(app, context, { ...{ url: `${path}/:id`, permission }, act: read })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${path}/:id/consegna`, permission },
    act: (call) => settle(call, 'hand'),
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${path}/:id/rispedisci`, permission },
    act: (call) => settle(call, 'send'),
  })
}

async function list(call: Call): Promise<Answer> {
  const { context, query, language } = call
  const said = say(texts, language)
  const view = readList(query, ['-created'])
  const state = mailStates.find((known) => known === query['stato']) ?? null
  const counts = await countOutbox(context)
  const mails = await listOutbox(context, view.limit, { state, offset: view.offset })
  const total =
    state === null ? [...counts.values()].reduce((sum, number) => sum + number, 0) : (counts.get(state) ?? 0)
  const paging = { path, view, kept: { stato: state ?? '' }, language }
  const content = html`${programmeMenu(call, 'mail')}
    <h1>${said.title}</h1>
    <p class="lead">${context.config.smtpUrl === null ? said.without : said.lead}</p>
    ${stateLinks(call, state, counts)} ${mails.length === 0 ? '' : table(call, mails)}
    ${listPaging(paging, { shown: mails.length, total })}`
  return { page: { title: said.title, content } }
}

function stateLinks({ language }: Call, chosen: MailState | null, counts: ReadonlyMap<MailState, number>): Html {
  const said = say(texts, language)
  const here = html`aria-current="page"`
  return html`<nav class="parts" aria-label="${said.byState}">
    <ul>
      <li><a href="${path}" ${chosen === null ? here : ''}>${said.all}</a></li>
      ${mailStates
        .filter((state) => counts.has(state))
        .map(
          (state) =>
            html`<li>
              <a href="${path}?stato=${state}" ${state === chosen ? here : ''}
                >${said.states[state]} (${count(counts.get(state) ?? 0)})</a
              >
            </li>`,
        )}
    </ul>
  </nav>`
}

function table({ language }: Call, mails: readonly OutboxMail[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.subject, said.recipient, said.state, said.written],
    rows: mails.map(({ id, subject, recipient, state, createdAt }) => [
      html`<a href="${path}/${id}">${subject}</a>`,
      html`<span class="hash">${recipient}</span>`,
      stateTag(said, state),
      instantWords(createdAt, language),
    ]),
  })
}

function stateTag(said: (typeof texts)['it'], state: MailState): Html {
  const warm = state === 'kept' || state === 'failed'
  return html`<span class="${warm ? 'tag tag-warm' : 'tag'}">${said.states[state]}</span>`
}

async function mailOf({ context, params }: Call): Promise<OutboxMail> {
  const mail = await findMail(context, idOf(params['id']))
  if (!mail) throw notFound()
  return mail
}

async function read(call: Call): Promise<Answer> {
  const { context, access, language } = call
  const said = say(texts, language)
  const mail = await mailOf(call)
  const { id, subject, recipient, state, createdAt, body, problem, nextAttemptAt } = mail
  if (body !== '') await audit(context, { act: 'mail.read', actor: access.account.pseudonym, subject: `mail ${id}` })
  const content = html`${programmeMenu(call, 'mail', false)}
    <h1>${subject}</h1>
    <p>${stateTag(said, state)} ${said.stateWords[state]}</p>
    <table class="facts">
      <tbody>
        <tr>
          <th scope="row">${said.recipient}</th>
          <td class="hash">${recipient}</td>
        </tr>
        <tr>
          <th scope="row">${said.written}</th>
          <td>${instantWords(createdAt, language)}</td>
        </tr>
        ${state === 'waiting' ? row(said.next, instantWords(nextAttemptAt, language)) : ''}
        ${problem === null ? '' : row(said.problem, problem)}
      </tbody>
    </table>
    ${body === '' ? '' : html`<pre class="letter" tabindex="0" role="region" aria-label="${said.text}">${body}</pre>`}
    ${acts(call, mail)}`
  return { page: { title: subject, content } }
}

function row(name: string, value: string): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`
}

function acts({ context, language, formField }: Call, { id, state }: OutboxMail): Html {
  const said = say(texts, language)
  const open = state === 'waiting' || state === 'kept' || state === 'failed'
  const again = context.config.smtpUrl !== null && (state === 'kept' || state === 'failed')
  return html`${
    again
      ? html`<form method="post" action="${path}/${id}/rispedisci" class="inline">
          ${formField}<button>${said.send}</button>
        </form>`
      : ''
  }
  ${
    open
      ? html`<form method="post" action="${path}/${id}/consegna" class="inline">
            ${formField}<button class="button-quiet">${said.hand}</button>
          </form>
          <p class="note">${said.handHint}</p>`
      : ''
  }`
}

async function settle(call: Call, how: 'hand' | 'send'): Promise<Answer> {
  const { context, access } = call
  const { id } = await mailOf(call)
  const changed = await (how === 'hand' ? handOver : sendAgain)(context, id)
  if (changed) await audit(context, { act: `mail.${how}`, actor: access.account.pseudonym, subject: `mail ${id}` })
  return { redirect: `${path}/${id}` }
}
