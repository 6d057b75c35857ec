// SPDX-License-Identifier: AGPL-3.0-or-later
// Folds until nothing waits, then looks again a moment later: an answer is in the cube well within two seconds.
import type { Context } from '../base/context.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { fold } from './fold/fold.ts'
import { isWaiting } from './fold/store.ts'

const pause = 250

export function estimateJobs(context: Context): Job[] {
  const job = every(pause, 'estimate.fold', context.log, async () => {
    if (!(await isWaiting(context.db))) return
    // Nothing taken though something waits: another worker has it. A stop comes through between two portions.
    if ((await fold(context)).taken > 0) job.wake()
  })
  return [job]
}
