// SPDX-License-Identifier: AGPL-3.0-or-later
// The sheet for counters and waiting rooms: A4, one question, one code, one short address for who cannot scan it.
import { html, type Html } from '../../../base/html/index.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import type { Version } from '../../../catalogue/index.ts'
import { assetPath } from '../../assets/index.ts'

/** The gesture that is asked for, to be seen from across the room. */
const stars = html`<svg class="poster-stars" viewBox="0 0 120 24" aria-hidden="true" focusable="false">
  ${[0, 24, 48, 72, 96].map(
    (left) =>
      html`<path
        transform="translate(${left} 0)"
        d="m12 2.6 2.9 6 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6L2.5 9.5l6.6-.9z"
        stroke-linejoin="round"
      />`,
  )}
</svg>`

/** On paper too: a sheet that was printed to try it must not be hung up. */
const demoLine = html`<p class="poster-demo"><strong>Dati dimostrativi.</strong> Questo cartello è un esempio: non va esposto.</p>`

interface Poster {
  readonly found: FoundTouchpoint
  readonly version: Version | undefined
  readonly link: string
  readonly qr: Html
  /** What should be known before it is printed; never on paper itself. */
  readonly warning: Html
}

export function posterPage({ found, version, link, qr, warning }: Poster): Html {
  const { touchpoint, service, body } = found
  return html`<!doctype html>
    <html lang="it">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Cartello: ${service.name} – Ascolto</title>
        <link rel="stylesheet" href="${assetPath('ascolto.css')}" />
        <link rel="icon" href="data:," />
      </head>
      <body class="poster">
        <header class="poster-bar">
          <a href="/area/punti/${touchpoint.code}">Torna al punto di contatto</a>
          <p>Per stampare il cartello: dal menu del browser scegli «Stampa», su carta A4.</p>
          ${warning}
        </header>
        <main>
          ${touchpoint.demo ? demoLine : ''}
          <p class="poster-body">${body.name}</p>
          <h1>Raccontaci com’è andata</h1>
          <p class="poster-service">${service.name}</p>
          <p class="poster-question">${version?.document.items[0]?.wording.it ?? ''}</p>
          ${stars}
          <p class="poster-how">Inquadra il codice con la fotocamera del telefono</p>
          <div class="qr" role="img" aria-label="Codice QR che porta alla domanda">${qr}</div>
          <p class="poster-how">oppure scrivi questo indirizzo</p>
          <p class="poster-link">${link.replace(/^https?:\/\//, '')}</p>
          <p class="poster-promise">Bastano 30 secondi. È anonimo: non chiediamo chi sei.</p>
        </main>
      </body>
    </html>`
}
