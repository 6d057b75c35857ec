// SPDX-License-Identifier: AGPL-3.0-or-later
// Another questionnaire for a touchpoint, from today or a later day on. What was asked on days gone by is never rewritten: the
// answers of those days would speak of questions nobody saw.
import { compose, instruments, optionsOf, type InstrumentVersion } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import { dayOf, isDay, type Day } from '../base/day.ts'
import { Fields, problemAt, type Given, type Made, type Touchpoint } from '../bodies/index.ts'
import { assign, forgetAssignments } from './assignments.ts'
import { ensureVersion, versionById, type Version } from './versions.ts'

export interface Assigned {
  readonly fromDay: Day
  readonly version: Version
}

/** A version a touchpoint may ask, and what its questionnaire asks beyond its own questions. */
export interface OfferedVersion extends InstrumentVersion {
  readonly who: boolean
  readonly inclusion: boolean
}

const options = [false, true].flatMap((who) => [false, true].map((inclusion) => ({ who, inclusion })))

/** Made at the first use: the model never changes while the program runs. */
let ofModel: readonly OfferedVersion[] | undefined

/**
 * All there are of the model's instruments: those the catalogue holds, and those it would hold once they are asked. A version
 * with questions of a body is that body's alone.
 */
export async function offeredVersions({ db }: Context): Promise<OfferedVersion[]> {
  const ids = [...instruments.keys()]
  const composed = (ofModel ??= ids.flatMap((id) => options.map((option) => ({ ...compose(id, option), ...option }))))
  const stored = await db<Pick<InstrumentVersion, 'hash' | 'document'>[]>`
    select hash, document from catalogue.instrument_version
    where instrument = any(${ids}::text[]) and not hash = any(${composed.map(({ hash }) => hash)}::text[])
    order by id desc`
  const older = stored.map((version) => ({ ...version, ...optionsOf(version.document) }))
  return [...composed, ...older.filter(({ local }) => local.length === 0)]
}

/** @param given `version`, a hash among those offered, and `fromDay`. */
export async function assignVersion(context: Context, touchpoint: Touchpoint, given: Given): Promise<Made<Assigned>> {
  const offered = await offeredVersions(context)
  return await assignFrom(context, touchpoint, given, (fields) => {
    const terms = offered.map(({ hash }) => ({ code: hash, label: hash }))
    const hash = fields.term('version', terms, undefined)
    return offered.find((version) => version.hash === hash)
  })
}

/**
 * @param given `fromDay`, today or later.
 * @param choose what to ask; when it gives nothing it has told the fields why.
 */
export async function assignFrom(
  context: Context,
  { id, channel }: Touchpoint,
  given: Given,
  choose: (fields: Fields) => InstrumentVersion | undefined,
): Promise<Made<Assigned>> {
  const fields = new Fields(given, context.language)
  const chosen = choose(fields)
  const fromDay = fields.presentDay('fromDay', context.now())
  const read = fields.done(() => chosen!)
  if (!read.ok) return read
  if (channel === 'import') return problemAt('version', 'imported', context.language)
  const versionId = await ensureVersion(context, read.value)
  await assign(context, id, versionId, fromDay)
  return { ok: true, value: { fromDay, version: (await versionById(context, versionId))! } }
}

/** Takes back what has not begun. @returns what was to be asked; undefined when nothing was, or when it is asked already. */
export async function cancelAssignment(
  context: Context,
  { id }: Touchpoint,
  fromDay: unknown,
): Promise<Assigned | undefined> {
  if (typeof fromDay !== 'string' || !isDay(fromDay) || fromDay <= dayOf(context.now())) return undefined
  const [row] = await context.db<{ versionId: number }[]>`
    delete from catalogue.assignment where touchpoint_id = ${id} and from_day = ${fromDay} returning version_id as "versionId"`
  forgetAssignments(context)
  const version = row && (await versionById(context, row.versionId))
  return version && { fromDay, version }
}

/** Everything a touchpoint has asked and will ask, the last first. */
export async function listAssignments(context: Context, { id }: Touchpoint): Promise<Assigned[]> {
  const rows = await context.db<{ fromDay: Day; versionId: number }[]>`
    select from_day as "fromDay", version_id as "versionId" from catalogue.assignment
    where touchpoint_id = ${id} order by from_day desc`
  return await Promise.all(
    rows.map(async ({ fromDay, versionId }) => ({ fromDay, version: (await versionById(context, versionId))! })),
  )
}
