// SPDX-License-Identifier: AGPL-3.0-or-later
// The first screen: one question, one button. Its answer counts by itself, whatever comes after.
import type { DocumentItem } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { words } from '../words.ts'
import { control, starSymbol, type Asked } from './controls.ts'
import { problemSummary } from './problem-summary.ts'

export interface FirstPage extends Asked {
  action: string
  items: DocumentItem[]
  /** Names the answer, so that sending it twice is harmless. Absent when an answer is being corrected. */
  key?: string
  /** A message that belongs to no item. */
  message?: string
}

export function firstPage({ action, items, key, message, ...asked }: FirstPage): Html {
  const said = words[asked.language]
  return html`<p class="soft">${fill(said.step, { step: 1 })}</p>
<h1>${key === undefined ? said.correctTitle : said.tell}</h1>
<p>${key === undefined ? said.correctLead : said.brief}</p>
${problemSummary(asked, message)}
<form method="post" action="${action}" novalidate>
${starSymbol}
${items.map((item) => control(item, asked))}
${key === undefined ? '' : html`<input type="hidden" name="key" value="${key}">`}
<p class="go"><button>${said.send}</button></p>
</form>`
}
