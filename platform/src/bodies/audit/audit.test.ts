// SPDX-License-Identifier: AGPL-3.0-or-later
// The chain of the log: made by many at once it is one; whatever is done to it afterwards shows, and where.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Sql } from '../../base/database/index.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { audit, findSession, listAudit, verifyAudit, withRights, type AuditSearch } from '../index.ts'
import { logIn } from '../testing.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})

const write = (number: number): Promise<void> =>
  audit(database.context, {
    act: 'service.edit',
    bodyId: 7,
    subject: `service ${number}`,
    before: { number },
    after: null,
  })

async function writeMany(count: number): Promise<void> {
  for (let number = 1; number <= count; number++) await write(number)
}

/** As somebody who owns the server: the triggers that forbid it are switched off. */
async function tamper(act: (db: Sql) => Promise<unknown>): Promise<number | undefined> {
  const { db, context } = database
  await db.begin(async (transaction) => {
    await transaction`alter table bodies.audit_entry disable trigger user`
    await act(transaction as unknown as Sql)
    await transaction`alter table bodies.audit_entry enable trigger user`
  })
  return (await verifyAudit(context)).broken
}

test('two hundred acts from several connections make one unbroken chain', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, number) => write(number)))
  const { entries, broken, last } = await verifyAudit(database.context)
  assert.deepEqual([entries, broken], [200, undefined])
  const all = await listAudit(database.context, { limit: 300 })
  assert.deepEqual(
    all.map(({ id }) => id),
    Array.from({ length: 200 }, (_, index) => 200 - index),
  )
  assert.equal(last, all[0]!.hash)
  const [row] = await database.db<{ connections: number }[]>`
    select count(*) as connections from pg_stat_activity where datname = ${database.name} and application_name = 'ascolto'`
  assert.ok(row!.connections > 2, `${row!.connections} connections`)
})

test('acts that are undone leave no gap: their entries go with them', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, number) =>
      database.db.begin(async (transaction) => {
        await audit(
          { ...database.context, db: transaction as unknown as Sql },
          { act: 'service.edit', subject: `service ${number}` },
        )
        if (number % 3 === 0) throw new Error('undone')
      }),
    ),
  )
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length
  assert.deepEqual(await verifyAudit(database.context).then(({ entries, broken }) => [entries, broken]), [
    done,
    undefined,
  ])
})

test('an entry is neither changed nor removed, by the owner of the table neither', async () => {
  await writeMany(3)
  const { db } = database
  const refused = /only ever added to/
  await assert.rejects(db`update bodies.audit_entry set act = 'x' where id = 2`, refused)
  await assert.rejects(db`delete from bodies.audit_entry where id = 3`, refused)
  await assert.rejects(db`truncate bodies.audit_entry`, refused)
  assert.equal((await verifyAudit(database.context)).entries, 3)
})

test('who works in the workspace adds entries by the one function and in no other way', async () => {
  await writeMany(1)
  const person = await logIn(database.context, { role: 'auditor' })
  const session = (await findSession(database.context, person.token))!
  const denied = /permission denied/
  const as = (act: (db: Sql) => Promise<unknown>) => withRights(database.context, session, ({ db }) => act(db))
  await assert.rejects(
    as(
      (db) =>
        db`insert into bodies.audit_entry select 9, at, actor, act, body_id, subject, before, after, previous_hash, hash from bodies.audit_entry`,
    ),
    denied,
  )
  await assert.rejects(
    as((db) => db`update bodies.audit_entry set act = 'x'`),
    denied,
  )
  await assert.rejects(
    as((db) => db`delete from bodies.audit_entry`),
    denied,
  )
  await assert.rejects(
    as((db) => db`alter table bodies.audit_entry disable trigger user`),
    /must be owner/,
  )
})

for (const [column, value] of Object.entries({
  act: `'service.create'`,
  at: `at + interval '1 microsecond'`,
  actor: `gen_random_uuid()`,
  body_id: `8`,
  subject: `'service 30'`,
  before: `'{"number": 30}'`,
  after: `'{}'`,
  previous_hash: `sha256('x')`,
  hash: `sha256('x')`,
})) {
  test(`a changed ${column} is found at its entry`, async () => {
    await writeMany(5)
    assert.equal(await tamper((db) => db.unsafe(`update bodies.audit_entry set ${column} = ${value} where id = 3`)), 3)
  })
}

test('a changed entry whose own hash was made anew is found at the next one', async () => {
  await writeMany(5)
  const broken = await tamper(async (db) => {
    await db`update bodies.audit_entry set subject = 'service 30' where id = 3`
    await db`update bodies.audit_entry entry set hash = bodies.audit_hash(entry) where id = 3`
  })
  assert.equal(broken, 4)
})

test('an entry taken from the middle is found, also when the numbers were closed up', async () => {
  await writeMany(5)
  assert.equal(await tamper((db) => db`delete from bodies.audit_entry where id = 3`), 4)
  assert.equal(await tamper((db) => db`update bodies.audit_entry set id = id - 1 where id > 3`), 3)
})

test('an entry taken from the middle leaves its gap, also when every later hash was made anew', async () => {
  await writeMany(5)
  const broken = await tamper(async (db) => {
    await db`delete from bodies.audit_entry where id = 3`
    for (const [id, previous] of [
      [4, 2],
      [5, 4],
    ] as const) {
      await db`
        update bodies.audit_entry set previous_hash = (select hash from bodies.audit_entry where id = ${previous})
        where id = ${id}`
      await db`update bodies.audit_entry entry set hash = bodies.audit_hash(entry) where id = ${id}`
    }
  })
  assert.equal(broken, 4)
})

test('the first entry taken away is found', async () => {
  await writeMany(3)
  assert.equal(await tamper((db) => db`delete from bodies.audit_entry where id = 1`), 2)
})

test('two entries put in another order are found', async () => {
  await writeMany(5)
  const broken = await tamper(async (db) => {
    await db`update bodies.audit_entry set id = -2 where id = 2`
    await db`update bodies.audit_entry set id = 2 where id = 3`
    await db`update bodies.audit_entry set id = 3 where id = -2`
  })
  assert.equal(broken, 2)
})

test('an entry slipped in at the end with a hash of its own is found', async () => {
  await writeMany(3)
  const broken = await tamper(
    (db) => db`
      insert into bodies.audit_entry
      select 4, at, actor, act, body_id, 'service 4', before, after, previous_hash, hash from bodies.audit_entry where id = 3`,
  )
  assert.equal(broken, 4)
})

test('entries cut off at the end leave a whole chain with another last hash: who keeps that elsewhere sees it', async () => {
  await writeMany(4)
  const { last } = await verifyAudit(database.context)
  assert.equal(await tamper((db) => db`delete from bodies.audit_entry where id = 4`), undefined)
  assert.notEqual((await verifyAudit(database.context)).last, last)
})

test('the hash is the same whatever the time zone of who asks', async () => {
  await writeMany(2)
  await database.db.begin(async (transaction) => {
    await transaction`set local timezone to 'Pacific/Auckland'`
    assert.equal((await verifyAudit({ ...database.context, db: transaction as unknown as Sql })).broken, undefined)
  })
})

test('the log is read by act, area, person, period and page; unknown words find nothing', async () => {
  const { context, db } = database
  const ada = await logIn(context)
  const bruno = await logIn(context)
  await db`update bodies.account set name = 'Niccolò Neri' where id = ${ada.account.id}`
  const entry = (act: string, actor: string, subject: string, at: string) =>
    audit({ ...context, now: () => new Date(at) }, { act, actor, subject })
  await entry('session.end', ada.account.pseudonym, 'x', '2026-03-09T22:59:59Z')
  await entry('session.end-others', ada.account.pseudonym, 'x', '2026-03-09T23:00:00Z')
  await entry('member.change', bruno.account.pseudonym, `account ${ada.account.pseudonym}`, '2026-03-10T22:59:59Z')
  await entry('member.join', bruno.account.pseudonym, 'x', '2026-03-10T23:00:00Z')
  const found = async (search: Partial<AuditSearch>) =>
    (await listAudit(context, { limit: 50, ...search })).map(({ id }) => id).toSorted((a, b) => a - b)
  assert.deepEqual(await found({ act: 'session.end' }), [1], 'not what only begins so')
  assert.deepEqual(await found({ act: 'session.' }), [1, 2])
  assert.deepEqual(await found({ act: 'sess' }), [])
  assert.deepEqual(await found({ person: 'NICCOLO neri' }), [1, 2, 3], 'who acted and whom it concerned')
  assert.deepEqual(await found({ person: bruno.account.pseudonym }), [3, 4])
  assert.deepEqual(await found({ person: bruno.account.email }), [3, 4])
  assert.deepEqual(await found({ person: 'nessuno' }), [])
  assert.deepEqual(await found({ from: '2026-03-10', to: '2026-03-10' }), [2, 3], 'days are Italian ones')
  assert.deepEqual(await found({ before: 3 }), [1, 2])
  assert.deepEqual(await found({ before: 3, limit: 1 }), [2])
  const [last] = await listAudit(context, { limit: 1, act: 'member.change' })
  assert.deepEqual([last!.actorName, last!.subjectName], [bruno.account.name, 'Niccolò Neri'])
})
