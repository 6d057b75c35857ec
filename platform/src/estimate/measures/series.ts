// SPDX-License-Identifier: AGPL-3.0-or-later
// A question through time. Each point counts one segment of its line, the newest that was answered then, and a point that
// does not continue the one before says so.
import { addDays, addMonths, type Day } from '../../base/day.ts'
import type { Estimate, Period, ScaleLevel } from '@ascolto/statistics'
import type { CubeRow } from '../queries/read-cube.ts'
import { estimateSegment, flagged, type Subject } from './estimate-question.ts'
import type { MonthPoint, WeekPoint } from './figures.ts'
import type { Line, Segment } from './lines.ts'

export function monthSeries(
  line: Line,
  rows: readonly CubeRow[],
  subject: Subject,
  fallback: ScaleLevel = 'L0',
): MonthPoint[] {
  return series(line, rows, subject, fallback, (day) => ({ from: day, to: lastDayOf(day) })).map(
    ({ from, estimate }) => ({ month: from, estimate }),
  )
}

/** Weeks from Monday to Sunday. */
export function weekSeries(line: Line, rows: readonly CubeRow[], subject: Subject): WeekPoint[] {
  return series(line, rows, subject, 'L0', weekOf).map(({ from, estimate }) => ({ week: from, estimate }))
}

export function lastDayOf(month: Day): Day {
  return addDays(addMonths(month, 1), -1)
}

function weekOf(day: Day): Period {
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7
  return { from: addDays(day, -weekday), to: addDays(day, 6 - weekday) }
}

function series(
  line: Line,
  rows: readonly CubeRow[],
  subject: Subject,
  fallback: ScaleLevel,
  periodOf: (day: Day) => Period,
): { from: Day; estimate: Estimate }[] {
  const periods = Map.groupBy(rows, ({ date }) => periodOf(date).from)
  let before: Segment | undefined
  return [...periods].flatMap(([from, within]) => {
    const present = new Set(within.map(({ versionId }) => versionId))
    const segment = line.findLast(({ versions }) => versions.some(({ id }) => present.has(id)))
    if (segment === undefined) return []
    const period = periodOf(from)
    const continued = before === undefined || before === segment
    before = segment
    const about = { ...(continued ? subject : flagged(subject, 'rottura di serie')), period }
    return [{ from, estimate: estimateSegment(segment, within, about, fallback) }]
  })
}
