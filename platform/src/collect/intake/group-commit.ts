// SPDX-License-Identifier: AGPL-3.0-or-later
// One durable commit for many: while a group is being committed the next one gathers, so a slow disk makes groups larger
// and not people slower. Two commits are under way at most, one behind the other on the connection, so that the database goes from
// one to the next without asking; a group is a third of what waits or is under way, so that the last third is answered and asked
// for more meanwhile. Order: submit → commit(group) → every promise of the group settles, exactly once, after the
// commit and never before. The queue is bounded: beyond the limit submit refuses at once. A group that fails as a whole
// fails for each of its items, unless `divisible` says that one item may be to blame: then halves are tried.
// A commit that hangs fails its group and whatever waits when `patience` is over, and nothing is taken until it has settled:
// what it makes durable after all is told to whoever sends the item again.
import { Overdue } from '../../base/deadline.ts'

/** A commit costs by itself about as much as so many items: fewer are not parted, nor sent behind another. */
const worthCommitting = 16
const mostCommits = 2

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
  /** Items of the commits that are under way, without those nobody waits for any more. */
  committing(): number
  /** Takes nothing more and waits until everything taken has settled; not for a commit that hangs. */
  close(): Promise<void>
}

interface Ticket<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

async function settle<T, R>(options: GroupCommitOptions<T, R>, group: Ticket<T, R>[]): Promise<void> {
  try {
    const results = await options.commit(group.map(({ item }) => item))
    if (results.length !== group.length) throw new RangeError('a commit must give one result for each item')
    group.forEach((ticket, index) => ticket.resolve(results[index]!))
  } catch (error) {
    if (group.length === 1 || !options.divisible(error)) return group.forEach((ticket) => ticket.reject(error))
    const half = group.length >> 1
    await settle(options, group.slice(0, half))
    await settle(options, group.slice(half))
  }
}

export function createGroupCommit<T, R>(options: GroupCommitOptions<T, R>): GroupCommit<T, R> {
  const queue: Ticket<T, R>[] = []
  /** By the commits that are under way. */
  const running = new Set<Promise<void>>()
  let underWay = 0
  let gathering = false
  let closed = false
  let hanging = 0

  async function settleInTime(group: Ticket<T, R>[]): Promise<void> {
    const settled = settle(options, group).then(() => true)
    const patience = options.patience?.()
    if (!patience) return void (await settled)
    const inTime = await Promise.race([settled, patience.over.then(() => false)])
    patience.cancel()
    if (inTime) return
    hanging += 1
    void settled.then(() => (hanging -= 1))
    for (const ticket of [...group, ...queue.splice(0)]) ticket.reject(new Overdue('the commit hangs'))
  }

  function isWorthwhile(): boolean {
    if (running.size === 0) return queue.length > 0
    return running.size < mostCommits && queue.length >= Math.min(worthCommitting, options.group)
  }

  function commitGroups(): void {
    gathering = false
    while (isWorthwhile()) {
      const third = Math.ceil((queue.length + underWay) / (mostCommits + 1))
      const group = queue.splice(0, Math.min(Math.max(worthCommitting, third), options.group))
      underWay += group.length
      const one = settleInTime(group).then(() => {
        underWay -= group.length
        running.delete(one)
        commitGroups()
      })
      running.add(one)
    }
  }

  /** Requests that the event loop hands over in one go join one group. */
  function gather(): void {
    if (gathering) return
    gathering = true
    setImmediate(commitGroups)
  }

  return {
    submit(item) {
      if (closed || hanging > 0 || queue.length >= options.limit) return undefined
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        gather()
      })
    },
    waiting: () => queue.length,
    committing: () => underWay,
    async close() {
      closed = true
      commitGroups()
      while (running.size > 0) await Promise.all(running)
    },
  }
}
