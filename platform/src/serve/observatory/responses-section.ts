// SPDX-License-Identifier: AGPL-3.0-or-later
// How many were asked and how many answered: without it nobody can judge an estimate.
import type { Stream } from '@ascolto/statistics'
import { html, type Html } from '../../base/html/index.ts'
import type { ResponseCounts, Responses } from '../../publish/index.ts'
import { streamNames } from '../words/labels.ts'
import { count, intervalWords, isShown, valueWords } from '../words/numbers.ts'

const columns = [
  { field: 'offered', name: 'L’hanno vista' },
  { field: 'opened', name: 'L’hanno aperta' },
  { field: 'answered', name: 'Hanno risposto' },
  { field: 'completed', name: 'Sono andate avanti' },
] as const

export function responsesSection({ byStream }: Responses, headline: Stream | null): Html {
  const streams = (['invited', 'spontaneous'] as const).filter((stream) => byStream[stream].answered !== null)
  if (streams.length === 0) return html``
  return html`<h2>Quante persone hanno risposto</h2>
    <div class="scroll" role="region" aria-label="Quante persone hanno risposto" tabindex="0">
      <table>
        <caption>
          Persone a cui è stata proposta la domanda
        </caption>
        <thead>
          <tr>
            <td></td>
            ${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
            <th scope="col">Tasso di risposta</th>
          </tr>
        </thead>
        <tbody>
          ${streams.map((stream) => line(stream, byStream[stream], stream === headline))}
        </tbody>
      </table>
    </div>
    <p class="note">
      Si contano le visualizzazioni della domanda, mai le persone: chi torna due volte conta due volte. «–» vuol dire che
      il dato non c’è o è di troppo poche persone.
    </p>`
}

function line(stream: Stream, counts: ResponseCounts, isHeadline: boolean): Html {
  const { rate } = counts
  return html`<tr>
    <th scope="row">${streamNames[stream]}${isHeadline ? html` <small>(stima principale)</small>` : ''}</th>
    ${columns.map(({ field }) => {
      const number = counts[field]
      return html`<td class="number">${number === null ? '–' : count(number)}</td>`
    })}
    <td>${isShown(rate) ? html`${valueWords(rate)} <small>${intervalWords(rate)}</small>` : '–'}</td>
  </tr>`
}
