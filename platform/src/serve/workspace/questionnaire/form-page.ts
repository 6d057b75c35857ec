// SPDX-License-Identifier: AGPL-3.0-or-later
// What a touchpoint asks and has asked, and the form to change it.
import type { Context } from '../../../base/context.ts'
import { dayOf, type Day } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import { compositionOf, listAssignments, type Assigned } from '../../../catalogue/index.ts'
import { longDay } from '../../words/dates.ts'
import type { Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { rowsTable } from '../lists/index.ts'
import { comparisonWords } from '../model/comparison.ts'
import { takeBackAssignment } from '../note-assignment.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { mayEdit, touchpointCrumbs, askingTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import { composedName } from './composed-name.ts'
import { compositionForm } from './composition-form.ts'
import texts from './form-page.json' with { type: 'json' }
import { compositionIn, currentOf, largestForm, questionnairePath, questionnaireUrl } from './place.ts'
import { givenOf } from './read-form.ts'

export function formRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: questionnaireUrl, permission: 'service.read' },
    async act(call) {
      return { page: await formPage(call, await askingTouchpoint(call)) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${questionnaireUrl}/modifica`, permission: 'service.edit', bodyLimit: largestForm },
    async act(call) {
      const found = await askingTouchpoint(call)
      const composition = compositionIn(call)
      if (composition === undefined) return { redirect: questionnairePath(found) }
      const filled = { given: givenOf(composition), problems: [], language: call.language }
      return { page: await formPage(call, found, filled) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${questionnaireUrl}/annulla`, permission: 'service.edit' },
    async act(call) {
      const found = await askingTouchpoint(call)
      await takeBackAssignment(call, found)
      return { redirect: questionnairePath(found) }
    },
  })
}

/** @param filled what was written so far; today's questionnaire when absent. */
export async function formPage(call: Call, found: FoundTouchpoint, filled?: Filled): Promise<WorkspacePage> {
  const { context, language } = call
  const { touchpoint } = found
  const said = say(texts, language)
  const assigned = await listAssignments(context, touchpoint)
  const current = await currentOf(call, found)
  const composition = current?.composition
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${assigned.length === 0 ? html`<p>${said.nothing}</p>` : historyTable(call, found, assigned)}
    ${
      composition === undefined
        ? html`<p class="notice">${said.notHere}</p>`
        : mayEdit(call)
          ? compositionForm(call, found, filled ?? { given: givenOf(composition), problems: [], language })
          : ''
    }`
  return { title: said.title, content, demo: touchpoint.demo }
}

function historyTable(call: Call, found: FoundTouchpoint, assigned: readonly Assigned[]): Html {
  const { language, context } = call
  const said = say(texts, language)
  const today = dayOf(context.now())
  const now = assigned.find(({ fromDay }) => fromDay <= today)
  const path = questionnairePath(found)
  return rowsTable({
    ...{ caption: said.history, captionSeen: true },
    columns: [{ head: said.from, labelled: true }, said.asks, said.series, said.look],
    rows: assigned.map((entry, index) => {
      const { fromDay, version } = entry
      const before = assigned[index + 1]?.version.document
      return [
        html`${longDay(fromDay, language)} ${entry === now ? html`<span class="tag">${said.now}</span>` : ''}
        ${fromDay > today ? html`<span class="tag tag-warm">${said.planned}</span>` : ''}`,
        composedName(version.document, compositionOf(version) ?? {}, language),
        before === undefined ? '–' : comparisonWords(before, version.document, language),
        html`<a href="${path}/${version.hash}">${said.preview}</a>
        ${fromDay > today && mayEdit(call) ? cancelForm(call, path, fromDay) : ''}`,
      ]
    }),
  })
}

function cancelForm({ formField, language }: Call, path: string, fromDay: Day): Html {
  return html`<form method="post" action="${path}/annulla">
    ${formField}<input type="hidden" name="fromDay" value="${fromDay}" />
    <button class="button-quiet">${say(texts, language).cancel}</button>
  </form>`
}
