// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that may be said about one service, from counts alone: the cost does not grow with the number of answers.
// Streams are never added into one figure: the headline is the invited one as soon as it can stand alone, otherwise the
// one more people answered; the spontaneous one is flagged.
import { method, type Period, type Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { addDays, addMonths, dayOf, monthOf, type Day } from '../../base/day.ts'
import { ask } from '../queries/ask.ts'
import { readCube, type CubeRow } from '../queries/read-cube.ts'
import { distributionOf, estimateLine, satisfiedShare, type Subject } from './estimate-question.ts'
import type { MeasuredService, Measures } from './figures.ts'
import { estimateOf, instrumentsIn, scoredQuestions, type Instrument } from './instruments.ts'
import { knownVersions } from './known-versions.ts'
import { countSegment, lineOf, versionsIn, type Line, type Version } from './lines.ts'
import { measureResponses, readDenominators, type Denominators } from './measure-responses.ts'
import { measureSources } from './measure-sources.ts'
import { lastDayOf, monthSeries, weekSeries } from './series.ts'

/** Months the figures are about, and months the series goes back; both end where the answers end. */
const periodMonths = 12
const seriesMonths = 24
const weekDays = 90

/** @returns empty figures for a service nobody has answered about. */
export async function measureService(context: Context, service: MeasuredService): Promise<Measures> {
  const material = await readMaterial(context, service)
  const sources = await measureSources(context, service)
  const nps = sources.flatMap(({ questions }) => questions).find(({ estimate }) => estimate.unit === 'nps')
  const rest = { sources, nps: nps?.estimate ?? null }
  if (material !== undefined) return { ...measureOwn(material), ...rest }
  const today = dayOf(context.now())
  return { ...nothing(sources[0]?.period ?? { from: today, to: today }), ...rest }
}

/**
 * What our own questions were answered; undefined when nobody did.
 * @param more months of answers the cube does not count, for who asks what would be with them.
 */
export async function readMaterial(
  context: Context,
  service: MeasuredService,
  more: readonly CubeRow[] = [],
): Promise<Material | undefined> {
  const [span] = await ask<{ first: Day | null; last: Day | null }>(context, 'own-span', [service.id])
  const ends = [span?.first, span?.last, ...more.map(({ date }) => date)].filter((month) => typeof month === 'string')
  const [first, last] = [ends.toSorted().at(0), ends.toSorted().at(-1)]
  if (first === undefined || last === undefined) return undefined
  const today = dayOf(context.now())
  const period = {
    from: first > addMonths(last, 1 - periodMonths) ? first : addMonths(last, 1 - periodMonths),
    to: last === monthOf(today) ? today : lastDayOf(last),
  }
  const own = { serviceId: service.id, origin: 'own', by: ['stream'] } as const
  const counted = await readCube(context, { ...own, from: addMonths(last, 1 - seriesMonths), to: last, grain: 'month' })
  const months = more.length === 0 ? counted : [...counted, ...more].toSorted(byMonthAndVersion)
  const versions = await knownVersions(context, months)
  const lastDays = { from: addDays(period.to, 1 - weekDays), to: period.to, slots: firstQuestionSlots(versions) }
  const days = await readCube(context, { ...own, ...lastDays, grain: 'day' })
  const denominators = await readDenominators(context, service.id, period)
  return { service, period, months, days, versions, denominators }
}

/** The order of the cube, by which it is told which version came after which. */
function byMonthAndVersion(a: CubeRow, b: CubeRow): number {
  return a.date.localeCompare(b.date) || a.versionId - b.versionId
}

function firstQuestionSlots(versions: ReadonlyMap<number, Version>): number {
  return Math.max(...[...versions.values()].map(({ layout }) => layout.items[1]?.offset ?? layout.length))
}

export interface Material {
  service: MeasuredService
  period: Period
  months: readonly CubeRow[]
  days: readonly CubeRow[]
  versions: ReadonlyMap<number, Version>
  denominators: Denominators
}

type OwnMeasures = Omit<Measures, 'sources' | 'nps'>

export function measureOwn({ service, period, months, days, versions, denominators }: Material): OwnMeasures {
  const within = months.filter(({ date }) => date >= monthOf(period.from))
  const [main, ...others] = instrumentsIn(within, versions)
  if (main === undefined) return nothing(period)
  // All versions of the whole series, so that a break before the period is told too.
  const all = versionsIn(months, versions).filter(({ document }) => document.instrument === main.id)
  const line = lineOf(all, main.first)
  const subjects = subjectsOf(service, period, denominators)
  const of = (rows: readonly CubeRow[], stream: Stream): CubeRow[] => rows.filter((row) => row.stream === stream)
  const stream = headlineStream(answered(line, of(within, 'invited')), answered(line, of(within, 'spontaneous')))
  const subject = subjects[stream]
  const rows = of(within, stream)
  const streams = {
    invited: estimateLine(line, of(within, 'invited'), subjects.invited),
    spontaneous: estimateLine(line, of(within, 'spontaneous'), subjects.spontaneous),
  }
  const questions = scoredQuestions(main, rows, subject)
  return {
    period,
    question: { item: main.first, wording: line.at(-1)!.item.wording.it, instrument: main.id },
    headline: streams[stream],
    satisfied: satisfiedShare(line, rows, subject),
    distribution: distributionOf(line, rows, stream),
    series: monthSeries(line, of(months, stream), subject),
    weeks: weekSeries(line, of(days, stream), subject),
    dimensions: questions.flatMap(({ figure }) => (figure.dimension === null ? [] : [figure])),
    overall: estimateOf(questions, 'overall'),
    outcome: estimateOf(questions, 'outcome'),
    others: others.flatMap((other) => firstFigure(other, rows, subject)),
    streams,
    responses: measureResponses(denominators, within, stream, subjects),
  }
}

function firstFigure(other: Instrument, rows: readonly CubeRow[], subject: Subject): Measures['others'] {
  const [first] = scoredQuestions(other, rows, subject)
  return first === undefined ? [] : [{ instrument: other.id, ...first.figure }]
}

function subjectsOf(service: MeasuredService, period: Period, denominators: Denominators): Record<Stream, Subject> {
  const of = (stream: Stream): Subject => {
    const rate = denominators.rate(stream)
    return {
      stream,
      period,
      scope: { kind: 'service', id: service.slug },
      flags: service.demo ? ['dati dimostrativi'] : [],
      ...(rate !== undefined && { responseRate: rate }),
    }
  }
  return { invited: of('invited'), spontaneous: of('spontaneous') }
}

/** People who answered the question in the segment that counts. */
function answered(line: Line, rows: readonly CubeRow[]): number {
  const segment = line.at(-1)
  return segment ? countSegment(segment, rows).reduce((sum, count) => sum + count, 0) : 0
}

function headlineStream(invited: number, spontaneous: number): Stream {
  return invited >= method.classes.C.nEffective || invited > spontaneous ? 'invited' : 'spontaneous'
}

function nothing(period: Period): OwnMeasures {
  const none = {
    eligible: null,
    offered: null,
    opened: null,
    answered: null,
    completed: null,
    rate: null,
    coverage: null,
  }
  return {
    period,
    question: null,
    headline: null,
    satisfied: null,
    distribution: null,
    series: [],
    weeks: [],
    dimensions: [],
    overall: null,
    outcome: null,
    others: [],
    streams: { invited: null, spontaneous: null },
    responses: { ...none, byStream: { invited: none, spontaneous: none } },
  }
}
