// SPDX-License-Identifier: AGPL-3.0-or-later
// The list of services: searched, filtered, sorted and paged by address alone, so that every view of it can be shared.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { bodyCategories } from '../../bodies/index.ts'
import { edition, listRegions, searchServices, serviceSorts } from '../../publish/index.ts'
import type { ServicePage, ServiceRow } from '../../publish/index.ts'
import { smallEstimate } from '../charts/estimate.ts'
import { kindNames, qualityGrades, streamNames } from '../words/labels.ts'
import { count, counted } from '../words/numbers.ts'
import { choiceOf, lastPageBefore, listAddress, readListQuery, type ListQuery } from './find-query.ts'
import { pagingLinks, searchField, selectField, type Choice } from './list-parts.ts'
import { demoOf, publicPage, sendPublic } from './public-page.ts'

const limit = 25

const sortNames: Readonly<Record<(typeof serviceSorts)[number], string>> = {
  name: 'Nome',
  n: 'Più risposte',
  '-value': 'Stima più alta',
  value: 'Stima più bassa',
}
const sorts: readonly Choice[] = serviceSorts.map((code) => ({ code, label: sortNames[code] }))
const kinds: readonly Choice[] = Object.entries(kindNames).map(([code, label]) => ({ code, label }))

export function serviceListRoute(app: App, context: Context): void {
  app.get('/servizi', publicPage, async ({ query }, reply) => {
    const regions = await listRegions(context)
    const search = readListQuery(query, regions)
    const sort = choiceOf((query as { ordine?: unknown }).ordine, serviceSorts)
    const [page, ofEdition] = await Promise.all([searchServices(context, { ...search, sort, limit }), edition(context)])
    const last = lastPageBefore(search.offset, page.total, limit)
    if (last !== undefined) return reply.redirect(addressOf(search, sort, last))
    const regionChoices = regions.map(({ code, name }) => ({ code, label: name }))
    const content = listPage({ search, sort, page, regions: regionChoices })
    const frame = { title: 'Servizi', current: 'servizi', edition: ofEdition } as const
    return sendPublic(context, reply, { ...frame, demo: demoOf(page.items) }, content)
  })
}

interface View {
  readonly search: ListQuery
  readonly sort: string
  readonly page: ServicePage
  readonly regions: readonly Choice[]
}

function addressOf({ q, region, kind, category }: ListQuery, sort: string, from: number): string {
  const filters = { q, regione: region, tipo: kind, categoria: category }
  return listAddress('/servizi', { ...filters, ordine: sort === 'name' ? undefined : sort, da: from })
}

function listPage({ search, sort, page, regions }: View): Html {
  const { q, region, kind, category, offset } = search
  const address = (from: number): string => addressOf(search, sort, from)
  return html`<h1>Servizi</h1>
    <p class="lead">
      Che cosa dice chi li usa. L’ordine è quello che scegli tu: non è una graduatoria, perché servizi vicini spesso non
      si possono distinguere.
    </p>
    <form class="filters" role="search" action="/servizi">
      ${searchField(q, 'Cerca un servizio o un ente')}
      ${selectField('regione', 'Regione dell’ente', regions, region, 'Tutte')}
      ${selectField('tipo', 'Tipo di servizio', kinds, kind)}
      ${selectField('categoria', 'Categoria dell’ente', bodyCategories, category, 'Tutte')}
      <div class="field">
        <label for="ordine">Ordine</label>
        <select id="ordine" name="ordine">
          ${sorts.map(
            ({ code, label }) => html`<option value="${code}" ${code === sort ? html`selected` : ''}>${label}</option>`,
          )}
        </select>
      </div>
      <button>Cerca</button>
    </form>
    <h2>${counted(page.total, 'servizio', 'servizi')}</h2>
    ${page.items.length > 0 && [q, region, kind, category].some(Boolean) ? withoutFilters : ''}
    ${page.items.length === 0 ? emptyList : serviceTable(page.items)}
    ${pagingLinks({ offset, shown: page.items.length, total: page.total, limit, next: page.next, address })}`
}

const withoutFilters = html`<p><a href="/servizi">Togli i filtri</a></p>`
const emptyList = html`<p>
  Nessun servizio corrisponde a questa ricerca. <a href="/servizi">Togli i filtri</a> per vederli tutti.
</p>`

/** @param withBody whether each row names its body. */
export function serviceTable(services: readonly ServiceRow[], withBody = true): Html {
  return html`<table class="services rows">
    <thead>
      <tr>
        <th scope="col">Servizio</th>
        <th scope="col">Stima</th>
        <th scope="col" class="number">Risposte</th>
        <th scope="col">Qualità</th>
      </tr>
    </thead>
    <tbody>
      ${services.map((service) => serviceLine(service, withBody))}
    </tbody>
  </table>`
}

function serviceLine(service: ServiceRow, withBody: boolean): Html {
  const { slug, name, kind, state, body, headline, sources } = service
  const remarks = [
    kindNames[kind],
    state === 'closed' ? 'chiuso' : null,
    sources.length > 0 ? 'con dati di altri strumenti' : null,
  ]
  return html`<tr>
    <th scope="row">
      <a href="/servizi/${slug}">${name}</a>
      <small
        >${withBody ? html`<a href="/enti/${body.ipaCode}">${body.name}</a> · ` : ''}${remarks
          .filter((remark) => remark !== null)
          .join(' · ')}</small
      >
    </th>
    <td class="estimate-cell">${smallEstimate(headline)}</td>
    <td class="number" data-label="Risposte">${typeof headline?.n === 'number' ? count(headline.n) : '–'}</td>
    <td class="quality" data-label="Qualità">
      ${headline === null || headline.value === null ? '–' : qualityGrades[headline.quality]}
      ${headline === null ? '' : html`<small>${streamNames[headline.stream]}</small>`}
    </td>
  </tr>`
}
