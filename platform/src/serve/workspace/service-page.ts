// SPDX-License-Identifier: AGPL-3.0-or-later
// A service at work: where it asks, whether answers arrive, and a new touchpoint to open.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import * as lists from '../../bodies/index.ts'
import { listTouchpoints, type Body, type Service, type Touchpoint } from '../../bodies/index.ts'
import { asksWho, instrumentOf, openTouchpoint } from '../../catalogue/index.ts'
import { countReceived, type Received } from '../../estimate/index.ts'
import { kindNames, streamNames } from '../words/labels.ts'
import { receivedWords } from './body-page.ts'
import { areaField, problemSummary, radioField, selectField, textField, type Filled } from './fields.ts'
import { crumbs, home, operatorPage, sendPage } from './frame.ts'
import { givenIn, serviceOf } from './find-subject.ts'
import { instruments } from './instruments.ts'

export function servicePageRoutes(app: App, context: Context): void {
  const address = '/area/servizi/:slug'
  app.get(address, operatorPage, async ({ params }, reply) => {
    const { service, body } = await serviceOf(context, params)
    const given = { stream: 'spontaneous', channel: 'web', instrument: instrumentOf(service.kind) }
    return sendPage(reply, await page(context, service, body, { given, problems: [] }))
  })
  app.post(address, operatorPage, async ({ params, body: form }, reply) => {
    const { service, body } = await serviceOf(context, params)
    const given = givenIn(form)
    const opened = await openTouchpoint(context, service, given)
    if (opened.ok) return reply.redirect(`/area/punti/${opened.value.touchpoint.code}`, 303)
    return sendPage(reply, {
      ...(await page(context, service, body, { given, problems: opened.problems })),
      status: 400,
    })
  })
}

async function page(context: Context, service: Service, body: Body, filled: Filled) {
  const [touchpoints, received] = await Promise.all([
    listTouchpoints(context, service.id),
    countReceived(context, [service.id]),
  ])
  const content = servicePage({ service, body, touchpoints, received: received.get(service.id), filled })
  return { title: service.name, content, demo: service.demo }
}

interface View {
  readonly service: Service
  readonly body: Body
  readonly touchpoints: readonly Touchpoint[]
  readonly received: Received | undefined
  readonly filled: Filled
}

function servicePage({ service, body, touchpoints, received, filled }: View): Html {
  return html`${crumbs(home, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${service.name}</h1>
    ${problemSummary(filled)}
    <p class="tags">
      <span class="tag">${kindNames[service.kind]}</span>
      ${service.state === 'closed' ? html`<span class="tag tag-warm">Chiuso</span>` : ''}
    </p>
    <p>Risposte arrivate: <strong>${receivedWords(received)}</strong>.</p>
    <p class="actions">
      <a href="/servizi/${service.slug}">Vedi la stima nell’osservatorio</a>
      <a href="/area/servizi/${service.slug}/modifica">Modifica il servizio</a>
    </p>
    <h2>Dove si chiede</h2>
    ${
      touchpoints.length === 0
        ? html`<p>
            Da nessuna parte, per ora. Apri un punto di contatto: riceverai un collegamento, il codice da incollare nel
            sito e un cartello con il codice QR.
          </p>`
        : touchpointTable(touchpoints)
    }
    ${service.state === 'closed' ? '' : openForm(service, filled)}`
}

function touchpointTable(touchpoints: readonly Touchpoint[]): Html {
  const states = new Map(lists.touchpointStates.map(({ code, label }) => [code, label]))
  const channels = new Map(lists.channels.map(({ code, label }) => [code, label]))
  return html`<table class="rows">
    <thead>
      <tr>
        <th scope="col">Punto di contatto</th>
        <th scope="col">Chi risponde</th>
        <th scope="col">Stato</th>
      </tr>
    </thead>
    <tbody>
      ${touchpoints.map(
        ({ code, name, channel, stream, state }) => html`<tr>
          <th scope="row"><a href="/area/punti/${code}">${name}</a> <small>${channels.get(channel)}</small></th>
          <td data-label="Chi risponde">${streamNames[stream]}</td>
          <td data-label="Stato">${states.get(state)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function openForm(service: Service, filled: Filled): Html {
  const streamHint =
    'Se la domanda si propone a chi ha appena finito, è un invito; se sta su una pagina per chiunque, è spontanea.'
  return html`<h2>Apri un punto di contatto</h2>
    <form method="post" action="/area/servizi/${service.slug}" novalidate>
      ${textField(filled, { name: 'name', label: 'Nome', hint: 'Per esempio: pagina di conferma, sportello di via Roma.', required: true })}
      ${radioField(filled, { name: 'stream', label: 'Chi risponde', hint: streamHint }, lists.streams)}
      ${selectField(filled, { name: 'channel', label: 'Canale' }, lists.channels)}
      <details>
        <summary>Altre scelte (facoltative)</summary>
        ${selectField(filled, { name: 'userKind', label: 'Chi passa di qui' }, lists.userKinds, unknownUsers(service))}
        ${selectField(filled, { name: 'instrument', label: 'Questionario' }, instruments)}
        ${areaField(filled, { name: 'origins', label: 'Siti che possono mostrare la domanda', hint: 'Uno per riga, per esempio https://www.ente.it' })}
      </details>
      <button>Apri</button>
    </form>`
}

/** What leaving it open means: the question who answers is asked only where there are several answers to it. */
function unknownUsers(service: Service): string {
  return asksWho(service) ? 'Non si sa: lo si chiede a chi risponde' : 'Non lo si indica, e non lo si chiede'
}
