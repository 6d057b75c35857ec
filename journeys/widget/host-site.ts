// SPDX-License-Identifier: AGPL-3.0-or-later
// The site of a body, on an origin of its own, with the strictest rules a careful webmaster would set: nothing inline, no
// evaluation, Trusted Types, no referrer. Its pages are in Bootstrap Italia unless they want to be plain.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { projectRoot } from '../../tools/source-files.ts'

export interface HostSite {
  /** http://127.0.0.1:PORT: another origin than the platform's. */
  readonly origin: string
  /** Puts a page on the site. @returns its address. */
  publish(page: HostPage): string
  close(): Promise<void>
}

export interface HostPage {
  readonly body: string
  readonly language?: string
  readonly plain?: boolean
  /** Further rules of the page's own style sheet. */
  readonly style?: string
  /** The page's own script, in a file of its own. */
  readonly script?: string
  /** What its policy allows beside Ascolto; the strictest when absent. */
  readonly policy?: string
}

const italia = readFileSync(join(projectRoot, 'node_modules/bootstrap-italia/dist/css/bootstrap-italia.min.css'))

export async function openHostSite(ascolto: string): Promise<HostSite> {
  const pages = new Map<string, HostPage>()
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${ascolto}`,
    "style-src 'self'",
    `connect-src ${ascolto}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const server = createServer((request, response) => {
    const [, name = '', file] = (request.url ?? '/').split('?')[0]!.split('/')
    const page = pages.get(name)
    if (page === undefined) return response.writeHead(404).end()
    if (file === 'style.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(styleOf(page))
    if (file === 'script.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(page.script ?? '')
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': page.policy ?? policy,
      'referrer-policy': 'no-referrer',
    }
    return response.writeHead(200, headers).end(documentOf(name, page, ascolto))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    publish(page) {
      const name = `pagina-${pages.size + 1}`
      pages.set(name, page)
      return `${origin}/${name}/`
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

// The background is said: axe in Firefox takes what is not for white, in the dark too.
const plainStyle =
  ':root{color-scheme:light dark}body{font:18px/1.5 sans-serif;margin:1rem;background:Canvas;color:CanvasText}'

function styleOf({ plain, style = '' }: HostPage): string {
  return `${plain ? plainStyle : String(italia)}\n${style}`
}

function documentOf(name: string, { body, language = 'it', script }: HostPage, ascolto: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comune di Esempio</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/${name}/style.css">
<script src="${ascolto}/widget.js" defer></script>
${script === undefined ? '' : `<script src="/${name}/script.js" defer></script>`}
</head>
<body>
<main class="container">
<h1>Carta d’identità</h1>
<p>Come chiederla e quanto costa.</p>
${body}
</main>
</body>
</html>
`
}
