// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a task in this process. It speaks every few seconds, with how far it is, and learns by it whether somebody wants it to
// end; when the server stops, what runs is ended and says that it was interrupted.
import { belonging } from '../memory/belonging.ts'
import type { Context } from '../context.ts'
import { toPlatformError } from '../http/index.ts'
import { beat, endTask } from './store.ts'

/** What the work itself gets. */
export interface Work {
  /** Cheap: may be called for every row. */
  progress(done: number, total?: number | null): void
  /** Aborted when somebody cancels the task or the server stops; the work then throws, having undone what it did. */
  readonly signal: AbortSignal
}

interface Running {
  readonly abort: (why: 'cancelled' | 'interrupted') => void
  readonly ended: Promise<void>
}

/** Milliseconds between two beats. */
const usualPause = 2_000

const running = belonging<object, Map<string, Running>>(() => new Map())

/**
 * @param context with the platform's own rights: it outlives the request that began the task.
 * @returns when it has ended, whatever came of it; never rejects.
 */
export function runTask(context: Context, id: string, work: (work: Work) => Promise<unknown>): Promise<void> {
  const controller = new AbortController()
  const abort = (why: 'cancelled' | 'interrupted'): void => controller.abort(why)
  const ended = run(context, id, work, controller).finally(() => running.of(context.memory).delete(id))
  running.of(context.memory).set(id, { abort, ended })
  return ended
}

async function run(
  context: Context,
  id: string,
  work: (work: Work) => Promise<unknown>,
  controller: AbortController,
): Promise<void> {
  const { signal } = controller
  const pulse = startPulse(context, id, controller)
  try {
    const result = await work({ progress: pulse.progress, signal })
    await pulse.stop()
    await endTask(context, id, 'done', result)
  } catch (error) {
    await pulse.stop()
    await tellEnd(context, id, error, signal)
  }
}

async function tellEnd(context: Context, id: string, error: unknown, signal: AbortSignal): Promise<void> {
  const { kind, detail } = toPlatformError(error)
  if (!signal.aborted && kind.status >= 500) logFailure(context, error)
  const state = signal.aborted ? (signal.reason as 'cancelled' | 'interrupted') : 'failed'
  const words = [kind.title, detail].filter(Boolean).join(' ')
  await endTask(context, id, state, state === 'failed' ? { error: words } : undefined).catch((cause: unknown) => {
    // Without a database nobody can be told; the silence says that it was interrupted.
    context.log.error({ event: 'base.task.untold', code: (cause as { code?: string }).code })
  })
}

/** Errors of the database name its values: what kind it is and where it happened are enough. */
function logFailure({ log }: Context, error: unknown): void {
  const { name, code, stack = '' } = error as { name?: string; code?: string; stack?: string }
  log.error({ event: 'base.task.failed', type: name, code, stack: stack.split('\n').slice(1, 6) })
}

interface Pulse {
  readonly progress: Work['progress']
  /** The last beat tells how far it came. */
  stop(): Promise<void>
}

function startPulse(context: Context, id: string, controller: AbortController): Pulse {
  let now = { done: 0, total: null as number | null }
  let beating: Promise<void> | undefined
  const speak = async (): Promise<void> => {
    try {
      if (await beat(context, id, now)) controller.abort('cancelled')
    } catch (error) {
      context.log.warn({ event: 'base.task.unheard', code: (error as { code?: string }).code })
    }
  }
  const timer = setInterval(() => {
    beating ??= speak().finally(() => (beating = undefined))
  }, usualPause).unref()
  return {
    progress(done, total = now.total) {
      now = { done, total }
    },
    async stop() {
      clearInterval(timer)
      await beating
      await speak()
    },
  }
}

/** After a cancellation: what runs in this process need not wait for its next beat to learn of it. */
export function nudgeTasks(context: Context, id: string): void {
  running.of(context.memory).get(id)?.abort('cancelled')
}

/** Ends everything that runs in this process, before it stops. */
export async function stopTasks(context: Context): Promise<void> {
  const all = [...running.of(context.memory).values()]
  for (const { abort } of all) abort('interrupted')
  await Promise.all(all.map(({ ended }) => ended))
}
