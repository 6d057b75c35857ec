// SPDX-License-Identifier: AGPL-3.0-or-later
// The API for people: the same description that programs read, as a page without scripts.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { publicPage, sendPublic } from './public-page.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly description?: string
}

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly responses?: Readonly<Record<string, unknown>>
}

interface Description {
  readonly info: { readonly description?: string; readonly version: string }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export function apiPageRoute(app: App, context: Context): void {
  let page: Html | undefined
  app.get('/api', publicPage, (_request, reply) => {
    page ??= apiPage(app.swagger() as Description)
    return sendPublic(context, reply, { title: 'Dati e API', current: 'api' }, page)
  })
}

function apiPage({ info, paths = {} }: Description): Html {
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => ({ verb: verb.toUpperCase(), path, operation })),
  )
  return html`<h1>Dati e API</h1>
    <p class="lead">
      Tutto quello che si legge nell’osservatorio si può leggere anche con un programma: liberamente, senza registrarsi.
    </p>
    <p>${info.description}</p>
    <p>Versione ${info.version}. La descrizione per i programmi: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
    <nav aria-label="In questa pagina">
      <ul>
        ${all.map(({ verb, path, operation }) => html`<li><a href="#${anchor(verb, path)}">${operation.summary}</a></li>`)}
        <li><a href="#esempi">Due esempi</a></li>
      </ul>
    </nav>
    ${all.map(({ verb, path, operation }) => section(verb, path, operation))}
    <h2 id="esempi">Due esempi</h2>
    <p>Leggere le stime di un ente:</p>
    <pre tabindex="0"><code>curl 'INDIRIZZO/api/v1/estimates?body=inps'</code></pre>
    <p>Registrare una risposta:</p>
    <pre tabindex="0"><code>curl -H 'content-type: application/json' \\
  -d '{"touchpoint":"CODICE","key":"una-chiave-mia","answers":{"ease":4}}' \\
  INDIRIZZO/api/v1/responses</code></pre>`
}

/** "get-api-v1-bodies". */
function anchor(verb: string, path: string): string {
  return `${verb}${path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function section(
  verb: string,
  path: string,
  { summary, description, parameters = [], responses = {} }: Operation,
): Html {
  return html`<h2 id="${anchor(verb, path)}">${summary}</h2>
    <p><code>${verb} ${path}</code></p>
    ${(description ?? '').split('\n').map((line) => html`<p>${line}</p>`)}
    ${
      parameters.length === 0
        ? ''
        : html`<table class="rows parameters">
            <caption>
              Parametri<span class="visually-hidden"> di ${verb} ${path}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">Nome</th>
                <th scope="col">Che cosa fa</th>
              </tr>
            </thead>
            <tbody>
              ${parameters.map(
                (parameter) =>
                  html`<tr>
                    <th scope="row"><code>${parameter.name}</code></th>
                    <td data-label="Che cosa fa">${parameter.description}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    <p class="note">Codici HTTP della risposta: ${Object.keys(responses).sort().join(', ')}.</p>`
}
