// SPDX-License-Identifier: AGPL-3.0-or-later
// Registering a service and describing it better later: one form for both. Only name and kind are needed.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import * as lists from '../../bodies/index.ts'
import { createService, updateService, type Body, type Service } from '../../bodies/index.ts'
import { areaField, checkField, problemSummary, radioField, selectField, textField, type Filled } from './fields.ts'
import { crumbs, home, operatorPage, sendPage } from './frame.ts'
import { bodyOf, givenIn, serviceOf } from './find-subject.ts'

const states = [
  { code: 'active', label: 'Attivo' },
  { code: 'closed', label: 'Chiuso: non si chiede più nulla, i dati restano' },
]

export function serviceFormRoutes(app: App, context: Context): void {
  const newForm = '/area/enti/:ipa/servizi/nuovo'
  app.get(newForm, operatorPage, async ({ params }, reply) => {
    const body = await bodyOf(context, params)
    const given = { audience: ['cittadini'], channels: ['web'] }
    return sendPage(reply, newPage(body, { given, problems: [] }))
  })
  app.post(newForm, operatorPage, async ({ params, body: form }, reply) => {
    const body = await bodyOf(context, params)
    const given = givenIn(form)
    const made = await createService(context, body, given)
    if (!made.ok) return sendPage(reply, { ...newPage(body, { given, problems: made.problems }), status: 400 })
    return reply.redirect(`/area/servizi/${made.value.slug}`, 303)
  })

  const editForm = '/area/servizi/:slug/modifica'
  app.get(editForm, operatorPage, async ({ params }, reply) => {
    const { service, body } = await serviceOf(context, params)
    return sendPage(reply, editPage(service, body, { given: { ...service }, problems: [] }))
  })
  app.post(editForm, operatorPage, async ({ params, body: form }, reply) => {
    const { service, body } = await serviceOf(context, params)
    const given = givenIn(form)
    const changed = await updateService(context, service, given)
    if (!changed.ok)
      return sendPage(reply, { ...editPage(service, body, { given, problems: changed.problems }), status: 400 })
    return reply.redirect(`/area/servizi/${service.slug}`, 303)
  })
}

function newPage(body: Body, filled: Filled) {
  const title = 'Registra un servizio'
  const content = html`${crumbs(home, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${title}</h1>
    ${problemSummary(filled)}
    <form method="post" action="/area/enti/${body.ipaCode}/servizi/nuovo" novalidate>
      ${fields(filled)}
      <button>Registra</button>
    </form>`
  return { title, content, demo: body.demo }
}

function editPage(service: Service, body: Body, filled: Filled) {
  const title = 'Modifica il servizio'
  const content = html`${crumbs(
    home,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: `/area/servizi/${service.slug}`, name: service.name },
  )}
    <h1>${title}</h1>
    ${problemSummary(filled)}
    <form method="post" action="/area/servizi/${service.slug}/modifica" novalidate>
      ${fields(filled)} ${radioField(filled, { name: 'state', label: 'Stato' }, states)}
      <button>Salva</button>
    </form>`
  return { title, content, demo: service.demo }
}

function fields(filled: Filled): Html {
  const nameHint = 'Come lo chiamano le persone che lo usano.'
  return html`${textField(filled, { name: 'name', label: 'Nome', hint: nameHint, required: true })}
    ${radioField(filled, { name: 'kind', label: 'Tipo', hint: 'Decide quale questionario si propone.' }, lists.serviceKinds)}
    ${areaField(filled, { name: 'description', label: 'Descrizione (facoltativa)', hint: 'Una o due frasi.' })}
    ${textField(filled, { name: 'url', label: 'Indirizzo web (facoltativo)', hint: 'Per esempio https://www.ente.it/servizio', type: 'url' })}
    ${checkField(filled, { name: 'audience', label: 'A chi si rivolge' }, lists.audiences)}
    ${checkField(filled, { name: 'channels', label: 'Canali' }, lists.channels)}
    <details ${hasMore(filled) ? html`open` : ''}>
      <summary>Altre informazioni, per i cataloghi nazionali (facoltative)</summary>
      ${selectField(filled, { name: 'interactivityLevel', label: 'Livello di interazione (CPSV-AP_IT)' }, lists.interactivityLevels, 'Non indicato')}
      ${checkField(filled, { name: 'lifeEvents', label: 'Eventi della vita' }, lists.lifeEvents)}
      ${checkField(filled, { name: 'businessEvents', label: 'Eventi dell’impresa' }, lists.businessEvents)}
    </details>`
}

function hasMore({ given, problems }: Filled): boolean {
  const more = ['interactivityLevel', 'lifeEvents', 'businessEvents']
  const filled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))
  return more.some((name) => filled(given[name]) || problems.some(({ field }) => field === name))
}
