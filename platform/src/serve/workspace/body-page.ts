// SPDX-License-Identifier: AGPL-3.0-or-later
// A body at work: its services, whether answers arrive, and a new service to register.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { findHeir, listServices, type Body, type Heir, type Service } from '../../bodies/index.ts'
import { countReceived, type Received } from '../../estimate/index.ts'
import { closedNotice } from '../layout/index.ts'
import { theDay } from '../words/dates.ts'
import { kindNames } from '../words/labels.ts'
import { count, counted } from '../words/numbers.ts'
import { bodyOf } from './find-subject.ts'
import { crumbs, home, operatorPage, sendPage } from './frame.ts'

export function bodyPageRoute(app: App, context: Context): void {
  app.get('/area/enti/:ipa', operatorPage, async ({ params }, reply) => {
    const body = await bodyOf(context, params)
    const services = await listServices(context, body.id)
    const received = await countReceived(
      context,
      services.map(({ id }) => id),
    )
    const heir = await findHeir(context.db, body.ipaCode)
    const content = bodyPage({ body, heir, services, received })
    return sendPage(reply, { title: body.name, demo: body.demo, content })
  })
}

interface View {
  readonly body: Body
  readonly heir: Heir | null
  readonly services: readonly Service[]
  readonly received: ReadonlyMap<number, Received>
}

function bodyPage({ body, heir, services, received }: View): Html {
  return html`${crumbs(home)}
    <h1>${body.name}</h1>
    ${closedNotice(body.state, heir, '/area/enti')}
    ${
      services.length === 0
        ? html`<p>
            Non ci sono ancora servizi. Comincia da quello che le persone usano di più: bastano il nome e il tipo.
          </p>`
        : html`<h2>${counted(services.length, 'servizio', 'servizi')}</h2>
            ${serviceTable(services, received)}`
    }
    <div class="actions">
      <a class="button" href="/area/enti/${body.ipaCode}/servizi/nuovo">Registra un servizio</a>
      <a href="/enti/${body.ipaCode}">Come l’osservatorio mostra questo ente</a>
    </div>`
}

function serviceTable(services: readonly Service[], received: ReadonlyMap<number, Received>): Html {
  return html`<table class="services rows">
    <thead>
      <tr>
        <th scope="col">Servizio</th>
        <th scope="col">Risposte arrivate</th>
        <th scope="col">Nell’osservatorio</th>
      </tr>
    </thead>
    <tbody>
      ${services.map(
        ({ id, slug, name, kind, state }) => html`<tr>
          <th scope="row">
            <a href="/area/servizi/${slug}">${name}</a>
            <small>${kindNames[kind]}${state === 'closed' ? ' · chiuso' : ''}</small>
          </th>
          <td data-label="Risposte arrivate">${receivedWords(received.get(id))}</td>
          <td data-label="Nell’osservatorio"><a href="/servizi/${slug}">Vedi la stima<span class="visually-hidden"> di ${name}</span></a></td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

/** "12, l’ultima il 3 marzo 2026". */
export function receivedWords(received: Received | undefined): string {
  if (received === undefined || received.answers === 0) return 'Ancora nessuna'
  const last = received.lastDay === null ? '' : `, l’ultima ${theDay(received.lastDay)}`
  return `${count(received.answers)}${last}`
}
