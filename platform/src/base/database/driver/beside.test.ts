// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beside, type Sql } from '../index.ts'
import { testDatabase } from '../testing.ts'

async function backend(db: Sql): Promise<number> {
  const [row] = await db<{ pid: number }[]>`select pg_backend_pid() as pid`
  return row!.pid
}

test('what stands beside a pool is served by one backend, also while the whole pool is taken', async () => {
  const { db } = await testDatabase()
  const one = beside(db)
  const first = await backend(one)
  const free = Promise.withResolvers<void>()
  const taken = Array.from({ length: db.options.max }, () => {
    const begun = Promise.withResolvers<number>()
    const ended = db.begin(async (transaction) => {
      begun.resolve(await backend(transaction as unknown as Sql))
      await free.promise
    })
    return { begun: begun.promise, ended }
  })
  const pids = await Promise.all(taken.map(({ begun }) => begun))
  assert.ok(!pids.includes(first))
  assert.equal(await backend(one), first)
  free.resolve()
  await Promise.all(taken.map(({ ended }) => ended))
})

test('each who asks gets another, with the types of the pool', async () => {
  const { db } = await testDatabase()
  const [one, other] = [beside(db), beside(db)]
  assert.notEqual(await backend(one), await backend(other))
  const [row] = await one`select 5::bigint as n, date '2026-03-01' as day`
  assert.deepEqual({ ...row }, { n: 5, day: '2026-03-01' })
})

test('who opened one ends it, and the server has it no more', async () => {
  const { db } = await testDatabase()
  const one = beside(db)
  const pid = await backend(one)
  const isThere = async (): Promise<boolean> => (await db`select from pg_stat_activity where pid = ${pid}`).length > 0
  assert.ok(await isThere())
  await one.end()
  while (await isThere());
  await backend(db)
})

test('it ends with its pool, and a transaction is given back itself', async () => {
  const { db, close } = await testDatabase()
  const one = beside(db)
  await db.begin(async (transaction) => {
    assert.equal(beside(transaction as unknown as Sql), transaction)
  })
  await backend(one)
  await close()
  await assert.rejects(one`select`, { code: 'CONNECTION_ENDED' })
})
