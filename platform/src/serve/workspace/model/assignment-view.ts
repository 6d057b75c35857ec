// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a touchpoint's questionnaires: the history, and the two steps to another one.
import { dayOf } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { isAllowed, type FoundTouchpoint } from '../../../bodies/index.ts'
import { listAssignments, offeredVersions, type Assigned, type OfferedVersion } from '../../../catalogue/index.ts'
import { longDay } from '../../words/dates.ts'
import { problemSummary, selectField, textField, type Filled } from '../fields.ts'
import { rowsTable } from '../lists/index.ts'
import type { Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/assignment.json' with { type: 'json' }
import { comparison, comparisonWords } from './comparison.ts'
import { instrumentName, modelCrumbs, modelUrl, shortHash, versionLink, versionPath } from './names.ts'

export async function assignmentView(call: Call, found: FoundTouchpoint, filled: Filled): Promise<Html> {
  const { context, language } = call
  const { touchpoint, service, body } = found
  const said = say(texts, language)
  const history = await listAssignments(context, touchpoint)
  return html`${modelCrumbs(language, { address: `${modelUrl}/assegnazioni`, name: said.all })}
    <h1>${touchpoint.name}</h1>
    <p>${service.name}, ${body.name} <small>${touchpoint.code}</small></p>
    ${problemSummary(filled)}
    <h2>${said.history}</h2>
    ${history.length === 0 ? html`<p>${said.nothing}</p>` : historyTable(call, found, history)}
    ${isAllowed(call.access, 'model.assign') ? await changeSection(call, found, history, filled) : ''}`
}

function historyTable(call: Call, { touchpoint }: FoundTouchpoint, history: readonly Assigned[]): Html {
  const { context, language, access, formField } = call
  const said = say(texts, language)
  const today = dayOf(context.now())
  const now = history.find(({ fromDay }) => fromDay <= today)
  const mayCancel = isAllowed(access, 'model.assign')
  const cancel = (fromDay: string): Html =>
    html`<form method="post" action="${modelUrl}/assegnazioni/${touchpoint.code}/annulla">
      ${formField}<input type="hidden" name="fromDay" value="${fromDay}" />
      <button class="button-quiet">${said.cancel}</button>
    </form>`
  return rowsTable({
    caption: said.history,
    columns: [{ head: said.from, labelled: true }, said.questionnaire, said.comparable],
    rows: history.map((entry, index) => {
      const { fromDay, version } = entry
      const before = history[index + 1]?.version.document
      return [
        html`${longDay(fromDay, language)} ${entry === now ? html`<span class="tag">${said.now}</span>` : ''}
        ${fromDay > today ? html`<span class="tag tag-warm">${said.planned}</span>` : ''}`,
        html`${versionLink({ ...version, instrument: version.document.instrument }, language)}
        ${fromDay > today && mayCancel ? cancel(fromDay) : ''}`,
        before === undefined ? '–' : comparisonWords(before, version.document, language),
      ]
    }),
  })
}

/** Without script: choose and compare by the address, then assign by a form. */
async function changeSection(
  { context, language, formField }: Call,
  { touchpoint }: FoundTouchpoint,
  history: readonly Assigned[],
  filled: Filled,
): Promise<Html> {
  const said = say(texts, language)
  const here = `${modelUrl}/assegnazioni/${touchpoint.code}`
  const offered = await offeredVersions(context)
  const chosen = offered.find(({ hash }) => hash === filled.given['version'])
  const now = history.find(({ fromDay }) => fromDay <= dayOf(context.now()))?.version
  const choices = offered.map((version) => ({ code: version.hash, label: offeredName(version, language) }))
  const choice = { given: { versione: chosen?.hash ?? '' }, problems: [], language }
  return html`<h2>${said.change}</h2>
    <form action="${here}" class="field">
      ${selectField(choice, { name: 'versione', label: said.which, hint: said.whichHint }, choices, said.choose)}
      <button class="button-quiet">${said.compare}</button>
    </form>
    ${
      chosen === undefined
        ? ''
        : html`<p><a href="${versionPath(chosen.hash)}/anteprima">${said.preview}</a></p>
          <h3>${said.consequences}</h3>
          ${now ? comparison(now.document, chosen.document, language) : html`<p>${said.nothing}</p>`}
          <form method="post" action="${here}" novalidate>
            ${formField}<input type="hidden" name="version" value="${chosen.hash}" />
            ${textField(filled, { name: 'fromDay', label: said.fromDay, hint: said.fromDayHint, type: 'date', required: true })}
            <button>${fill(said.assign, { name: offeredName(chosen, language) })}</button>
          </form>`
    }`
}

/** "Procedura, con chi risponde (3f2a9c1e)". */
function offeredName({ hash, document, who, inclusion }: OfferedVersion, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  const more = [...(who ? [said.who] : []), ...(inclusion ? [said.inclusion] : [])]
  const name = [instrumentName(document.instrument, language), ...more].join(', ')
  return `${name} (${shortHash(hash)})`
}
