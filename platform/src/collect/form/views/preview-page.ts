// SPDX-License-Identifier: AGPL-3.0-or-later
// A questionnaire as people will see it, both screens and every branch on one page, with nowhere to send an answer.
import type { DocumentItem, InstrumentDocument, Language } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { firstItems, laterItems } from '../screens.ts'
import { words } from '../words.ts'
import { control, starSymbol, type Asked } from './controls.ts'
import { page, type Frame } from './page.ts'
import { inSections, moreLead } from './sections.ts'

export interface Preview extends Pick<Frame, 'language' | 'nonce' | 'subject'> {
  readonly document: InstrumentDocument
  /** Above the questions: where the reader is, and the way to the other languages. */
  readonly bar: Html
}

export function previewPage({ language, nonce, subject, document, bar }: Preview): Html {
  const said = words[language]
  const [first, more] = [firstItems(document), laterItems(document)]
  const asked: Asked = { language, given: {}, problems: new Map() }
  const shown = (item: DocumentItem): Html => html`${branch(document, item, language)}${control(item, asked)}`
  const main = html`${bar}
<div class="note"><p><b>${said.preview}</b></p></div>
<form novalidate>
${starSymbol}
<p class="soft">${said.previewFirst}</p>
<h1>${said.tell}</h1>
<p>${said.brief}</p>
${first.map(shown)}
<hr>
<p class="soft">${said.previewMore}</p>
<h2>${said.moreTitle}</h2>
<p>${moreLead(more, language)}</p>
${inSections(more, language, shown)}
</form>`
  const title = `${said.preview.split(/\s*:/)[0]} – ${first[0]?.wording[language]}`
  return page({ language, nonce, title, ...(subject && { subject }), main })
}

function branch({ items }: InstrumentDocument, { showIf }: DocumentItem, language: Language): Html | '' {
  const on = items.find(({ id }) => id === showIf?.item)
  if (showIf === undefined || on === undefined) return ''
  const answers = on.scale.codes.filter(({ code }) => showIf.codes.includes(code)).map(({ label }) => label[language])
  const said = fill(words[language].previewIf, { question: on.wording[language], answers: answers.join(', ') })
  return html`<p class="soft">${said}</p>`
}
