// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate, readMigrations } from './migrate.ts'
import { secret } from './index.ts'
import { testDatabase } from './testing.ts'

test('a fresh database has every migration, and a second run applies none', async () => {
  const { db, close } = await testDatabase()
  assert.deepEqual(await migrate(db), [])
  await close()
})

test('a migration that changed after it landed is refused, and so is one from the future', async () => {
  const { db, close } = await testDatabase()
  const changed = readMigrations().map((migration, index) =>
    index === 0 ? { ...migration, hash: 'other' } : migration,
  )
  await assert.rejects(migrate(db, changed), /0001-base\.sql è cambiata/)
  await assert.rejects(migrate(db, readMigrations().slice(0, -1)), /versione più recente/)
  await close()
})

test('a migration that fails leaves nothing of itself behind', async () => {
  const { db, close } = await testDatabase()
  const broken = { name: '9999-broken.sql', text: 'create table public.half (x int); select 1 / 0', hash: 'x' }
  await assert.rejects(migrate(db, [...readMigrations(), broken]), /division by zero/)
  assert.equal((await db`select to_regclass('public.half') as found`)[0]!.found, null)
  await close()
})

test('two processes that migrate at once apply each file once', async () => {
  const { db, close } = await testDatabase()
  const added = { name: '9999-added.sql', text: 'create table public.added (x int)', hash: 'x' }
  const both = await Promise.all([1, 2].map(() => migrate(db, [...readMigrations(), added])))
  assert.deepEqual(both.flat(), ['9999-added.sql'])
  await close()
})

test('a secret is made once and stays', async () => {
  const { db, close } = await testDatabase()
  const [first, second] = await Promise.all([secret(db, 'receipt'), secret(db, 'receipt')])
  assert.equal(first.length, 32)
  assert.deepEqual(first, second)
  await close()
})

test('days are text and counts are numbers', async () => {
  const { db, close } = await testDatabase()
  const [row] = await db`select date '2026-03-29' as day, 9000000000::bigint as count`
  assert.deepEqual({ ...row }, { day: '2026-03-29', count: 9_000_000_000 })
  await close()
})
