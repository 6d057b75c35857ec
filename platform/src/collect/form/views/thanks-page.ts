// SPDX-License-Identifier: AGPL-3.0-or-later
// The last screen: thanks, the receipt, how to correct, and what becomes of the answer.
import type { Language } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { count, words } from '../words.ts'

export interface ThanksPage {
  language: Language
  /** Short name of the answer, for the person to keep. */
  receipt: string
  /** Where the answer can be corrected; undefined when the hour is over. */
  correct: string | undefined
  results: string
  /** Whether nothing of this counts. */
  trial: boolean
  /** Voices of this month at this service; shown only when there are many. */
  voices: number
}

/** Below it the number would say too much about the others. */
const fewestVoices = 50

export function thanksPage({ language, receipt, correct, results, voices, trial }: ThanksPage): Html {
  const said = words[language]
  const many = voices >= fewestVoices
  return html`<h1 tabindex="-1" autofocus>${said.doneTitle}</h1>
${many ? html`<p>${fill(said.doneVoices, { count: count(voices, language) })}</p>` : ''}
<p>${said.doneReceipt}: <b class="code">${receipt}</b></p>
${correct === undefined ? '' : html`<p>${said.doneCorrect} <a href="${correct}">${said.correct}</a></p>`}
<h2>${said.nextTitle}</h2>
${
  trial
    ? html`<p>${said.trialNext}</p>`
    : html`<p>${said.next}</p>
<p><a href="${results}">${said.results}</a></p>`
}`
}
