// SPDX-License-Identifier: AGPL-3.0-or-later
// Two touchpoints become one: the old code, on paper or in messages, goes on asking as the other one. It can be undone.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, listTouchpoints, mergeTouchpoint, separateTouchpoint } from '../../../bodies/index.ts'
import type { FoundTouchpoint, Touchpoint } from '../../../bodies/index.ts'
import { streamName } from '../../words/labels.ts'
import { problemSummary, selectField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './merge.json' with { type: 'json' }
import { isImported, mayEdit, pathOf, touchpointCrumbs, touchpointUrl, peoplesTouchpoint } from './place.ts'

export function mergeRoutes(app: App, context: Context): void {
  const [url, permission] = [`${touchpointUrl}/unisci`, 'service.edit'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const filled = { given: {}, problems: [], language: call.language }
      return { page: await mergePage(call, await peoplesTouchpoint(call), filled) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission },
    async act(call) {
      const { context: scoped, given, language } = call
      const found = await peoplesTouchpoint(call)
      const merged = await mergeTouchpoint(scoped, found.touchpoint, given)
      if (!merged.ok) {
        const page = await mergePage(call, found, { given, problems: merged.problems, language })
        return { page: { ...page, status: 400 } }
      }
      await note(call, 'touchpoint.merge', found, merged.value)
      return { redirect: pathOf(found.touchpoint) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${touchpointUrl}/separa`, permission },
    async act(call) {
      const found = await peoplesTouchpoint(call)
      await note(call, 'touchpoint.separate', found, await separateTouchpoint(call.context, found.touchpoint))
      return { redirect: pathOf(found.touchpoint) }
    },
  })
}

async function note(call: Call, act: string, { touchpoint, body }: FoundTouchpoint, after: Touchpoint): Promise<void> {
  await audit(call.context, {
    ...{ act, actor: call.access.account.pseudonym, bodyId: body.id, subject: `touchpoint ${touchpoint.code}` },
    ...{ before: { mergedInto: touchpoint.mergedInto }, after: { mergedInto: after.mergedInto } },
  })
}

async function mergePage(call: Call, found: FoundTouchpoint, filled: Filled): Promise<WorkspacePage> {
  const { touchpoint, service } = found
  const { language } = call
  const said = say(texts, language)
  const all = await listTouchpoints(call.context, service.id)
  const choices = all
    .filter((other) => other.id !== touchpoint.id && other.mergedInto === null && !isImported(other))
    .map(({ code, name, stream }) => ({
      code,
      label: `${name} (${code}, ${streamName(stream, language).toLowerCase()})`,
    }))
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.title}</h1>
    ${problemSummary(filled)}
    <p>${fill(said.lead, { name: touchpoint.name })}</p>
    <ul>
      <li>${said.codeStays}</li>
      <li>${said.answersStay}</li>
      <li>${said.undone}</li>
    </ul>
    ${
      choices.length === 0
        ? html`<p class="notice">${said.none}</p>`
        : html`<form method="post" action="${pathOf(touchpoint)}/unisci" novalidate>
            ${call.formField} ${selectField(filled, { name: 'into', label: said.into }, choices, said.choose)}
            <button>${said.merge}</button>
          </form>`
    }`
  return { title: said.title, content, demo: touchpoint.demo }
}

/** On the page of a touchpoint: what it was merged into, with the way back, and what was merged into it. */
export function mergedNotice(call: Call, touchpoint: Touchpoint, all: readonly Touchpoint[]): Html {
  const said = say(texts, call.language)
  const other = all.find(({ code }) => code === touchpoint.mergedInto)
  const here = all.filter(({ mergedInto }) => mergedInto === touchpoint.code)
  const link = (point: Touchpoint): Html => html`<a href="${pathOf(point)}">${point.name}</a> (${point.code})`
  return html`${
    other === undefined
      ? ''
      : html`<div class="notice">
          <p>${said.asksAs} ${link(other)}. ${said.answersThere}</p>
          ${
            mayEdit(call)
              ? html`<form method="post" action="${pathOf(touchpoint)}/separa">
                  ${call.formField}<button class="button-quiet">${said.separate}</button>
                </form>`
              : ''
          }
        </div>`
  }
  ${here.length === 0 ? '' : html`<p>${said.mergedHere} ${here.map((point, n) => html`${n > 0 ? ', ' : ''}${link(point)}`)}.</p>`}`
}
