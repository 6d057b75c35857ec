// SPDX-License-Identifier: AGPL-3.0-or-later
// The sheet for counters and waiting rooms: A4, one question, one code, one short address for who cannot scan it.
import { html, type Html } from '../../../base/html/index.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import type { Version } from '../../../catalogue/index.ts'
import { assetPath } from '../../assets/index.ts'

export function posterPage(
  { service, body }: FoundTouchpoint,
  version: Version | undefined,
  link: string,
  qr: Html,
): Html {
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
        <main>
          <p class="poster-body">${body.name}</p>
          <h1>Raccontaci com’è andata</h1>
          <p class="poster-service">${service.name}</p>
          <p class="lead">${version?.document.items[0]?.wording.it ?? ''}</p>
          <div class="qr">${qr}</div>
          <p class="poster-link">${link.replace(/^https?:\/\//, '')}</p>
          <p>Bastano 30 secondi. È anonimo: non chiediamo chi sei.</p>
        </main>
      </body>
    </html>`
}
