// SPDX-License-Identifier: AGPL-3.0-or-later
// Public bodies: the list, and the page of each with its services. Usable by a body for its duty of transparency.
import type { Context } from '../../base/context.ts'
import { notFound } from '../../base/errors.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { bodyCategories } from '../../bodies/index.ts'
import { bodyFigures, edition, listRegions, searchBodies } from '../../publish/index.ts'
import type { BodyFigures, BodyPage, MeanOfServices } from '../../publish/index.ts'
import { largeEstimate } from '../charts/estimate.ts'
import { closedNotice } from '../layout/index.ts'
import { streamNames } from '../words/labels.ts'
import { count, counted } from '../words/numbers.ts'
import { lastPageBefore, listAddress, readListQuery, type ListQuery } from './find-query.ts'
import { pagingLinks, searchField, selectField, type Choice } from './list-parts.ts'
import { demoOf, publicPage, sendPublic } from './public-page.ts'
import { serviceTable } from './service-list.ts'

const limit = 25

export function bodyRoutes(app: App, context: Context): void {
  app.get('/enti', publicPage, async ({ query }, reply) => {
    const regions = await listRegions(context)
    const search = readListQuery(query, regions)
    const all = (query as { tutti?: unknown }).tutti === 'si'
    const page = await searchBodies(context, { ...search, all, limit })
    const last = lastPageBefore(search.offset, page.total, limit)
    if (last !== undefined) return reply.redirect(addressOf(search, all, last))
    const content = listPage(
      search,
      all,
      page,
      regions.map(({ code, name }) => ({ code, label: name })),
    )
    const frame = { title: 'Enti', current: 'enti', demo: demoOf(page.items) } as const
    return sendPublic(context, reply, frame, content)
  })

  app.get('/enti/:ipa', publicPage, async ({ params }, reply) => {
    const { ipa } = params as { ipa: string }
    const [figures, ofEdition] = await Promise.all([bodyFigures(context, ipa.replaceAll('\0', '')), edition(context)])
    if (figures === undefined) throw notFound({ detail: 'Il registro non ha nessun ente con questo codice.' })
    const demo = figures.body.demo || figures.services.some((service) => service.demo)
    const frame = { title: figures.body.name, current: 'enti', edition: ofEdition, demo } as const
    return sendPublic(context, reply, frame, bodyPage(figures))
  })
}

function addressOf({ q, region, category }: ListQuery, all: boolean, from: number): string {
  return listAddress('/enti', { q, regione: region, categoria: category, tutti: all ? 'si' : undefined, da: from })
}

function listPage(search: ListQuery, all: boolean, page: BodyPage, regions: readonly Choice[]): Html {
  const { q, region, category, offset } = search
  const address = (from: number): string => addressOf(search, all, from)
  return html`<h1>Enti</h1>
    <p class="lead">Le amministrazioni che ascoltano chi usa i loro servizi.</p>
    <form class="filters" role="search" action="/enti">
      ${searchField(q, 'Cerca per nome, sigla o codice IPA')}
      ${selectField('regione', 'Regione', regions, region, 'Tutte')}
      ${selectField('categoria', 'Categoria', bodyCategories, category, 'Tutte')}
      <div class="field">
        <label class="check"
          ><input type="checkbox" name="tutti" value="si" ${all ? html`checked` : ''} /> Anche enti senza servizi</label
        >
      </div>
      <button>Cerca</button>
    </form>
    <h2>${counted(page.total, 'ente', 'enti')}</h2>
    ${page.items.length === 0 ? emptyList(q) : bodyTable(page)}
    ${pagingLinks({ offset, shown: page.items.length, total: page.total, limit, next: page.next, address })}`
}

function emptyList(q: string): Html {
  return html`<p>
    Nessun ente corrisponde a questa ricerca.
    <a href="${listAddress('/enti', { q, tutti: 'si' })}">Cerca anche tra gli enti senza servizi registrati</a>.
  </p>`
}

function bodyTable({ items }: BodyPage): Html {
  return html`<table class="rows">
    <thead>
      <tr>
        <th scope="col">Ente</th>
        <th scope="col">Sede</th>
        <th scope="col" class="number">Servizi</th>
      </tr>
    </thead>
    <tbody>
      ${items.map(
        ({ ipaCode, name, place, region, services }) => html`<tr>
          <th scope="row"><a href="/enti/${ipaCode}">${name}</a></th>
          <td data-label="Sede">${[place, region].filter(Boolean).join(', ') || '–'}</td>
          <td class="number" data-label="Servizi">${count(services)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function bodyPage({ body, mergedInto, services, means }: BodyFigures): Html {
  const facts = [body.acronym, body.typology, body.region].filter(Boolean).join(' · ')
  return html`<h1>${body.name}</h1>
    ${facts ? html`<p class="note">${facts}</p>` : ''}
    ${closedNotice(body.state, mergedInto, '/enti')}
    ${
      services.length === 0
        ? html`<p class="notice">Questo ente non ha ancora registrato servizi.</p>`
        : html`${meansSection(means)}
            <h2>${counted(services.length, 'servizio', 'servizi')}</h2>
            ${serviceTable(services, false)}`
    }`
}

function meansSection(means: BodyFigures['means']): Html {
  const shown = (['invited', 'spontaneous'] as const).flatMap((stream) => {
    const mean = means[stream]
    return mean === null ? [] : [{ stream, mean }]
  })
  if (shown.length === 0) return html``
  return html`<h2>In media</h2>
    <div class="cards">
      ${shown.map(
        ({ stream, mean }: { stream: keyof typeof streamNames; mean: MeanOfServices }) =>
          html`<section class="panel">
            <h3>${streamNames[stream]}</h3>
            ${largeEstimate(mean.unweighted)}
            <p class="note">Media di ${counted(mean.services, 'servizio', 'servizi')}; ogni servizio conta allo stesso modo.</p>
          </section>`,
      )}
    </div>`
}
