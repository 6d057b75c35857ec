// SPDX-License-Identifier: AGPL-3.0-or-later
// The first page: what people say of digital public services now, on how many answers, and where to go on.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { edition, nation, searchServices } from '../../publish/index.ts'
import type { MeanOfServices, NationFigures, ServiceRow } from '../../publish/index.ts'
import { distributionTable } from '../charts/distribution.ts'
import { largeEstimate } from '../charts/estimate.ts'
import { periodWords } from '../words/dates.ts'
import { streamNames, streamWords } from '../words/labels.ts'
import { counted, isShown, valueWords } from '../words/numbers.ts'
import { searchField } from './list-parts.ts'
import { publicPage, sendPublic } from './public-page.ts'
import { serviceTable } from './service-list.ts'

export function homeRoute(app: App, context: Context): void {
  app.get('/', publicPage, async (_request, reply) => {
    const [figures, ofEdition, mostAnswered] = await Promise.all([
      nation(context),
      edition(context),
      searchServices(context, { sort: 'n', limit: 8 }),
    ])
    const description =
      'Che cosa pensano cittadini e imprese dei servizi pubblici digitali italiani: stime con il loro margine.'
    const frame = {
      title: 'Ascolto: i servizi pubblici digitali, secondo chi li usa',
      description,
      current: 'home',
    } as const
    const content = homePage(figures, mostAnswered.items)
    return sendPublic(context, reply, { ...frame, edition: ofEdition, demo: figures.demo }, content)
  })
}

function homePage(figures: NationFigures, services: readonly ServiceRow[]): Html {
  return html`<h1>Come vanno i servizi pubblici digitali, secondo chi li usa</h1>
    <p class="lead">
      Ascolto fa a cittadini e imprese poche domande, anonime e uguali per tutte le amministrazioni, e pubblica che cosa
      rispondono: sempre con il margine di incertezza.
    </p>
    <form role="search" action="/servizi" class="search">${searchField('', 'Cerca un servizio o un ente')}<button>Cerca</button></form>
    ${figures.services === 0 ? nothingYet : figuresSection(figures)}
    ${
      services.length === 0
        ? ''
        : html`<h2>I servizi con più risposte</h2>
          ${serviceTable(services)}
          <p><a href="/servizi">Tutti i servizi</a></p>`
    }
    ${howToRead}`
}

const nothingYet = html`<p class="notice">
  Non c’è ancora nessun servizio registrato. Gli enti possono cominciare dalla <a href="/area">loro area</a>.
</p>`

function figuresSection(figures: NationFigures): Html {
  const { services, publishedServices, bodies, answers, period, means, histogram } = figures
  return html`<h2>Il quadro di oggi</h2>
    <p>
      ${counted(services, 'servizio', 'servizi')} di ${counted(bodies, 'ente', 'enti')};
      ${estimatedWords(publishedServices, services)}.
      ${answers === null ? '' : `In tutto ${counted(answers, 'risposta', 'risposte')}`}${
        period === null ? '.' : `, ${periodWords(period)}.`
      }
    </p>
    <div class="cards">${meanCard('invited', means.invited)} ${meanCard('spontaneous', means.spontaneous)}</div>
    ${publishedServices < 10 ? '' : histogramSection(histogram)}`
}

function estimatedWords(estimated: number, services: number): string {
  if (estimated === 0) return 'nessuno ha ancora abbastanza risposte per una stima'
  if (estimated === services) return services === 1 ? 'ha una stima' : 'tutti hanno una stima'
  return `${counted(estimated, 'ha', 'hanno')} già abbastanza risposte per una stima`
}

function meanCard(stream: 'invited' | 'spontaneous', mean: MeanOfServices | null): Html {
  return html`<section class="panel" aria-labelledby="media-${stream}">
    <h3 id="media-${stream}">${streamNames[stream]}</h3>
    <p class="note">${streamWords[stream]}</p>
    ${
      mean === null
        ? html`<p class="estimate-none">Nessun servizio ha ancora una stima di questo tipo.</p>`
        : html`${largeEstimate(mean.unweighted)}
            <p class="note">
              Media di ${counted(mean.services, 'servizio', 'servizi')}, in cui ogni servizio conta allo stesso
              modo${isShown(mean.weighted) ? html`; contando allo stesso modo ogni risposta sarebbe ${valueWords(mean.weighted)}` : ''}.
            </p>`
    }
  </section>`
}

function histogramSection(histogram: readonly number[]): Html {
  const bars = histogram.map((services, tenth) => ({ label: `da ${10 * tenth} a ${10 * tenth + 10}`, count: services }))
  return html`<h2>Come si distribuiscono i servizi</h2>
    ${distributionTable('Servizi per fascia della stima, su 100', bars, { what: 'Stima', howMany: 'Quanti' })}`
}

const howToRead = html`<h2>Come leggere i numeri</h2>
  <ul>
    <li>
      Ogni stima va <strong>da 0 a 100</strong>: 0 se tutti scegliessero la risposta peggiore, 100 se tutti scegliessero
      la migliore.
    </li>
    <li>
      Accanto c’è sempre <strong>l’intervallo</strong>: dice tra quali valori sta, con buona sicurezza, quello vero. Se gli
      intervalli di due servizi si sovrappongono molto, non si può dire quale vada meglio.
    </li>
    <li><strong>Sotto le 10 risposte</strong> non si mostra alcun valore, per rispetto di chi ha risposto e di chi legge.</li>
    <li>
      Le risposte di chi è stato <strong>invitato</strong> e quelle <strong>spontanee</strong> stanno sempre separate:
      raccontano cose diverse.
    </li>
  </ul>
  <p><a href="/metodo">Il metodo, per intero</a></p>`
