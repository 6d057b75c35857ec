// SPDX-License-Identifier: AGPL-3.0-or-later
// Folds until nothing waits, then looks again a moment later: an answer is in the cube well within two seconds.
import type { Context } from '../base/context.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { fold } from './fold/fold.ts'
import { isWaiting, noticeTold } from './fold/store.ts'

const pause = 250
const toldPause = 1000

export function estimateJobs(context: Context): Job[] {
  const job = every(pause, 'estimate.fold', context.log, async () => {
    if (!(await isWaiting(context.db))) return
    // A fold costs about the same for one row as for a thousand: only a full portion is followed at once.
    if ((await fold(context)).full) job.wake()
  })
  // What bodies tell changes no cell, only what the counts mean: the services are measured again.
  const told = every(toldPause, 'estimate.told', context.log, () => noticeTold(context.db))
  return [job, told]
}
