// SPDX-License-Identifier: AGPL-3.0-or-later
// Which version a touchpoint asks, from which day on. Kept for some seconds, because every view of a question needs it.
import { belonging } from '../base/memory/belonging.ts'
import type { Context } from '../base/context.ts'
import type { Day } from '../base/day.ts'
import { createKeptAnswers } from '../base/memory/kept-answers.ts'
import { versionById, type Version } from './versions.ts'

interface Assignment {
  readonly fromDay: Day
  readonly versionId: number
  /** The touchpoint's own first day. */
  readonly madeOn: Day
}

const keptMs = 5000
const mostKept = 20_000
const kept = belonging(() => createKeptAnswers<number, readonly Assignment[]>(keptMs, mostKept))

/** From this day on the touchpoint asks this version; a second assignment of the same day takes the place of the first. */
export async function assign(context: Context, touchpointId: number, versionId: number, fromDay: Day): Promise<void> {
  await context.db`
    insert into catalogue.assignment (touchpoint_id, version_id, from_day)
    values (${touchpointId}, ${versionId}, ${fromDay})
    on conflict (touchpoint_id, from_day) do update set version_id = excluded.version_id`
  kept.of(context.memory).forget(touchpointId)
}

/** After a change made with another context. */
export function forgetAssignments(context: Context): void {
  kept.forget(context.memory)
}

/** What the touchpoint asked, asks or will ask on this day; undefined when nothing was assigned by then. */
export async function versionOn(context: Context, touchpointId: number, day: Day): Promise<Version | undefined> {
  const assignments = await assignmentsOf(context, touchpointId)
  const last = assignments.findLast(({ fromDay }) => fromDay <= day)
  return last && versionById(context, last.versionId)
}

/**
 * What the touchpoint asks today. A clock that shows a day before the touchpoint was made is wrong: then it asks what it asked
 * at first.
 */
export async function versionFor(context: Context, touchpointId: number, today: Day): Promise<Version | undefined> {
  const assignments = await assignmentsOf(context, touchpointId)
  const asked =
    assignments.findLast(({ fromDay }) => fromDay <= today) ??
    assignments.findLast(({ fromDay, madeOn }) => today < madeOn && fromDay <= madeOn)
  return asked && versionById(context, asked.versionId)
}

/** In the order of their days. */
function assignmentsOf(context: Context, touchpointId: number): Promise<readonly Assignment[]> {
  return kept.of(context.memory).get(touchpointId, () => readAssignments(context, touchpointId))
}

async function readAssignments({ db }: Context, touchpointId: number): Promise<readonly Assignment[]> {
  return await db<Assignment[]>`
    select from_day as "fromDay", version_id as "versionId", created_on as "madeOn"
    from catalogue.assignment join bodies.touchpoint on touchpoint.id = touchpoint_id
    where touchpoint_id = ${touchpointId} order by from_day`
}
