// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame of every page of observatory and workspace. It says what the reader must know wherever they came in: whether
// data are an example, and that figures of a continuous edition still change.
import { html, type Html, type HtmlValue } from '../../base/html/index.ts'
import type { Edition } from '../../publish/index.ts'
import { assetPath } from '../assets/index.ts'
import { longDay } from '../words/dates.ts'

export { closedNotice } from './closed-notice.ts'

export type Section = 'home' | 'servizi' | 'enti' | 'metodo' | 'api' | 'area'

export interface Frame {
  readonly title: string
  /** For search engines and shared links. */
  readonly description?: string
  readonly current?: Section | null
  /** Of the figures on the page; absent where there are none. */
  readonly edition?: Edition
  /** Whether what the page shows is an example. */
  readonly demo?: boolean | undefined
  /** Of the workspace; the observatory speaks Italian. */
  readonly language?: 'it' | 'en'
  /** The menu of who is logged in. */
  readonly bar?: Html
  /** What this page alone has in its head. */
  readonly head?: Html
}

const sections: readonly { id: Section; address: string; name: string }[] = [
  { id: 'servizi', address: '/servizi', name: 'Servizi' },
  { id: 'enti', address: '/enti', name: 'Enti' },
  { id: 'metodo', address: '/metodo', name: 'Metodo' },
  { id: 'api', address: '/api', name: 'Dati e API' },
  { id: 'area', address: '/area', name: 'Area degli enti' },
]

export function layout(frame: Frame, content: HtmlValue): Html {
  const { title, description, current = null, edition, demo = false, language = 'it', bar, head } = frame
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${current === 'home' ? title : `${title} – Ascolto`}</title>
        ${description ? html`<meta name="description" content="${description}" />` : ''}
        <link rel="stylesheet" href="${assetPath('italia.css')}" />
        <link rel="stylesheet" href="${assetPath('ascolto.css')}" />
        <link rel="icon" href="data:," />${head ?? ''}
      </head>
      <body>
        <a class="skip" href="#contenuto">Vai al contenuto</a>
        <header class="masthead">
          <div class="page">
            <a class="brand" href="/" ${current === 'home' ? mark(true) : ''}>Ascolto</a>
            <nav aria-label="Principale">
              <ul>
                ${sections.map(
                  ({ id, address, name }) =>
                    html`<li><a href="${address}" ${id === current ? mark(name === title) : ''}>${name}</a></li>`,
                )}
              </ul>
            </nav>
          </div>
        </header>
        ${bar ? html`<div class="page">${bar}</div>` : ''}
        <main id="contenuto" tabindex="-1">
          ${demo ? demoNotice : ''}
          <div class="page">${content}</div>
        </main>
        <footer class="footer">
          <div class="page">
            ${edition ? html`<p>${editionWords(edition)}</p>` : ''}
            <p>Le risposte sono anonime: nessun cookie per chi risponde, nessun indirizzo conservato.</p>
            <ul>
              <li><a href="/privacy">Privacy</a></li>
              <li><a href="/accessibilita">Accessibilità</a></li>
            </ul>
          </div>
        </footer>
      </body>
    </html>`
}

/** The page itself, or one that belongs to it: a screen reader must not call another page the current one. */
function mark(itself: boolean): Html {
  return itself ? html`aria-current="page"` : html`aria-current="true"`
}

const demoNotice = html`<div class="strip">
  <div class="page">
    <p>
      <strong>Dati dimostrativi.</strong> Gli enti sono veri o di esempio, le risposte sono inventate da un programma: non
      dicono nulla dei servizi reali.
    </p>
  </div>
</div>`

function editionWords({ kind, asOf, method }: Edition): string {
  const day = asOf === null ? '' : ` Ultimo aggiornamento: ${longDay(asOf)}.`
  const words =
    kind === 'continuous'
      ? 'Edizione continua: i dati si aggiornano man mano che arrivano le risposte e possono ancora cambiare.'
      : 'Edizione definitiva: questi dati non cambiano più.'
  return `${words}${day} Metodo ${method}.`
}
