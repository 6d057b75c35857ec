// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connect, type Sql, type Transaction } from '../index.ts'
import { testDatabase } from '../testing.ts'

async function pools(t: { skip(reason: string): void }): Promise<{ db: Sql; admin: Sql } | undefined> {
  const { embedded, name } = await testDatabase()
  if (!embedded) {
    t.skip('not run: connections to the server of DATABASE_URL may not be ours to break')
    return undefined
  }
  const [db, admin] = [connect(embedded, 1, undefined, name), connect(embedded, 1, undefined, name)]
  after(() => Promise.all([db.end({ timeout: 1 }), admin.end({ timeout: 1 })]))
  await db`create table kept (who text)`
  return { db, admin }
}

async function breakOff(transaction: Transaction, admin: Sql): Promise<void> {
  const [row] = await transaction<{ pid: number }[]>`select pg_backend_pid() as pid`
  await admin`select pg_terminate_backend(${row!.pid})`
}

const names = async (admin: Sql): Promise<string[]> =>
  (await admin<{ who: string }[]>`select who from kept`).map(({ who }) => who)

async function persistently<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch {
      await new Promise(setImmediate)
    }
  }
}

for (const again of [false, true]) {
  const when = again ? 'has been made anew' : 'is gone'
  for (const inside of ['the transaction', 'a savepoint of it']) {
    test(`what ${inside} still tries when its connection ${when} is refused`, async (t) => {
      const { db, admin } = (await pools(t)) ?? {}
      if (!db || !admin) return
      const noticed = Promise.withResolvers<void>()
      const told: unknown[] = []
      const goOn = async (scope: Transaction): Promise<void> => {
        await breakOff(scope, admin)
        await noticed.promise
        if (again) await persistently(() => db`select`)
        for (const act of [() => scope`insert into kept values ('late')`, () => scope.unsafe('select 1')])
          await Promise.resolve()
            .then(act)
            .catch((error: { code?: string }) => told.push(error.code))
        told.push('end')
        throw new Error('of its own')
      }
      const transaction = db.begin(async (scope) => {
        await scope`insert into kept values ('early')`
        await (inside === 'the transaction' ? goOn(scope) : scope.savepoint(goOn))
      })
      await assert.rejects(transaction, { code: 'CONNECTION_CLOSED' })
      noticed.resolve()
      while (!told.includes('end')) await new Promise(setImmediate)
      assert.deepEqual(told.slice(0, 2), ['CONNECTION_CLOSED', 'CONNECTION_CLOSED'])
      await persistently(() => db`insert into kept values ('next')`)
      assert.deepEqual(await names(admin), ['next'])
    })
  }
}

test('a transaction that nothing befalls is as it was: it commits, it rolls back, and so do its savepoints', async (t) => {
  const { db, admin } = (await pools(t)) ?? {}
  if (!db || !admin) return
  const result = await db.begin('isolation level serializable', async (scope) => {
    await scope`insert into kept values ('kept')`
    await scope
      .savepoint(async (inner) => {
        await inner`insert into kept values ('undone')`
        throw new Error('undone')
      })
      .catch(() => {})
    return scope.savepoint((inner) => inner`insert into kept values ('inner') returning who`)
  })
  assert.deepEqual(
    result.map((row) => row['who']),
    ['inner'],
  )
  await assert.rejects(
    db.begin(async (scope) => {
      await scope`insert into kept values ('lost')`
      throw new Error('on purpose')
    }),
    /on purpose/,
  )
  const both = await db.begin((scope) => [scope`select 1 as n`, scope`select 2 as n`])
  assert.deepEqual(
    both.map(([row]) => row!['n'] as number),
    [1, 2],
  )
  assert.deepEqual(await names(admin), ['kept', 'inner'])
})
