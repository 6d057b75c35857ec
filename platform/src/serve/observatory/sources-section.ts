// SPDX-License-Identifier: AGPL-3.0-or-later
// What other tools collected about the service: their own scale, their own series, never added to ours.
import { html, type Html } from '../../base/html/index.ts'
import type { SourceFigures } from '../../publish/index.ts'
import { largeEstimate } from '../charts/estimate.ts'
import { seriesChart } from '../charts/series.ts'
import { periodWords } from '../words/dates.ts'
import { questionTable } from './question-table.ts'

const levelWords: Readonly<Record<string, string>> = {
  L0: 'È la scala di Ascolto: i valori si confrontano direttamente.',
  L1: 'La scala è diversa ma convertibile: alla stima si aggiunge l’errore della conversione.',
  L2: 'La scala è troppo diversa: resta una serie a sé, e il valore su 100 è soltanto indicativo.',
  L3: 'Misura un’altra cosa: non si confronta con le stime di Ascolto.',
}

export function sourcesSection(sources: readonly SourceFigures[]): Html {
  if (sources.length === 0) return html``
  return html`<h2>Che cosa dicono altri strumenti</h2>
    <p>Dati raccolti con altre domande e altre scale: stanno qui, per conto loro, e non entrano nella stima di Ascolto.</p>
    ${sources.map(sourceSection)}`
}

function sourceSection(source: SourceFigures): Html {
  const { name, tool, citation, notes } = source.source
  return html`<section class="source">
    <h3>${name}</h3>
    <p class="note">
      Dati ${periodWords(source.period)}, raccolti con questo strumento: ${tool}. ${levelWords[source.level] ?? ''}
      <a href="/metodo#altri-strumenti">Livello di confrontabilità ${source.level}</a>
    </p>
    ${largeEstimate(source.estimate)}
    ${notes.length > 0 ? html`<ul class="note">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}
    ${citation ? html`<p class="note">Fonte: ${citation}.</p>` : ''}
    ${source.series.length > 1 ? seriesChart(`${name}: mese per mese, da 0 a 100`, source.series) : ''}
    ${source.questions.length > 1 ? questionTable(`${name}: le domande`, source.questions) : ''}
  </section>`
}
