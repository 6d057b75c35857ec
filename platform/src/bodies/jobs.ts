// SPDX-License-Identifier: AGPL-3.0-or-later
// Upkeep of who may do what: sessions and challenges that are over are forgotten, people are warned before a role ends, a
// request to join ends when nobody opened its link in time.
import type { Context } from '../base/context.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { expireAdhesions } from './adhesion/request-adhesion.ts'
import { warnBeforeEnd } from './members/expiry/warn-before-end.ts'
import { forgetSessions } from './sessions/session.ts'

const hour = 3_600_000

export function bodiesJobs(context: Context): Job[] {
  return [
    every(hour, 'bodies.sessions', context.log, () => forgetSessions(context)),
    every(hour, 'bodies.adhesions', context.log, () => expireAdhesions(context)),
    // Often enough that each day has its turn; a warning is written once however often it is asked for.
    every(6 * hour, 'bodies.expiry', context.log, () => warnBeforeEnd(context)),
  ]
}
