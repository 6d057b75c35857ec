// SPDX-License-Identifier: AGPL-3.0-or-later
// How many were asked and how many answered: without it nobody can judge an estimate.
import type { Estimate, Stream } from '@ascolto/statistics'
import { html, type Html } from '../../base/html/index.ts'
import type { ResponseCounts, Responses } from '../../publish/index.ts'
import { smallEstimate } from '../charts/estimate.ts'
import { flagWords, qualityGrades, streamNames } from '../words/labels.ts'
import { count, isShown } from '../words/numbers.ts'

const columns = [
  { field: 'eligible', name: 'Pratiche' },
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
        </tr>
      </thead>
      <tbody>
        ${streams.map((stream) => line(stream, byStream[stream], stream === headline))}
      </tbody>
    </table>
    <p class="note">
      Si contano le volte, mai le persone: chi torna due volte conta due volte. «–» vuol dire che il dato manca, o che sono
      troppo poche.
    </p>
    ${sharesTable(streams.flatMap((stream) => sharesOf(stream, byStream[stream])))}`
}

interface Share {
  readonly name: string
  readonly of: string
  readonly estimate: Estimate
}

function sharesOf(stream: Stream, { rate, coverage = null }: ResponseCounts): Share[] {
  const name = streamNames[stream].toLowerCase()
  return [
    ...(rate === null ? [] : [{ name: `Tasso di risposta, ${name}`, of: 'volte mostrata', estimate: rate }]),
    ...(coverage === null ? [] : [{ name: `Copertura, ${name}`, of: 'pratiche', estimate: coverage }]),
  ]
}

function sharesTable(shares: readonly Share[]): Html {
  if (shares.length === 0) return html``
  return html`<table class="rows">
      <caption>
        Tasso di risposta e copertura
      </caption>
      <thead>
        <tr>
          <th scope="col">Che cosa</th>
          <th scope="col">Stima</th>
          <th scope="col" class="number">Su quante</th>
          <th scope="col" class="number">Qualità</th>
        </tr>
      </thead>
      <tbody>
        ${shares.map(shareLine)}
      </tbody>
    </table>
    <p class="note">
      Il tasso di risposta dice quanti rispondono di quelli che vedono la domanda; la copertura a quante pratiche concluse o
      abbandonate la domanda è stata mostrata. Se si invita a caso una persona ogni tante, la copertura è più bassa di proposito.
    </p>`
}

function shareLine({ name, of, estimate }: Share): Html {
  const { n, flags, quality } = estimate
  const remarks = flags.filter((flag) => flag === 'totali parziali' || flag === 'totali contraddittori')
  return html`<tr>
    <th scope="row">
      ${name}
      ${remarks.map((flag) => html`<br /><small>Stima ${flagWords[flag]}.</small>`)}
    </th>
    <td class="estimate-cell">${isShown(estimate) ? smallEstimate(estimate) : html`<span class="estimate-none">${whyNot(estimate)}</span>`}</td>
    <td class="number" data-label="Su quante">${n === null ? '–' : html`${count(n)} <small>${of}</small>`}</td>
    <td class="number" data-label="Qualità">${qualityGrades[quality]}</td>
  </tr>`
}

function whyNot({ flags }: Estimate): string {
  return flags.includes('totali contraddittori')
    ? 'Non si può calcolare: uno dei due totali è sbagliato'
    : 'Troppo poche per dirlo'
}

function line(stream: Stream, counts: ResponseCounts, isHeadline: boolean): Html {
  return html`<tr>
    <th scope="row">${streamNames[stream]}${isHeadline ? html` <small>(stima principale)</small>` : ''}</th>
    ${columns.map(({ field, name }) => {
      const number = counts[field]
      return html`<td class="number" data-label="${name}">${number === null ? '–' : count(number)}</td>`
    })}
  </tr>`
}
