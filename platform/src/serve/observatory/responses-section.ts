// SPDX-License-Identifier: AGPL-3.0-or-later
// How many were asked and how many answered: without it nobody can judge an estimate.
import type { Stream } from '@ascolto/statistics'
import { html, type Html } from '../../base/html/index.ts'
import type { ResponseCounts, Responses } from '../../publish/index.ts'
import { streamNames } from '../words/labels.ts'
import { count, intervalWords, isShown, valueWords } from '../words/numbers.ts'

const columns = [
  { field: 'offered', name: 'Mostrata' },
  { field: 'opened', name: 'Aperta' },
  { field: 'answered', name: 'Con risposta' },
  { field: 'completed', name: 'Con più risposte' },
] as const

export function responsesSection({ byStream }: Responses, headline: Stream | null): Html {
  const streams = (['invited', 'spontaneous'] as const).filter((stream) => byStream[stream].answered !== null)
  if (streams.length === 0) return html``
  return html`<h2>Quanti rispondono</h2>
    <table class="rows whole">
      <caption>
        Quante volte la domanda è stata mostrata, e che cosa ne è seguito
      </caption>
      <thead>
        <tr>
          <th scope="col">A chi</th>
          ${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          <th scope="col" class="number">Tasso di risposta</th>
        </tr>
      </thead>
      <tbody>
        ${streams.map((stream) => line(stream, byStream[stream], stream === headline))}
      </tbody>
    </table>
    <p class="note">
      Si contano le volte, mai le persone: chi torna due volte conta due volte. «–» vuol dire che il dato manca, o che sono
      troppo poche.
    </p>`
}

function line(stream: Stream, counts: ResponseCounts, isHeadline: boolean): Html {
  const { rate } = counts
  return html`<tr>
    <th scope="row">${streamNames[stream]}${isHeadline ? html` <small>(stima principale)</small>` : ''}</th>
    ${columns.map(({ field, name }) => {
      const number = counts[field]
      return html`<td class="number" data-label="${name}">${number === null ? '–' : count(number)}</td>`
    })}
    <td class="number" data-label="Tasso di risposta">
      ${isShown(rate) ? html`${valueWords(rate)} <small>${intervalWords(rate)}</small>` : '–'}
    </td>
  </tr>`
}
