// SPDX-License-Identifier: AGPL-3.0-or-later
// A questionnaire as it is asked, question by question, in the five languages side by side, with who wrote each text.
import { languages, type DocumentItem, type InstrumentDocument, type Wording } from '@ascolto/questionnaire'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { languageTitle } from '../language-names.ts'
import { rowsTable } from '../lists/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/items.json' with { type: 'json' }
import { textStatus } from './translations.ts'

type Said = (typeof texts)['it']

export function itemTables(document: InstrumentDocument, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<h2>${said.title}</h2>
    <p>${said.legend}</p>
    ${document.items.map((item, index) => itemTable(item, { screen: screenOf(document, item), number: index + 1 }, language))}`
}

function screenOf({ steps }: InstrumentDocument, { id }: DocumentItem): number {
  return steps.findIndex((step) => step.includes(id)) + 1
}

function itemTable(
  item: DocumentItem,
  { screen, number }: { screen: number; number: number },
  language: WorkspaceLanguage,
): Html {
  const said = say(texts, language)
  const { id, scale, required, showIf, dimension } = item
  const facts = [
    fill(said.screen, { screen }),
    required ? said.required : said.optional,
    dimension === null ? said.noDimension : fill(said.dimension, { dimension }),
    fill(said.scale, { scale: scale.id, level: scale.level ?? '–' }),
    ...(showIf ? [fill(said.showIf, { item: showIf.item, codes: showIf.codes.join(', ') })] : []),
  ]
  return html`<section>
    <h3 id="${id}">${number}. <code>${id}</code></h3>
    <p class="note">${facts.join(' · ')}</p>
    ${rowsTable({
      caption: fill(said.textsOf, { id }),
      columns: [said.text, ...languages.map((code) => languageTitle(code, language))],
      rows: textRows(item, said).map(([name, text]) => textCells(name, text, said)),
    })}
  </section>`
}

function textRows({ wording, hint, ends, scale }: DocumentItem, said: Said): [string, Wording][] {
  return [
    [said.question, wording],
    ...(hint ? [[said.hint, hint] as [string, Wording]] : []),
    ...(ends
      ? ([
          [said.low, ends.low],
          [said.high, ends.high],
        ] as [string, Wording][])
      : []),
    ...[...scale.codes, ...scale.missing].map(({ code, label }): [string, Wording] => [
      fill(said.answer, { code }),
      label,
    ]),
  ]
}

function textCells(name: string, text: Wording, said: Said): HtmlValue[] {
  return [
    name,
    ...languages.map((language) => {
      const status = textStatus(text[language], language)
      return html`<span lang="${language}">${text[language]}</span> <small>${said.status[status]}</small>`
    }),
  ]
}
