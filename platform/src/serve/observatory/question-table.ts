// SPDX-License-Identifier: AGPL-3.0-or-later
// Several questions under each other: the words, the estimate, how many answered.
import { html, type Html } from '../../base/html/index.ts'
import type { QuestionFigure } from '../../publish/index.ts'
import { smallEstimate } from '../charts/estimate.ts'
import { count } from '../words/numbers.ts'

/** One line a question: its words, its estimate, how many answered it. */
export function questionTable(caption: string, questions: readonly QuestionFigure[]): Html {
  return html`<table class="rows">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Domanda</th>
        <th scope="col">Stima</th>
        <th scope="col" class="number">Risposte</th>
      </tr>
    </thead>
    <tbody>
      ${questions.map(
        ({ wording, estimate }) => html`<tr>
          <th scope="row">${wording}</th>
          <td class="estimate-cell">${smallEstimate(estimate)}</td>
          <td class="number" data-label="Risposte">${estimate.n === null ? '–' : count(estimate.n)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}
