// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer given on paper at a desk, typed by who works there. It counts as of the day it was given, in the channel "sportello",
// and says what was asked on that day. Nobody judges its haste: who types is known to the workspace, and quick.
import type { Language } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import { addDays, dayOf, isDay, type Day } from '../../base/day.ts'
import { versionOn, type Version } from '../../catalogue/index.ts'
import type { Counters } from '../counters/index.ts'
import type { Intake } from '../intake/index.ts'
import { saysMore } from '../says-more.ts'
import type { Found } from '../subject.ts'
import { readTyped, type Typed, type TypedProblem } from './read-typed.ts'

export interface Sheet {
  readonly touchpoint: Found['touchpoint']
  /** When it was filled in. */
  readonly day: Day
  readonly language: Language
  /** Of the page it was typed into: sent twice it is one answer. */
  readonly key: string
  readonly typed: Typed
}

/** closed: nothing was asked on that day, or it is too long ago. */
export type SheetTaken =
  | { readonly kind: 'taken' }
  | { readonly kind: 'wrong'; readonly problems: readonly TypedProblem[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'later'; readonly retryAfter: number }

/** How long paper may lie about; as long as programs may send answers of the past. */
const daysBack = 90

/** What a sheet filled in on this day asks; undefined for a day that is not one, too old or still to come. */
export async function sheetVersion(
  context: Context,
  touchpointId: number,
  day: unknown,
): Promise<{ readonly day: Day; readonly version: Version } | undefined> {
  const today = dayOf(context.now())
  if (typeof day !== 'string' || !isDay(day) || day > today || day < addDays(today, -daysBack)) return undefined
  const version = await versionOn(context, touchpointId, day)
  return version && { day, version }
}

export async function takeSheet(
  { context, intake, counters }: { context: Context; intake: Intake; counters: Counters },
  { touchpoint, day, language, key, typed }: Sheet,
): Promise<SheetTaken> {
  const asked = await sheetVersion(context, touchpoint.id, day)
  if (!asked) return { kind: 'closed' }
  const { document, id: versionId } = asked.version
  const { input, problems } = readTyped(document, typed)
  if (problems.length > 0) return { kind: 'wrong', problems }
  const given = { day, channel: 'sportello', device: 'unknown' } as const
  const { stream, userKind } = touchpoint
  const place = { touchpoint, versionId, document, stream, userKind: userKind ?? ('unknown' as const) }
  const outcome = await intake.submit({ ...place, ...given, key, language, input })
  if ('retryAfter' in outcome) return { kind: 'later', retryAfter: outcome.retryAfter }
  // Marks are read already; what can still be wrong is the length of a text.
  if (outcome.kind === 'invalid')
    return { kind: 'wrong', problems: outcome.problems.map(({ item }) => ({ item, kind: 'long' })) }
  if (outcome.kind === 'accepted') {
    counters.add('answered', touchpoint, given)
    if (saysMore(document, input)) counters.add('completed', touchpoint, given)
  }
  return { kind: 'taken' }
}
