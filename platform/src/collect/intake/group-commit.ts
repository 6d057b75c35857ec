// SPDX-License-Identifier: AGPL-3.0-or-later
// One durable commit for many: while a group is being committed the next one gathers, so a slow disk makes groups larger
// and not people slower. A group is half of what is under way: while it is committed the other half is answered and asked for
// more, so that neither this process nor the database waits for the other. Order: submit → commit(group) → every promise of the group settles, exactly once, after the
// commit and never before. The queue is bounded: beyond the limit submit refuses at once. A group that fails as a whole
// fails for each of its items, unless `divisible` says that one item may be to blame: then halves are tried.
// A commit that hangs fails its group and whatever waits when `patience` is over, and nothing is taken until it has settled:
// what it makes durable after all is told to whoever sends the item again.
import { Overdue } from '../../base/deadline.ts'

/** A commit costs by itself about as much as so many items: fewer are not parted. */
const worthParting = 16

export interface GroupCommitOptions<T, R> {
  /** Items that may wait, beside those being committed. */
  limit: number
  /** Items of one group at most. */
  group: number
  /** Makes the items durable; results in the order of the items. */
  commit(items: T[]): Promise<R[]>
  /** Whether smaller groups could succeed after this failure. */
  divisible(error: unknown): boolean
  /** Resolves when a commit has taken too long; `cancel` when it has not. Absent: there is no such time. */
  patience?(): { readonly over: Promise<void>; cancel(): void }
}

export interface GroupCommit<T, R> {
  /** @returns undefined when the queue is full, closed or behind a commit that hangs; otherwise settles with the item's result or the failure of its commit. */
  submit(item: T): Promise<R> | undefined
  waiting(): number
  /** Takes nothing more and waits until everything taken has settled; not for a commit that hangs. */
  close(): Promise<void>
}

interface Ticket<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

export function createGroupCommit<T, R>(options: GroupCommitOptions<T, R>): GroupCommit<T, R> {
  const queue: Ticket<T, R>[] = []
  let running: Promise<void> | undefined
  let closed = false
  let hangs = false

  async function settle(group: Ticket<T, R>[]): Promise<void> {
    try {
      const results = await options.commit(group.map(({ item }) => item))
      if (results.length !== group.length) throw new RangeError('a commit must give one result for each item')
      group.forEach((ticket, index) => ticket.resolve(results[index]!))
    } catch (error) {
      if (group.length === 1 || !options.divisible(error)) return group.forEach((ticket) => ticket.reject(error))
      const half = group.length >> 1
      await settle(group.slice(0, half))
      await settle(group.slice(half))
    }
  }

  async function settleInTime(group: Ticket<T, R>[]): Promise<void> {
    const settled = settle(group).then(() => true)
    const patience = options.patience?.()
    if (!patience) return void (await settled)
    const inTime = await Promise.race([settled, patience.over.then(() => false)])
    patience.cancel()
    if (inTime) return
    hangs = true
    void settled.then(() => (hangs = false))
    for (const ticket of [...group, ...queue.splice(0)]) ticket.reject(new Overdue('the commit hangs'))
  }

  async function drain(): Promise<void> {
    // Requests that the event loop hands over in one go join one commit.
    await new Promise(setImmediate)
    for (let last = 0; queue.length > 0;) {
      const half = Math.max(worthParting, Math.ceil((queue.length + last) / 2))
      const group = queue.splice(0, Math.min(half, options.group))
      last = group.length
      await settleInTime(group)
    }
    running = undefined
  }

  return {
    submit(item) {
      if (closed || hangs || queue.length >= options.limit) return undefined
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        running ??= drain()
      })
    },
    waiting: () => queue.length,
    async close() {
      closed = true
      await running
    },
  }
}
