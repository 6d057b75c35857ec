// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createGroupCommit } from './group-commit.ts'

const always = (): boolean => true
const never = (): boolean => false

/** A commit that waits for its release, and remembers what it was given. */
function heldCommit() {
  const groups: number[][] = []
  const release: (() => void)[] = []
  const commit = (items: number[]): Promise<number[]> => {
    groups.push(items)
    return new Promise((resolve) => release.push(() => resolve(items.map((item) => item * 10))))
  }
  return { groups, release, commit }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('while one group commits the next gathers, a full one is sent behind it, and order is kept', async () => {
  const { groups, release, commit } = heldCommit()
  const queue = createGroupCommit({ limit: 10, group: 3, commit, divisible: never })
  const first = [1, 2].map((item) => queue.submit(item)!)
  await turn()
  const later = [3, 4].map((item) => queue.submit(item)!)
  await turn()
  assert.deepEqual(groups, [[1, 2]])
  later.push(...[5, 6, 7, 8].map((item) => queue.submit(item)!))
  await turn()
  assert.deepEqual(groups.slice(1), [[3, 4, 5]])
  release[0]!()
  assert.deepEqual(await Promise.all(first), [10, 20])
  await turn()
  assert.deepEqual(groups.slice(2), [[6, 7, 8]])
  release[1]!()
  release[2]!()
  assert.deepEqual(await Promise.all(later), [30, 40, 50, 60, 70, 80])
})

test('under steady load each group is a third of what is under way, two are committed, and a few are not parted', async () => {
  const { groups, release, commit } = heldCommit()
  const queue = createGroupCommit({ limit: 1000, group: 500, commit, divisible: never })
  const settled: Promise<number>[] = []
  const ask = (count: number): void => {
    for (let n = 0; n < count; n++) settled.push(queue.submit(settled.length)!)
  }
  ask(48)
  await turn()
  for (let turns = 0; turns < 6; turns++) {
    assert.equal(groups.length, turns + 2)
    // Whoever is answered asks again, while the other two thirds are being committed or wait.
    release[turns]!()
    await turn()
    ask(16)
    await turn()
  }
  assert.deepEqual(
    groups.map(({ length }) => length),
    [16, 16, 16, 16, 16, 16, 16, 16],
  )
  assert.deepEqual(groups.flat(), [...groups.flat().keys()])
  const many = createGroupCommit({ limit: 1000, group: 500, commit, divisible: never })
  const burst = Array.from({ length: 96 }, (_, item) => many.submit(item)!)
  await turn()
  assert.deepEqual(
    groups.slice(-2).map(({ length }) => length),
    [32, 32],
  )
  for (let turns = 0; turns < 4; turns++) {
    for (const one of release) one()
    await turn()
  }
  await Promise.all(burst)
  const few = createGroupCommit({ limit: 100, group: 50, commit, divisible: never })
  const before = groups.length
  const last = Array.from({ length: 31 }, (_, item) => few.submit(item)!)
  await turn()
  assert.deepEqual(
    groups.slice(before).map(({ length }) => length),
    [16],
  )
  release.at(-1)!()
  await turn()
  release.at(-1)!()
  await Promise.all(last)
})

test('nothing settles before its commit has', async () => {
  const { release, commit } = heldCommit()
  const queue = createGroupCommit({ limit: 10, group: 3, commit, divisible: never })
  let settled = false
  const promise = queue.submit(1)!.then(() => (settled = true))
  await turn()
  assert.equal(settled, false)
  release[0]!()
  await promise
})

test('a full queue refuses at once, and takes again when there is room', async () => {
  const { release, commit } = heldCommit()
  const queue = createGroupCommit({ limit: 2, group: 10, commit, divisible: never })
  const first = queue.submit(0)!
  await turn()
  const waiting = [queue.submit(1), queue.submit(2)]
  assert.equal(queue.waiting(), 2)
  assert.equal(queue.submit(3), undefined)
  release[0]!()
  await first
  await turn()
  assert.notEqual(queue.submit(4), undefined)
  release[1]!()
  await turn()
  release[2]!()
  await Promise.all(waiting.map(async (settled) => settled))
})

test('after close nothing is taken, and what was taken is committed', async () => {
  const committed: number[] = []
  const commit = async (items: number[]): Promise<number[]> => (committed.push(...items), items)
  const queue = createGroupCommit({ limit: 10, group: 2, commit, divisible: never })
  const taken = [1, 2, 3].map((item) => queue.submit(item)!)
  const closing = queue.close()
  assert.equal(queue.submit(4), undefined)
  await closing
  assert.deepEqual(await Promise.all(taken), [1, 2, 3])
  assert.deepEqual(committed, [1, 2, 3])
})

test('an item the database refuses takes no other with it', async () => {
  const commit = async (items: number[]): Promise<number[]> => {
    if (items.includes(5)) throw new Error('refused')
    return items
  }
  const queue = createGroupCommit({ limit: 20, group: 20, commit, divisible: always })
  const results = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((item) => queue.submit(item)!))
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  )
})

test('a commit that hangs fails what waits, refuses at once what comes, and the door opens when it has settled', async () => {
  const { groups, release, commit } = heldCommit()
  const times: (() => void)[] = []
  const patience = () => ({ over: new Promise<void>((over) => times.push(over)), cancel: () => {} })
  const queue = createGroupCommit({ limit: 10, group: 1, commit, divisible: always, patience })
  const taken = [1, 2, 3].map((item) => queue.submit(item)!)
  await turn()
  times[0]!()
  times[1]!()
  for (const { reason } of (await Promise.allSettled(taken)) as PromiseRejectedResult[])
    assert.equal(reason.code, 'ETIMEDOUT')
  assert.deepEqual([queue.submit(4), queue.waiting(), groups], [undefined, 0, [[1], [2]]])
  release[0]!()
  await turn()
  assert.equal(queue.submit(4), undefined, 'the other one hangs still')
  release[1]!()
  await turn()
  const again = queue.submit(1)!
  await turn()
  release[2]!()
  assert.equal(await again, 10)
  const last = queue.submit(5)!
  await turn()
  times[3]!()
  await queue.close()
  await assert.rejects(last)
})

test('every item settles exactly once with its own result, whatever commits fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ pause: fc.boolean(), fails: fc.boolean() }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (steps, group, divisible) => {
        const seen: number[] = []
        const commit = async (items: number[]): Promise<number[]> => {
          await turn()
          if (items.some((item) => steps[item]!.fails)) throw new Error('away')
          seen.push(...items)
          return items.map((item) => item + 0.5)
        }
        const queue = createGroupCommit({ limit: 100, group, commit, divisible: () => divisible })
        const settled: Promise<number | undefined>[] = []
        for (const [index, { pause }] of steps.entries()) {
          settled.push(queue.submit(index)!.catch(() => undefined))
          if (pause) await turn()
        }
        const results = await Promise.all(settled)
        const fulfilled = [...results.keys()].filter((index) => results[index] !== undefined)
        // Of two commits the one behind may succeed while the one before is tried by halves.
        assert.deepEqual(
          seen.toSorted((a, b) => a - b),
          fulfilled,
        )
        for (const index of fulfilled) assert.equal(results[index], index + 0.5)
        if (divisible) assert.ok(steps.every(({ fails }, index) => fails !== fulfilled.includes(index)))
        await queue.close()
      },
    ),
    { numRuns: 60 },
  )
})
