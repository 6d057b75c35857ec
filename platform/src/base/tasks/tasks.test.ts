// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Context } from '../context.ts'
import { testDatabase, type TestDatabase } from '../database/testing.ts'
import { badRequest } from '../errors.ts'
import type { Log } from '../log/index.ts'
import * as tasks from './index.ts'
import type { Work } from './index.ts'

let database: TestDatabase
let context: Context
let now = new Date('2026-11-25T09:00:00Z')
const logged: unknown[] = []

before(async () => {
  database = await testDatabase({ now: () => now })
  const write = (entry: unknown): unknown => logged.push(entry)
  const log = { debug: write, info: write, warn: write, error: write } as unknown as Log
  context = { ...database.context, log }
})

const mine = 7
const begin = (): Promise<string> => tasks.openTask(context, { kind: 'test', title: 'Una prova', accountId: mine })
const look = async (id: string) => (await tasks.findTask(context, mine, id))!

/** Work that goes on until it is told to end. */
const untilAborted = ({ signal }: Work): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })

test('a task tells how far it came and what it gave', async () => {
  const id = await begin()
  assert.deepEqual(await look(id), {
    ...{ id, kind: 'test', title: 'Una prova', state: 'running', done: 0, total: null, result: null },
    ...{ createdAt: now, cancelWanted: false },
  })
  await tasks.runTask(context, id, async ({ progress }) => {
    progress(3, 10)
    progress(10)
    return { rows: 10 }
  })
  const { state, done, total, result } = await look(id)
  assert.deepEqual({ state, done, total, result }, { state: 'done', done: 10, total: 10, result: { rows: 10 } })
})

test('what a person can be told of a failure is told; the rest is an apology, and the log holds no values', async () => {
  const foreseen = await begin()
  await tasks.runTask(context, foreseen, () => Promise.reject(badRequest({ detail: 'Riga 3.' })))
  assert.deepEqual((await look(foreseen)).result, { error: 'La richiesta non è valida. Riga 3.' })
  assert.equal(logged.length, 0)
  const unforeseen = await begin()
  await tasks.runTask(context, unforeseen, () => Promise.reject(new Error('segreto di Anna')))
  assert.deepEqual((await look(unforeseen)).result, { error: 'Qualcosa non ha funzionato.' })
  assert.equal(logged.length, 1)
  assert.doesNotMatch(JSON.stringify(logged), /Anna/)
})

test('who cancels from another process is heard at the next beat', async () => {
  const id = await begin()
  const ended = tasks.runTask(context, id, untilAborted)
  assert.equal(await tasks.cancelTask(context, mine, id), true)
  await ended
  assert.equal((await look(id)).state, 'cancelled')
  assert.equal(await tasks.cancelTask(context, mine, id), false, 'it is over')
})

test('who cancels in the same process is heard at once', async () => {
  const id = await begin()
  const ended = tasks.runTask(context, id, untilAborted)
  tasks.nudgeTasks(context, id)
  await ended
  assert.equal((await look(id)).state, 'cancelled')
})

test('work that was done before it heard of the cancellation is done', async () => {
  const id = await begin()
  await tasks.cancelTask(context, mine, id)
  await tasks.runTask(context, id, async () => 'whole')
  assert.deepEqual([(await look(id)).state, (await look(id)).result], ['done', 'whole'])
})

test('a task whose process is gone is interrupted after a minute of silence, on every page and in its row', async () => {
  const id = await begin()
  const began = now
  now = new Date(began.getTime() + 59_000)
  assert.equal((await look(id)).state, 'running')
  now = new Date(began.getTime() + 61_000)
  assert.equal((await look(id)).state, 'interrupted')
  assert.equal((await tasks.listTasks(context, mine, 99)).find((task) => task.id === id)?.state, 'interrupted')
  assert.equal(await tasks.cancelTask(context, mine, id), false)
  await tasks.tidyTasks(context)
  const [row] = await database.db`select state from base.task where id = ${id}`
  assert.equal(row?.['state'], 'interrupted')
})

test('a server that stops ends what runs and says so', async () => {
  const ids = [await begin(), await begin()]
  for (const id of ids) void tasks.runTask(context, id, untilAborted)
  await tasks.stopTasks(context)
  for (const id of ids) assert.equal((await look(id)).state, 'interrupted')
})

test('a task begun in an act that failed was never there', async () => {
  let id = ''
  const undone = database.db.begin(async (transaction) => {
    id = await tasks.openTask({ ...context, db: transaction as never }, { kind: 'test', title: 'x', accountId: mine })
    throw new Error('undone')
  })
  await assert.rejects(undone)
  assert.equal(await tasks.findTask(context, mine, id), undefined)
})

test('nobody finds or cancels another person’s task', async () => {
  const id = await begin()
  assert.equal(await tasks.findTask(context, 8, id), undefined)
  assert.equal(await tasks.cancelTask(context, 8, id), false)
  assert.equal(await tasks.findTask(context, mine, 'x'), undefined)
  assert.ok((await tasks.listTasks(context, 8, 9)).length === 0)
})

test('tasks are forgotten after a month', async () => {
  const id = await begin()
  await tasks.runTask(context, id, async () => null)
  now = new Date(now.getTime() + 31 * 86_400_000)
  await tasks.tidyTasks(context)
  assert.equal(await tasks.findTask(context, mine, id), undefined)
})
