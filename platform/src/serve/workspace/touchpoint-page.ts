// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking a touchpoint where people are: link, snippet for a site, QR code as a picture and as a sheet of paper.
import QR from 'qr'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { notFound } from '../../base/errors.ts'
import { html, raw, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { touchpointStates, updateTouchpoint, type FoundTouchpoint, type Touchpoint } from '../../bodies/index.ts'
import { dayOf } from '../../base/day.ts'
import { versionFor, type Version } from '../../catalogue/index.ts'
import { streamNames } from '../words/labels.ts'
import { crumbs, home, operatorPage, sendPage } from './frame.ts'
import { givenIn, touchpointOf } from './find-subject.ts'
import { posterPage } from './poster-page.ts'

export function touchpointRoutes(app: App, context: Context): void {
  app.get('/area/punti/:code', operatorPage, async (request, reply) => {
    const found = await touchpointOf(context, request.params)
    const version = await versionFor(context, found.touchpoint.id, dayOf(context.now()))
    const { name, demo } = found.touchpoint
    return sendPage(reply, {
      title: name,
      demo,
      content: touchpointPage(found, version, linkOf(context, request, found)),
    })
  })
  app.post('/area/punti/:code', operatorPage, async (request, reply) => {
    const { touchpoint } = await touchpointOf(context, request.params)
    const { state } = givenIn(request.body)
    const changed = await updateTouchpoint(context, touchpoint, { state })
    if (!changed.ok) throw notFound({ detail: 'Questo stato non esiste.' })
    return reply.redirect(`/area/punti/${touchpoint.code}`, 303)
  })
  app.get('/area/punti/:code/qr.svg', operatorPage, async (request, reply) => {
    const found = await touchpointOf(context, request.params)
    return reply
      .type('image/svg+xml')
      .header('content-disposition', `attachment; filename="ascolto-${found.touchpoint.code}.svg"`)
      .send(qrSvg(linkOf(context, request, found)))
  })
  app.get('/area/punti/:code/cartello', operatorPage, async (request, reply) => {
    const found = await touchpointOf(context, request.params)
    const version = await versionFor(context, found.touchpoint.id, dayOf(context.now()))
    const link = linkOf(context, request, found)
    return reply
      .header('cache-control', 'no-store')
      .page(posterPage({ found, version, link, qr: raw(qrSvg(link)), warning: isOnlyHere(link) ? onlyHere : null }), {
        assets: true,
      })
  })
}

/** The address people use: the configured one, else the one this request came by. */
function linkOf({ config }: Context, request: FastifyRequest, { touchpoint }: FoundTouchpoint): string {
  const base = config.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`
  return `${base}/v/${touchpoint.code}`
}

/** Whether the link leads nowhere from another machine. */
function isOnlyHere(link: string): boolean {
  const name = new URL(link).hostname
  return name === 'localhost' || name.endsWith('.localhost') || name.startsWith('127.') || name === '[::1]'
}

const onlyHere = html`<p class="notice notice-warm">
  <strong>Questo indirizzo funziona soltanto su questa macchina.</strong> Prima di diffondere il collegamento o di stampare
  il cartello, chi gestisce Ascolto deve indicare l’indirizzo pubblico (<code>ASCOLTO_PUBLIC_URL</code>).
</p>`

function qrSvg(link: string): string {
  return QR(link, 'svg', { ecc: 'medium', border: 4 })
}

function touchpointPage(
  { touchpoint, service, body }: FoundTouchpoint,
  version: Version | undefined,
  link: string,
): Html {
  const { code, name, state, stream } = touchpoint
  const first = version?.document.items[0]
  const snippet = `<a href="${link}">Raccontaci com’è andata</a>`
  return html`${crumbs(
    home,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: `/area/servizi/${service.slug}`, name: service.name },
  )}
    <h1>${name}</h1>
    <p class="tags"><span class="tag">${streamNames[stream]}</span> ${stateTag(state)}</p>
    <p>${first === undefined ? 'Per ora non si chiede nulla.' : html`Si chiede: «${first.wording.it}»`}</p>
    <p><a href="/v/${code}">Vedi la pagina come la vede chi risponde</a></p>
    <h2>Collegamento</h2>
    <p>Da mettere in un messaggio, in fondo alla procedura o su una pagina.</p>
    <p><a href="${link}"><code class="hash">${link}</code></a></p>
    ${isOnlyHere(link) ? onlyHere : ''}
    <h2>Per il sito</h2>
    <div class="field">
      <label for="riquadro">Codice HTML da copiare e incollare nella pagina</label>
      <textarea id="riquadro" class="code" rows="4" readonly spellcheck="false">${snippet}</textarea>
    </div>
    <h2>Su carta</h2>
    <div class="qr" role="img" aria-label="Codice QR che porta al collegamento">${raw(qrSvg(link))}</div>
    <div class="actions">
      <a class="button" href="/area/punti/${code}/cartello">Cartello A4 da stampare</a>
      <a class="button button-quiet" href="/area/punti/${code}/qr.svg">Scarica il codice QR (SVG)</a>
    </div>
    <h2>Stato</h2>
    ${stateForm(code, state)}`
}

function stateTag(state: string): Html {
  const label = touchpointStates.find(({ code }) => code === state)?.label ?? state
  return html`<span class="${state === 'active' ? 'tag' : 'tag tag-warm'}">${label}</span>`
}

const pause = {
  to: 'paused',
  act: 'Sospendi',
  words: 'Per qualche tempo: chi apre il collegamento legge che la domanda è sospesa.',
}
const close = {
  to: 'closed',
  act: 'Chiudi',
  words: 'A raccolta finita: chi apre il collegamento legge che non si raccolgono più risposte. I dati restano.',
}
const resume = { to: 'active', act: 'Riattiva', words: 'Chi apre il collegamento può di nuovo rispondere.' }
const reopen = { ...resume, act: 'Riapri' }

const situations: Readonly<Record<Touchpoint['state'], { now: string; acts: readonly (typeof pause)[] }>> = {
  active: { now: 'Chi apre il collegamento può rispondere.', acts: [pause, close] },
  paused: { now: 'Chi apre il collegamento legge che la domanda è sospesa.', acts: [resume, close] },
  closed: { now: 'Chi apre il collegamento legge che la raccolta è finita. I dati restano.', acts: [reopen] },
}

/** Each change stands beside what it will mean for those who answer. */
function stateForm(code: string, state: Touchpoint['state']): Html {
  const { now, acts } = situations[state]
  return html`<p>${now}</p>
    ${acts.map(
      ({ to, act, words }) =>
        html`<form method="post" action="/area/punti/${code}" class="act">
          <input type="hidden" name="state" value="${to}" />
          <button class="button-quiet" aria-describedby="stato-${to}">${act}</button>
          <p class="note" id="stato-${to}">${words}</p>
        </form>`,
    )}`
}
