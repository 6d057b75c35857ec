// SPDX-License-Identifier: AGPL-3.0-or-later
// Work that repeats inside a process. A task never overlaps itself, a failure is logged and tried again at the next
// turn, and stop() waits for the running task so that a shutdown leaves nothing half done.
import { summary, type Log } from '../log/index.ts'

export interface Job {
  /** Runs the task as soon as it can, without waiting for the next turn. */
  wake(): void
  stop(): Promise<void>
}

/** Runs the task now and then every so many milliseconds after it has ended. */
export function every(milliseconds: number, name: string, log: Log, task: () => Promise<unknown>): Job {
  let stopped = false
  let wanted = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const turn = async (): Promise<void> => {
    do {
      wanted = false
      try {
        await task()
      } catch (error) {
        log.error({ event: 'base.job.failed', job: name, err: summary(error) })
        break
      }
    } while (wanted && !stopped)
  }
  const start = (): void => {
    clearTimeout(timer)
    if (stopped) return
    running = turn().finally(() => {
      running = undefined
      if (!stopped) timer = setTimeout(start, milliseconds)
    })
  }
  start()
  return {
    wake() {
      if (running) wanted = true
      else start()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
