// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the series of each question go on from one version to the next, said in words.
import { comparability, type InstrumentDocument } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { rowsTable } from '../lists/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/comparison.json' with { type: 'json' }

export function comparison(before: InstrumentDocument, after: InstrumentDocument, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const wording = (id: string): string =>
    [after, before].flatMap(({ items }) => items).find((item) => item.id === id)?.wording[language] ?? id
  return html`<p>${comparisonWords(before, after, language)}</p>
    ${rowsTable({
      caption: said.title,
      columns: [said.question, said.series],
      rows: comparability(before, after).map((entry) => [
        html`${wording(entry.item)} <small><code>${entry.item}</code></small>`,
        entry.comparable
          ? html`<span class="tag">${said.goesOn}</span>`
          : html`<span class="tag tag-warm">${said.breaks}</span> ${said.reasons[entry.reason]}`,
      ]),
    })}`
}

/** "6 domande proseguono la loro serie, 2 no". */
export function comparisonWords(
  before: InstrumentDocument,
  after: InstrumentDocument,
  language: WorkspaceLanguage,
): string {
  const said = say(texts, language)
  const entries = comparability(before, after)
  const going = entries.filter(({ comparable }) => comparable).length
  if (going === entries.length) return said.all
  if (going === 0) return said.none
  return fill(said.some, { going, all: entries.length })
}
