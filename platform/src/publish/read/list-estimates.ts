// SPDX-License-Identifier: AGPL-3.0-or-later
// Every published figure as a row of its own: which service, what it measures, the Estimate.
import type { Estimate } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import type { ServiceFigures } from '../figures.ts'
import { listFigures, type ListQuery } from './list-public.ts'

export const measures = [
  'headline',
  'satisfied',
  'dimension',
  'overall',
  'outcome',
  'stream',
  'month',
  'week',
  'other',
  'response-rate',
  'coverage',
  'source',
  'source-month',
] as const
export type MeasureName = (typeof measures)[number]

export interface ListedEstimate {
  readonly service: string
  readonly body: string
  readonly measure: MeasureName
  /** The question; null when the figure is not about one. */
  readonly item: string | null
  /** Slug of an imported source; null for our own questions. */
  readonly source: string | null
  readonly estimate: Estimate
}

export interface EstimateQuery extends Omit<ListQuery, 'after'> {
  readonly measure?: MeasureName | undefined
  /** Where the page before ended: a service, and how many of its rows were given. */
  readonly after: { readonly slug: string; readonly given: number }
}

export interface EstimatePage {
  readonly items: ListedEstimate[]
  readonly next: EstimateQuery['after'] | null
}

/** Services that are in memory at once. */
const portion = 50

export async function listEstimates(context: Context, query: EstimateQuery): Promise<EstimatePage> {
  const { limit, measure } = query
  const items: ListedEstimate[] = []
  let { slug, given } = query.after
  for (let inclusive = true; ; inclusive = false) {
    const services = await listFigures(context, { ...query, after: slug, inclusive, limit: portion })
    for (const figures of services) {
      if (figures.service.slug !== slug) given = 0
      slug = figures.service.slug
      const rows = rowsOf(figures).filter((row) => measure === undefined || row.measure === measure)
      const taken = rows.slice(given, given + limit - items.length)
      items.push(...taken)
      given += taken.length
      if (given < rows.length) return { items, next: { slug, given } }
    }
    if (services.length < portion) return { items, next: null }
  }
}

function rowsOf(figures: ServiceFigures): ListedEstimate[] {
  const { question, headline, satisfied, overall, outcome, dimensions, others, streams, series, weeks, sources } =
    figures
  const { byStream } = figures.responses
  const item = question?.item ?? null
  const row = (
    measure: MeasureName,
    estimate: Estimate | null,
    about: string | null = item,
    source: string | null = null,
  ): ListedEstimate[] => {
    const { slug } = figures.service
    return estimate === null
      ? []
      : [{ service: slug, body: figures.body.ipaCode, measure, item: about, source, estimate }]
  }
  return [
    ...row('headline', headline),
    ...row('satisfied', satisfied),
    ...dimensions.flatMap((figure) => row('dimension', figure.estimate, figure.item)),
    ...row('overall', overall, 'overall'),
    ...row('outcome', outcome, dimensions.find(({ dimension }) => dimension === 'effectiveness')?.item),
    ...row('stream', streams.invited),
    ...row('stream', streams.spontaneous),
    ...series.flatMap(({ estimate }) => row('month', estimate)),
    ...weeks.flatMap(({ estimate }) => row('week', estimate)),
    ...others.flatMap((figure) => row('other', figure.estimate, figure.item)),
    ...row('response-rate', byStream.invited.rate, null),
    ...row('response-rate', byStream.spontaneous.rate, null),
    // Figures of an earlier version have none.
    ...row('coverage', byStream.invited.coverage ?? null, null),
    ...row('coverage', byStream.spontaneous.coverage ?? null, null),
    ...sources.flatMap(({ source, questions, series: months }) => [
      ...questions.flatMap((figure) => row('source', figure.estimate, figure.item, source.slug)),
      ...months.flatMap(({ estimate }) => row('source-month', estimate, questions[0]?.item, source.slug)),
    ]),
  ]
}
