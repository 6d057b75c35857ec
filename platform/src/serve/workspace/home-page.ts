// SPDX-License-Identifier: AGPL-3.0-or-later
// The first page of the workspace: find your body, or go on with one that has services already.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import { isFromMachine, type App } from '../../base/http/index.ts'
import { listBodiesWithServices, searchBodies, type Body } from '../../bodies/index.ts'
import { count } from '../words/numbers.ts'
import { operatorPage, sendPage } from './frame.ts'

const most = 30

export function homePageRoute(app: App, context: Context): void {
  app.get('/area', operatorPage, async (request, reply) => {
    const given = (request.query as { q?: unknown }).q
    const q = typeof given === 'string' ? given.slice(0, 200) : ''
    const found = q.trim() === '' ? null : await searchBodies(context, { q, limit: most })
    const known = await listBodiesWithServices(context)
    const local = isFromMachine(context, request)
    const demo = known.some((body) => body.demo)
    return sendPage(reply, { title: 'Area degli enti', demo, content: homePage({ q, found, known, local }) })
  })
}

interface View {
  readonly q: string
  readonly found: readonly Body[] | null
  readonly known: readonly (Body & { services: number })[]
  readonly local: boolean
}

function homePage({ q, found, known, local }: View): Html {
  return html`<h1>Area degli enti</h1>
    <p class="lead">Registra i servizi del tuo ente e porta la domanda a chi li usa.</p>
    <p class="notice">
      Finché non arrivano gli accessi personali, quest’area si apre solo dalla macchina su cui gira Ascolto o con il codice
      dell’operatore, e chi vi entra può operare per tutti gli enti.
    </p>
    <h2>Trova il tuo ente</h2>
    <form role="search" action="/area" class="search">
      <div class="field">
        <label for="q">Nome, sigla o codice IPA</label>
        <input id="q" name="q" type="search" value="${q}" maxlength="200" />
      </div>
      <button>Cerca</button>
    </form>
    ${found === null ? '' : foundSection(q, found)}
    ${known.length === 0 ? '' : knownSection(known)}
    ${local ? '' : html`<form method="post" action="/area/uscita"><button class="button-quiet">Esci</button></form>`}`
}

function foundSection(q: string, found: readonly Body[]): Html {
  if (found.length === 0) {
    return html`<p>
      Nessun ente corrisponde a «${q}». Il registro si carica con <code>./ascolto import registry FILE</code>.
    </p>`
  }
  return html`<ul class="results">
      ${found.map(
        ({ ipaCode, name, comuneName, state }) =>
          html`<li>
            <a href="/area/enti/${ipaCode}">${name}</a>
            <small
              >${[comuneName, `codice IPA ${ipaCode}`, state === 'closed' ? 'non più attivo' : '']
                .filter(Boolean)
                .join(' · ')}</small
            >
          </li>`,
      )}
    </ul>
    ${found.length === most ? html`<p class="note">Sono i primi ${most}: aggiungi una parola per restringere.</p>` : ''}`
}

function knownSection(known: readonly (Body & { services: number })[]): Html {
  return html`<h2>Enti che hanno servizi</h2>
    <table class="rows narrow">
      <thead>
        <tr>
          <th scope="col">Ente</th>
          <th scope="col" class="number">Servizi</th>
        </tr>
      </thead>
      <tbody>
        ${known.map(
          ({ ipaCode, name, services }) => html`<tr>
            <th scope="row"><a href="/area/enti/${ipaCode}">${name}</a></th>
            <td class="number" data-label="Servizi">${count(services)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`
}
