// SPDX-License-Identifier: AGPL-3.0-or-later
// Denominators: how many could have been asked, were asked, opened the question, answered, completed. Totals per day,
// gathered in memory and added to the database every few seconds, so that a view costs no statement; a crash may lose the
// last seconds of views, never of answers, whose own count comes from the cube.
import { dayOf, monthOf, type Day } from '../../base/day.ts'
import type { Context } from '../../base/context.ts'
import { every } from '../../base/jobs/index.ts'
import type { Assurance, Device, Place } from '../intake/index.ts'
import type { TransactionOutcome } from '../outcome.ts'
import { addCounts, answeredInMonth, counted, type Counted, type CounterRow } from './store.ts'

export type { Counted } from './store.ts'

/** Where it is counted; what it knows of its users holds unless a program knows better. */
type Counting = Place & { readonly channel: string; readonly userKind: string | null }

/** What is known of the view or answer that is counted. */
export interface Circumstance {
  readonly device: Device
  /** Today when absent. */
  readonly day?: Day | undefined
  readonly channel?: string | undefined
  readonly userKind?: string | undefined
  readonly outcome?: TransactionOutcome | undefined
  /** code: by an invitation with a one-time code. */
  readonly assurance?: Assurance | undefined
}

export interface Counters {
  add(what: Counted, touchpoint: Counting, circumstance: Circumstance): void
  /** Answers given at a service in the day's month, as far as they have been written. */
  answeredInMonth(serviceId: number, day: Day): Promise<number>
  flush(): Promise<void>
  close(): Promise<void>
}

const flushMilliseconds = 3000
/** Rows kept while the database is away; beyond it new ones are not counted. */
const mostRows = 20_000

export function createCounters(context: Context): Counters {
  let rows = new Map<string, CounterRow>()

  function row(touchpoint: Counting, known: Circumstance): CounterRow | undefined {
    const { id: touchpointId, serviceId } = touchpoint
    const { device, outcome = 'unknown', assurance = 'open' } = known
    const day = known.day ?? dayOf(context.now())
    const channel = known.channel ?? touchpoint.channel
    const userKind = known.userKind ?? touchpoint.userKind ?? 'unknown'
    const key = `${touchpointId} ${day} ${channel} ${device} ${userKind} ${outcome} ${assurance}`
    const found = rows.get(key)
    if (found || rows.size >= mostRows) return found
    const none = { eligible: 0, offered: 0, opened: 0, answered: 0, completed: 0 }
    const made = { serviceId, touchpointId, day, channel, device, userKind, outcome, assurance, ...none }
    rows.set(key, made)
    return made
  }

  async function write(): Promise<void> {
    if (rows.size === 0) return
    const taken = rows
    rows = new Map()
    try {
      await addCounts(context.db, [...taken.values()])
    } catch (error) {
      putBack(rows, taken)
      throw error
    }
  }

  /** One after the other: who waits for this finds everything counted before it written. */
  let last = Promise.resolve()
  function flush(): Promise<void> {
    return (last = last.catch(() => {}).then(write))
  }

  const job = every(flushMilliseconds, 'collect.counters', context.log, flush)
  return {
    add(what, touchpoint, circumstance) {
      const found = row(touchpoint, circumstance)
      if (found) found[what] += 1
    },
    answeredInMonth: (serviceId, day) => answeredInMonth(context.db, serviceId, monthOf(day)),
    flush,
    async close() {
      await job.stop()
      await flush()
    },
  }
}

function putBack(rows: Map<string, CounterRow>, taken: ReadonlyMap<string, CounterRow>): void {
  for (const [key, row] of taken) {
    const since = rows.get(key)
    for (const what of counted) row[what] += since?.[what] ?? 0
    rows.set(key, row)
  }
}
