// SPDX-License-Identifier: AGPL-3.0-or-later
// What other tools collected about a service, each source by itself on its own scale: a series of its own, with the error
// its level carries, never added to our answers and never to another source.
import type { ScaleLevel, Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { monthOf, type Day } from '../../base/day.ts'
import { ask } from '../queries/ask.ts'
import { readCube, type CubeRow } from '../queries/read-cube.ts'
import { estimateLine, questionFigure, type Subject } from './estimate-question.ts'
import type { MeasuredService, MonthPoint, QuestionFigure, SourceFigures } from './figures.ts'
import { lineOf, versionsIn, type Version } from './lines.ts'
import { knownVersions } from './known-versions.ts'
import { lastDayOf, monthSeries } from './series.ts'

interface Source {
  id: number
  slug: string
  name: string
  tool: string
  level: ScaleLevel
  citation: string
  notes: readonly string[]
}

const always = { from: '1900-01-01', to: '9999-12-01' }

export async function measureSources(context: Context, service: MeasuredService): Promise<SourceFigures[]> {
  const query = { serviceId: service.id, ...always, grain: 'month', origin: 'imported', by: ['stream'] } as const
  const rows = await readCube(context, query)
  if (rows.length === 0) return []
  const sources = await ask<Source>(context, 'sources', [[...new Set(rows.map(({ sourceId }) => sourceId))]])
  const open = await ask<{ sourceId: number; month: Day }>(context, 'open-months', [service.id])
  const versions = await knownVersions(context, rows)
  return sources.flatMap((source) => {
    const isOpen = (month: Day): boolean => open.some((row) => row.sourceId === source.id && row.month === month)
    const own = rows.filter(({ sourceId }) => sourceId === source.id)
    const streams = Map.groupBy(own, ({ stream }) => stream)
    return [...streams].flatMap(([stream, within]) => {
      const figures = measureSource(service, source, stream as Stream, within, versionsIn(within, versions))
      return figures === null ? [] : [{ ...figures, series: figures.series.map((point) => marked(point, isOpen)) }]
    })
  })
}

function marked(point: MonthPoint, isOpen: (month: Day) => boolean): MonthPoint {
  return isOpen(point.month) ? { ...point, open: true } : point
}

function measureSource(
  service: MeasuredService,
  { slug, name, tool, level, citation, notes }: Source,
  stream: Stream,
  rows: readonly CubeRow[],
  versions: readonly Version[],
): SourceFigures | null {
  const period = { from: rows[0]!.date, to: lastDayOf(monthOf(rows.at(-1)!.date)) }
  const subject: Subject = {
    stream,
    period,
    scope: { kind: 'source', id: `${service.slug}/${slug}` },
    flags: service.demo ? ['dati dimostrativi'] : [],
  }
  const questions = versions.at(-1)?.document.items.flatMap((item): QuestionFigure[] => {
    if (!['score', 'outcome', 'overall'].includes(item.role)) return []
    const figure = questionFigure(item, estimateLine(lineOf(versions, item.id), rows, subject, level))
    return figure === null ? [] : [figure]
  })
  const first = questions?.[0]
  if (!questions || !first) return null
  const series = monthSeries(lineOf(versions, first.item), rows, subject, level)
  const { scale, estimate } = first
  return { source: { slug, name, tool, citation, notes }, level, scale, stream, period, estimate, series, questions }
}
