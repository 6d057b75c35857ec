// SPDX-License-Identifier: AGPL-3.0-or-later
// Between making up and asking: what is asked besides, what happens to the series, a look at the pages, and the day it begins.
import type { InstrumentVersion, LocalQuestion } from '@ascolto/questionnaire'
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { assignComposition, recompose, type Composition } from '../../../catalogue/index.ts'
import { problemSummary, textField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { comparison } from '../model/comparison.ts'
import { noteAssignment } from '../note-assignment.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { touchpointCrumbs } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import { composedName } from './composed-name.ts'
import texts from './check-page.json' with { type: 'json' }
import formTexts from './composition-form.json' with { type: 'json' }
import { formPage } from './form-page.ts'
import {
  changeable,
  compositionField,
  compositionIn,
  largestForm,
  questionnairePath,
  questionnaireUrl,
} from './place.ts'
import { readComposition } from './read-form.ts'

export function checkRoutes(app: App, context: Context): void {
  const rules = { method: 'POST', permission: 'service.edit', bodyLimit: largestForm } as const
  workspaceRoute(app, context, { ...rules, url: `${questionnaireUrl}/controlla`, act: checkAct })
  workspaceRoute(app, context, { ...rules, url: questionnaireUrl, act: assignAct })
}

type Changing = Awaited<ReturnType<typeof changeable>>

async function checkAct(call: Call): Promise<Answer> {
  const { given, language } = call
  const changing = await changeable(call)
  const read = readComposition(given, language)
  if (!read.ok) {
    const filled = { given, problems: read.problems, language }
    return { page: { ...(await formPage(call, changing.found, filled)), status: 400 } }
  }
  const fromDay = dayOf(call.context.now())
  return { page: checkPage(call, changing, read.value, { given: { fromDay }, problems: [], language }) }
}

async function assignAct(call: Call): Promise<Answer> {
  const { context, given, language } = call
  const changing = await changeable(call)
  const { found, current } = changing
  const composition = compositionIn(call)
  if (composition === undefined) return { redirect: questionnairePath(found) }
  const assigned = await assignComposition(context, found.touchpoint, recompose(current.version, composition), given)
  if (!assigned.ok) {
    const filled = { given, problems: assigned.problems, language }
    return { page: { ...checkPage(call, changing, composition, filled), status: 400 } }
  }
  const { fromDay, version } = assigned.value
  await noteAssignment(call, found, { before: current.version.hash, after: version.hash, fromDay })
  return { redirect: questionnairePath(found) }
}

function checkPage(call: Call, { found, current }: Changing, composition: Composition, filled: Filled): WorkspacePage {
  const said = say(texts, call.language)
  const next = recompose(current.version, composition)
  const same = next.hash === current.version.hash
  const content = html`${touchpointCrumbs(call, found, found.touchpoint)}
    <h1>${said.title}</h1>
    ${problemSummary(filled)}
    <p>${composedName(next.document, { ...composition, local: [] }, call.language)}</p>
    ${composition.local.length > 0 ? html`<ul>${composition.local.map((question) => ownQuestion(question, call))}</ul>` : ''}
    ${previewForm(call, found, composition)}
    ${same ? html`<p class="notice">${said.same}</p>` : consequences(call, current.version, next)}
    ${same ? '' : assignForm(call, found, composition, filled)} ${againForm(call, found, composition)}`
  return { title: said.title, content, demo: found.touchpoint.demo }
}

function ownQuestion({ kind, wording, options = [] }: LocalQuestion, { language }: Call): Html {
  const how = options.length > 0 ? options.map(({ it }) => it).join(' · ') : say(formTexts, language).kinds[kind]
  return html`<li><strong lang="it">${wording.it}</strong><br /><small>${how}</small></li>`
}

/** In a tab of its own: the page with the choice stays. */
function previewForm({ formField, language }: Call, found: Changing['found'], composition: Composition): Html {
  return html`<form method="post" action="${questionnairePath(found)}/anteprima" target="_blank">
    ${formField}${compositionField(composition)}
    <button class="button-quiet">${say(texts, language).preview}</button>
  </form>`
}

function consequences({ language }: Call, before: InstrumentVersion, after: InstrumentVersion): Html {
  return html`<h2>${say(texts, language).consequences}</h2>
    ${comparison(before.document, after.document, language)}`
}

function assignForm(call: Call, found: Changing['found'], composition: Composition, filled: Filled): Html {
  const said = say(texts, call.language)
  return html`<h2>${said.when}</h2>
    <form method="post" action="${questionnairePath(found)}" novalidate>
      ${call.formField}${compositionField(composition)}
      ${textField(filled, { name: 'fromDay', label: said.fromDay, hint: said.fromDayHint, type: 'date', required: true })}
      <button>${said.assign}</button>
    </form>`
}

function againForm({ formField, language }: Call, found: Changing['found'], composition: Composition): Html {
  return html`<form method="post" action="${questionnairePath(found)}/modifica">
    ${formField}${compositionField(composition)}
    <button class="button-quiet">${say(texts, language).again}</button>
  </form>`
}
