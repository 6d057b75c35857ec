// SPDX-License-Identifier: AGPL-3.0-or-later
// A service at work: where it asks, whether answers arrive, and a new touchpoint to open.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import { fill } from '../../base/language.ts'
import type { App } from '../../base/http/index.ts'
import * as lists from '../../bodies/index.ts'
import { audit, isAllowed, listTouchpoints, type Body, type Service, type Touchpoint } from '../../bodies/index.ts'
import { asksWho, instrumentOf, openTouchpoint } from '../../catalogue/index.ts'
import type { Received } from '../../estimate/index.ts'
import { kindName, streamName } from '../words/labels.ts'
import { receivedBy, receivedWords } from './body-page.ts'
import { areaField, problemSummary, radioField, selectField, textField, type Filled } from './fields.ts'
import { serviceOf } from './find-subject.ts'
import { crumbs, type WorkspacePage } from './frame.ts'
import { heldPathOf } from './held/index.ts'
import { instruments } from './instruments.ts'
import { rowsTable } from './lists/index.ts'
import { ownQuestionsSection } from './own-questions.ts'
import { workspaceRoute, type Call } from './route.ts'
import bodyTexts from './texts/body.json' with { type: 'json' }
import texts from './texts/service.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

export function servicePageRoutes(app: App, context: Context): void {
  const url = '/area/servizi/:slug'
  workspaceRoute(app, context, {
    ...{ url, permission: 'service.read' },
    async act(call) {
      const { service, body } = await serviceOf(call.context, call.params)
      const given = { stream: 'spontaneous', channel: 'web', instrument: instrumentOf(service.kind) }
      return { page: await page(call, service, body, { given, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'service.edit' },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const { service, body } = await serviceOf(scoped, call.params)
      const opened = await openTouchpoint(scoped, service, given)
      if (!opened.ok) {
        const filled = { given, problems: opened.problems, language }
        return { page: { ...(await page(call, service, body, filled)), status: 400 } }
      }
      const { touchpoint, version } = opened.value
      await audit(scoped, {
        ...{ act: 'touchpoint.create', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `touchpoint ${touchpoint.code}`, after: { ...touchpoint, version: version.hash } },
      })
      return { redirect: `/area/punti/${touchpoint.code}` }
    },
  })
}

async function page(call: Call, service: Service, body: Body, filled: Filled): Promise<WorkspacePage> {
  const { context, access } = call
  const touchpoints = await listTouchpoints(context, service.id)
  const received = await receivedBy(context, access, [service])
  const own = received === null ? html`` : await ownQuestionsSection(context, service, call.language)
  const content = servicePage(call, { service, body, touchpoints, received, own, filled })
  return { title: service.name, content, demo: service.demo }
}

interface View {
  readonly service: Service
  readonly body: Body
  readonly touchpoints: readonly Touchpoint[]
  readonly received: ReadonlyMap<number, Received> | null
  /** What was answered to the body's own questions. */
  readonly own: Html
  readonly filled: Filled
}

function servicePage(call: Call, { service, body, touchpoints, received, own, filled }: View): Html {
  const { language, access } = call
  const said = say(texts, language)
  const mayEdit = isAllowed(access, 'service.edit') && access.viewing === null
  return html`${crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${service.name}</h1>
    ${problemSummary(filled)}
    <p class="tags">
      <span class="tag">${kindName(service.kind, language)}</span>
      ${service.state === 'closed' ? html`<span class="tag tag-warm">${said.closed}</span>` : ''}
    </p>
    <p>
      ${said.received}
      <strong>${received === null ? say(bodyTexts, language).hidden : receivedWords(received.get(service.id), language)}</strong>.
      <a href="/servizi/${service.slug}">${said.see}</a>
      ${isAllowed(access, 'quarantine.read') ? html`· <a href="${heldPathOf(service.slug)}">${said.held}</a>` : ''}
      ${mayEdit ? html`· <a href="/area/servizi/${service.slug}/modifica">${said.edit}</a>` : ''}
    </p>
    <h2>${said.where}</h2>
    ${
      touchpoints.length === 0
        ? html`<p>${mayEdit ? said.nowhere : said.nowhereReader}</p>`
        : touchpointTable(call, touchpoints)
    }
    ${own} ${service.state === 'closed' || !mayEdit ? '' : openForm(call, service, filled)}`
}

function touchpointTable({ language }: Call, touchpoints: readonly Touchpoint[]): Html {
  const said = say(texts, language)
  const states = new Map(lists.inLanguage(lists.touchpointStates, language).map(({ code, label }) => [code, label]))
  return rowsTable({
    caption: said.where,
    columns: [said.touchpoint, said.who, said.state],
    rows: touchpoints.map(({ code, name, stream, state, mergedInto }) => [
      html`<a href="/area/punti/${code}">${name}</a> <small>${code}</small>`,
      streamName(stream, language),
      mergedInto === null ? states.get(state) : fill(said.merged, { code: mergedInto }),
    ]),
  })
}

function openForm({ language, formField }: Call, service: Service, filled: Filled): Html {
  const said = say(texts, language)
  return html`<h2>${said.open}</h2>
    <form method="post" action="/area/servizi/${service.slug}" novalidate>
      ${formField} ${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
      ${radioField(filled, { name: 'stream', label: said.who, hint: said.streamHint }, lists.streams)}
      ${selectField(filled, { name: 'channel', label: said.channel }, lists.channels)}
      <details>
        <summary>${said.more}</summary>
        ${selectField(filled, { name: 'userKind', label: said.userKind }, lists.userKinds, unknownUsers(service, language))}
        ${selectField(filled, { name: 'instrument', label: said.instrument }, instruments)}
        ${areaField(filled, { name: 'origins', label: said.origins, hint: said.originsHint })}
      </details>
      <button>${said.openNow}</button>
    </form>`
}

/** What leaving it open means: the question who answers is asked only where there are several answers to it. */
function unknownUsers(service: Service, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  return asksWho(service) ? said.unknownKind : said.unknownKindUnasked
}
