// SPDX-License-Identifier: AGPL-3.0-or-later
// The public reads. Each list is a page of items and a cursor; what they give may be kept for some seconds and asked for
// again by its tag.
import type { TSchema } from 'typebox'
import type { Context } from '../../base/context.ts'
import { failuresOf, tag, type App } from '../../base/http/index.ts'
import { listEstimates } from '../read/list-estimates.ts'
import { listBodies, listServices, listTouchpoints, type ListQuery } from '../read/list-public.ts'
import { readCursor, writeCursor } from './cursor.ts'
import {
  BodySchema,
  EstimateRowSchema,
  pageOf,
  queryOf,
  ServiceSchema,
  TouchpointSchema,
  usualItems,
} from './list-schemas.ts'
import { validateQuery } from './validate-query.ts'

export function publishRoutes(app: App, context: Context): void {
  listsOfWho(app, context)
  listsOfFigures(app, context)
}

const shared = { config: { permission: 'public' }, validatorCompiler: validateQuery, onSend: tag } as const

const schemaOf = <Q>(summary: string, description: string, querystring: Q, page: TSchema) => {
  const response: object = { 200: page, ...failuresOf() }
  return { tags: ['dati'], summary, description, querystring, response }
}

function listsOfWho(app: App, context: Context): void {
  const bodies = schemaOf(
    'Enti',
    'Le pubbliche amministrazioni del registro, per codice IPA.',
    queryOf('q', 'region', 'category'),
    pageOf(BodySchema),
  )
  app.get('/api/v1/bodies', { ...shared, schema: bodies }, ({ query }) =>
    page(
      query,
      (list) => listBodies(context, list),
      ({ ipaCode }) => ipaCode,
    ),
  )
  const touchpoints = schemaOf(
    'Punti di contatto',
    'Dove si pone la domanda: codice, servizio e stato, per codice.',
    queryOf('body', 'service'),
    pageOf(TouchpointSchema),
  )
  app.get('/api/v1/touchpoints', { ...shared, schema: touchpoints }, ({ query }) =>
    page(
      query,
      (list) => listTouchpoints(context, list),
      ({ code }) => code,
    ),
  )
}

function listsOfFigures(app: App, context: Context): void {
  const services = schemaOf(
    'Servizi',
    'I servizi pubblicati con la loro stima principale, per slug. L’ordine non è una graduatoria.',
    queryOf('q', 'region', 'category', 'kind', 'body'),
    pageOf(ServiceSchema),
  )
  app.get('/api/v1/services', { ...shared, schema: services }, ({ query }) =>
    page(
      query,
      (list) => listServices(context, list),
      ({ slug }) => slug,
    ),
  )
  const estimates = schemaOf(
    'Stime',
    'Tutte le stime pubblicate, una per voce, per servizio. Sotto le 10 risposte non c’è alcun valore.',
    queryOf('service', 'body', 'region', 'kind', 'measure'),
    pageOf(EstimateRowSchema),
  )
  app.get('/api/v1/estimates', { ...shared, schema: estimates }, async ({ query }) => {
    const { cursor, limit = usualItems, ...filters } = query
    const { key: slug, given } = readCursor(cursor)
    const { items, next } = await listEstimates(context, { ...filters, limit, after: { slug, given } })
    return { items, next: next && writeCursor({ key: next.slug, given: next.given }) }
  })
}

interface Paging {
  readonly cursor?: string
  readonly limit?: number
}

/** One more than wanted is read, to know whether anything follows. */
async function page<Item>(
  { cursor, limit = usualItems, ...filters }: Paging,
  read: (query: ListQuery) => Promise<Item[]>,
  keyOf: (item: Item) => string,
): Promise<{ items: Item[]; next: string | null }> {
  const rows = await read({ ...filters, limit: limit + 1, after: readCursor(cursor).key })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last !== undefined ? writeCursor({ key: keyOf(last), given: 0 }) : null
  return { items, next }
}
