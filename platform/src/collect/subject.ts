// SPDX-License-Identifier: AGPL-3.0-or-later
// From the code in an address to what is asked there: touchpoint, service, body and today's questionnaire.
import { belonging } from '../base/memory/belonging.ts'
import type { Context } from '../base/context.ts'
import { dayOf } from '../base/day.ts'
import { isDatabaseAway } from '../base/database/index.ts'
import { findTouchpoint } from '../bodies/index.ts'
import { versionFor } from '../catalogue/index.ts'

export type Found = NonNullable<Awaited<ReturnType<typeof findTouchpoint>>>
export type Version = NonNullable<Awaited<ReturnType<typeof versionFor>>>

/** Why a touchpoint asks nothing: nobody made it, its body has suspended it, or it is over for good. */
export type Silence = 'unknown' | 'paused' | 'closed'

export type Subject = { found: Found; version: Version } | { found: Found | undefined; silence: Silence }

/** While the database is away, what was last known is asked: so the door can say "later" and the page keep the answer. */
const lastKnown = belonging<Context, Map<string, Subject>>(() => new Map())
const mostKnown = 10_000

export async function findSubject(context: Context, code: string): Promise<Subject> {
  const known = lastKnown.of(context)
  try {
    const subject = await askSubject(context, code)
    if ('version' in subject && (known.has(code) || known.size < mostKnown)) known.set(code, subject)
    return subject
  } catch (error) {
    const subject = isDatabaseAway((error as { code?: string }).code) ? known.get(code) : undefined
    if (subject) return subject
    throw error
  }
}

/** What a trial asks: also where the question is suspended, because it may be tried before it is put. */
export async function findTrialSubject(context: Context, code: string): Promise<Subject> {
  return await askSubject(context, code, true)
}

async function askSubject(context: Context, code: string, trial = false): Promise<Subject> {
  const found = await findByCode(context, code)
  if (!found || found.touchpoint.channel === 'import') return { found: undefined, silence: 'unknown' }
  const { touchpoint, service, hold } = found
  if (hold !== null) return { found, silence: hold === 'closed' ? 'closed' : 'paused' }
  if (touchpoint.state === 'closed' || service.state === 'closed') return { found, silence: 'closed' }
  if (touchpoint.state === 'paused' && !trial) return { found, silence: 'paused' }
  const version = await versionFor(context, touchpoint.id, dayOf(context.now()))
  return version ? { found, version } : { found, silence: 'paused' }
}

/**
 * Codes are read from paper too: capital letters are the same. The code of a touchpoint that was merged asks as the other one
 * and stays the code: so a form sent before and after the merger is one answer.
 */
export async function findByCode(context: Context, code: string): Promise<Found | undefined> {
  if (!/^[0-9a-z]{6,12}$/i.test(code)) return undefined
  const found = await findTouchpoint(context, code.toLowerCase())
  if (!found || found.touchpoint.mergedInto === null) return found
  const other = await findTouchpoint(context, found.touchpoint.mergedInto)
  return other && underCode(other, found.touchpoint.code)
}

/** By the other one as bodies keeps it: what is rendered for a touchpoint hangs on its object. */
const byOther = belonging<Found, Map<string, Found>>(() => new Map())

function underCode(other: Found, code: string): Found {
  const known = byOther.of(other)
  const found = known.get(code) ?? { ...other, touchpoint: { ...other.touchpoint, code } }
  known.set(code, found)
  return found
}

/** How pages name the subject. */
export function nameOf({ touchpoint, service, body }: Found): { body: string; service: string; demo: boolean } {
  return { body: body.name, service: service.name, demo: touchpoint.demo || service.demo || body.demo }
}
