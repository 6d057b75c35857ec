// SPDX-License-Identifier: AGPL-3.0-or-later
// Which version a touchpoint asks, from which day on. Kept for some seconds, because every view of a question needs it.
import type { Context } from '../base/context.ts'
import type { Day } from '../base/day.ts'
import { versionById, type Version } from './versions.ts'

interface Assignment {
  readonly fromDay: Day
  readonly versionId: number
  /** The touchpoint's own first day. */
  readonly madeOn: Day
}

interface Kept {
  readonly until: number
  readonly assignments: readonly Assignment[]
}

const keptMs = 5000
const mostKept = 20_000
const kept = new WeakMap<object, Map<number, Kept>>()

/** From this day on the touchpoint asks this version; a second assignment of the same day takes the place of the first. */
export async function assign(context: Context, touchpointId: number, versionId: number, fromDay: Day): Promise<void> {
  await context.db`
    insert into catalogue.assignment (touchpoint_id, version_id, from_day)
    values (${touchpointId}, ${versionId}, ${fromDay})
    on conflict (touchpoint_id, from_day) do update set version_id = excluded.version_id`
  kept.get(context.memory)?.delete(touchpointId)
}

/** After a change made with another context. */
export function forgetAssignments(context: Context): void {
  kept.delete(context.memory)
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
  const asked = await versionOn(context, touchpointId, today)
  if (asked) return asked
  const assignments = await assignmentsOf(context, touchpointId)
  const first = assignments.findLast(({ fromDay, madeOn }) => today < madeOn && fromDay <= madeOn)
  return first && versionById(context, first.versionId)
}

/** In the order of their days. */
async function assignmentsOf(context: Context, touchpointId: number): Promise<readonly Assignment[]> {
  const known = kept.get(context.memory) ?? new Map<number, Kept>()
  kept.set(context.memory, known)
  const now = performance.now()
  const before = known.get(touchpointId)
  if (before && before.until > now) return before.assignments
  const assignments = await context.db<Assignment[]>`
    select from_day as "fromDay", version_id as "versionId", created_on as "madeOn"
    from catalogue.assignment join bodies.touchpoint on touchpoint.id = touchpoint_id
    where touchpoint_id = ${touchpointId} order by from_day`
  if (known.size >= mostKept) known.clear()
  known.set(touchpointId, { assignments, until: now + keptMs })
  return assignments
}
