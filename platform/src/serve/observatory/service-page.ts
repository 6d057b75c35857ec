// SPDX-License-Identifier: AGPL-3.0-or-later
// One service, from top to bottom: how is it doing, is it changing, why, how many answered, what do other tools say.
import type { Context } from '../../base/context.ts'
import { notFound } from '../../base/errors.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import {
  edition,
  serviceBySlug,
  type Distribution,
  type QuestionFigure,
  type ServiceFigures,
} from '../../publish/index.ts'
import { distributionTable } from '../charts/distribution.ts'
import { largeEstimate } from '../charts/estimate.ts'
import { seriesChart } from '../charts/series.ts'
import { periodWords } from '../words/dates.ts'
import { kindNames, streamNames, streamWords } from '../words/labels.ts'
import { isShown, valueWords, withArticle } from '../words/numbers.ts'
import { publicPage, sendPublic } from './public-page.ts'
import { questionTable } from './question-table.ts'
import { responsesSection } from './responses-section.ts'
import { sourcesSection } from './sources-section.ts'

export function servicePageRoute(app: App, context: Context): void {
  app.get('/servizi/:slug', publicPage, async ({ params }, reply) => {
    const { slug } = params as { slug: string }
    const [figures, ofEdition] = await Promise.all([
      serviceBySlug(context, slug.replaceAll('\0', '')),
      edition(context),
    ])
    if (figures === undefined) throw notFound({ detail: 'Non c’è nessun servizio con questo indirizzo.' })
    const { name, demo } = figures.service
    const description = `Che cosa dice chi usa «${name}» (${figures.body.name}).`
    const frame = { title: name, description, current: 'servizi', edition: ofEdition, demo } as const
    return sendPublic(context, reply, frame, servicePage(figures))
  })
}

function servicePage(figures: ServiceFigures): Html {
  const { service, body, headline } = figures
  return html`<p class="crumb"><a href="/enti/${body.ipaCode}">${body.name}</a></p>
    <h1>${service.name}</h1>
    <p class="tags">
      <span class="tag">${kindNames[service.kind] ?? service.kind}</span>
      ${service.state === 'closed' ? html`<span class="tag tag-warm">Servizio chiuso</span>` : ''}
    </p>
    ${service.description ? html`<p>${service.description}</p>` : ''}
    ${service.url ? html`<p><a href="${service.url}" rel="nofollow noopener">Vai al servizio</a></p>` : ''}
    ${headline === null ? (figures.sources.length > 0 ? onlySources : noAnswers) : ownFigures(figures)}
    ${responsesSection(figures.responses, headline?.stream ?? null)} ${sourcesSection(figures.sources)}`
}

const noAnswers = html`<p class="notice">Nessuno ha ancora risposto alle domande su questo servizio.</p>`
const onlySources = html`<p class="notice">
  Di questo servizio ci sono soltanto dati raccolti da altri strumenti, più sotto.
</p>`

function ownFigures(figures: ServiceFigures): Html {
  const { question, headline, satisfied, distribution, series, dimensions, overall, nps, period, streams } = figures
  return html`<h2>Come va</h2>
    <div class="beside">
      <div>
        <p>Alla domanda «${question?.wording}», ${periodWords(period)}:</p>
        ${largeEstimate(headline)}
        ${isShown(satisfied) ? html`<p>${withArticle('Il', valueWords(satisfied))} ha scelto una delle due risposte migliori.</p>` : ''}
        <p class="note"><a href="/metodo#stima">Che cosa vogliono dire la stima, l’intervallo e la qualità</a></p>
      </div>
      <div>${distribution ? distributionSection(distribution) : ''}</div>
    </div>
    ${streamsSection(streams)}
    <h2>Sta cambiando?</h2>
    ${seriesChart('Stima mese per mese, da 0 a 100', series)} ${dimensionsSection(dimensions, question?.item ?? null)}
    ${overall || nps ? overallSection(figures) : ''}`
}

function distributionSection({ labels, counts, stream }: Distribution): Html {
  const bars = labels.map((label, index) => ({ label, count: counts[index] ?? 0 }))
  return distributionTable(`Che cosa hanno scelto (${streamNames[stream].toLowerCase()})`, bars)
}

function streamsSection({ invited, spontaneous }: ServiceFigures['streams']): Html {
  if (invited === null || spontaneous === null) {
    const only = invited ?? spontaneous
    return only === null ? html`` : html`<p class="note">${streamWords[only.stream]}</p>`
  }
  return html`<h3>Persone invitate e risposte spontanee</h3>
    <p>Non si sommano mai, perché raccontano cose diverse.</p>
    <div class="cards">
      ${[invited, spontaneous].map(
        (estimate) => html`<section class="panel">
          <h4>${streamNames[estimate.stream]}</h4>
          <p class="note">${streamWords[estimate.stream]}</p>
          ${largeEstimate(estimate)}
        </section>`,
      )}
    </div>`
}

function dimensionsSection(dimensions: readonly QuestionFigure[], first: string | null): Html {
  const others = dimensions.filter(({ item }) => item !== first)
  if (others.length === 0) return html``
  return html`<h2>Perché</h2>
    <p>Che cosa dice chi, dopo la prima domanda, risponde anche alle altre.</p>
    ${questionTable('Stima di ogni domanda, da 0 a 100', others)}`
}

function overallSection({ overall, nps }: ServiceFigures): Html {
  return html`<h2>Nel complesso</h2>
    ${overall ? html`<p>«Nel complesso, quanto sei soddisfatto del servizio?»</p>${largeEstimate(overall)}` : ''}
    ${
      nps
        ? html`<h3>Quanti lo consiglierebbero</h3>
            <p class="note">Un indicatore a sé, da −100 a 100: non misura la soddisfazione.</p>
            ${largeEstimate(nps)}`
        : ''
    }`
}
