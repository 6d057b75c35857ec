// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the continuous edition current: what moved within a second or two, new names within a few seconds, everything
// (days pass, pages are seen) every ten minutes.
import type { Context } from '../base/context.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { refresh } from './release/refresh.ts'
import { hasChanges, markAll, markRenamed } from './release/store.ts'

const pause = 250
const followPause = 2_000
const wholePause = 600_000
/** Rest after a refresh, in times of what it took: publishing never takes more than a quarter of a core from answers. */
const rest = 3
/** A refresh that took longer than this allows has waited for the database, not worked. */
const longestRest = 10_000

/** Milliseconds to rest after a refresh that took so many. */
export function restAfter(took: number): number {
  return Math.min(rest * took, longestRest)
}

export function publishJobs(context: Context): Job[] {
  const { db, log } = context
  let restUntil = 0
  return [
    every(pause, 'publish.refresh', log, async () => {
      // Not the clock of the day: it may be set while a refresh runs.
      const started = performance.now()
      if (started < restUntil || !(await hasChanges(db))) return
      await refresh(context)
      const ended = performance.now()
      restUntil = ended + restAfter(ended - started)
    }),
    every(followPause, 'publish.follow', log, () => markRenamed(db)),
    every(wholePause, 'publish.whole', log, () => markAll(db)),
  ]
}
