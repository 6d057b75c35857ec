// SPDX-License-Identifier: AGPL-3.0-or-later
// A questionnaire as it is asked, question by question, in the five languages side by side, with who wrote each text.
import { languages, type DocumentItem, type InstrumentDocument, type Wording } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/items.json' with { type: 'json' }
import { textStatus } from './translations.ts'

type Said = (typeof texts)['it']

export function itemTables(document: InstrumentDocument, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<h2>${said.title}</h2>
    <p>${said.legend}</p>
    ${document.items.map((item, index) => itemTable(item, { screen: screenOf(document, item), number: index + 1 }, said))}`
}

function screenOf({ steps }: InstrumentDocument, { id }: DocumentItem): number {
  return steps.findIndex((step) => step.includes(id)) + 1
}

function itemTable(item: DocumentItem, { screen, number }: { screen: number; number: number }, said: Said): Html {
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
    <div class="scroll" role="region" aria-label="${fill(said.textsOf, { id })}" tabindex="0">
      <table class="wordings">
        <thead>
          <tr>
            <th scope="col">${said.text}</th>
            ${languages.map((code) => html`<th scope="col">${said.languages[code]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${textRows(item, said).map(([name, text]) => textRow(name, text, said))}
        </tbody>
      </table>
    </div>
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

function textRow(name: string, text: Wording, said: Said): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    ${languages.map((language) => {
      const status = textStatus(text[language], language)
      return html`<td>
        <span lang="${language}">${text[language]}</span>
        <small>${said.status[status]}</small>
      </td>`
    })}
  </tr>`
}
