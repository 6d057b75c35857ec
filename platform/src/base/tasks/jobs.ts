// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Context } from '../context.ts'
import { every, type Job } from '../jobs/index.ts'
import { tidyTasks } from './store.ts'

const minute = 60_000

export function taskJobs(context: Context): Job[] {
  return [every(minute, 'base.tasks', context.log, () => tidyTasks(context))]
}
