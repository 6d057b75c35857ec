// SPDX-License-Identifier: AGPL-3.0-or-later
// A failure as a page: small, alone (no asset may be missing when things go wrong), in the voice of a helpful office.
import type { PlatformError } from '../../errors.ts'
import { counted } from '../../italian.ts'
import { html, raw, type Html } from '../../html/index.ts'

const style = raw(`
  :root { color-scheme: light dark; --ink: #17324d; --paper: #fff; --accent: #0066cc }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6ecf2; --paper: #10202f; --accent: #7ab8ff } }
  body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
  main { max-width: 38rem; margin: 12vh auto; padding: 0 1.25rem }
  h1 { font-size: 1.6rem; line-height: 1.25 }
  a { color: var(--accent) }
`)

/** What went wrong, what to do, where to go on. */
export function failureWords({ kind, detail, retryAfter }: PlatformError): Html {
  const way = kind.way ?? { address: '/', words: 'Vai alla pagina iniziale di Ascolto' }
  return html`<h1>${kind.title}</h1>
    ${detail ? html`<p>${detail}</p>` : ''}
    ${retryAfter ? html`<p>Puoi riprovare tra ${counted(retryAfter, 'secondo', 'secondi')}.</p>` : ''}
    <p><a href="${way.address}">${way.words}</a></p>`
}

export function failurePage(failure: PlatformError, nonce: string): Html {
  return html`<!doctype html>
    <html lang="it">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${failure.kind.title} – Ascolto</title>
        <style nonce="${nonce}">
          ${style}
        </style>
      </head>
      <body>
        <main>${failureWords(failure)}</main>
      </body>
    </html>`
}
