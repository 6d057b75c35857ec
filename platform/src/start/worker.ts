// SPDX-License-Identifier: AGPL-3.0-or-later
// The work behind the pages: partitions ahead, answers folded into the cube, figures published. Any number of workers may
// run on one database, inside the web process or alone; each batch is taken by exactly one of them.
import type { Command, CommandInput } from '../base/command.ts'
import type { Context } from '../base/context.ts'
import { mailJobs } from '../base/mail/index.ts'
import { taskJobs } from '../base/tasks/index.ts'
import { bodiesJobs } from '../bodies/index.ts'
import { collectJobs } from '../collect/index.ts'
import { estimateJobs } from '../estimate/index.ts'
import { publishJobs } from '../publish/index.ts'
import { untilSignal } from './signals.ts'

export function startWorker(context: Context): { stop(): Promise<void> } {
  const jobs = [
    ...mailJobs(context),
    ...taskJobs(context),
    ...bodiesJobs(context),
    ...collectJobs(context),
    ...estimateJobs(context),
    ...publishJobs(context),
  ]
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()))
    },
  }
}

export const worker: Command = {
  name: 'worker',
  summary: 'fa i lavori di fondo in un processo a parte (con ASCOLTO_WORKER=outside per il sito)',
  examples: ['./ascolto worker', 'DATABASE_URL=postgres://… ./ascolto worker'],
  run,
}

async function run({ io, openContext }: CommandInput): Promise<number> {
  const context = await openContext()
  const asked = untilSignal()
  const running = startWorker(context)
  if (!io.json) io.print('Lavori di fondo avviati. Per fermarli: Ctrl-C.')
  await asked
  await running.stop()
  return 0
}
