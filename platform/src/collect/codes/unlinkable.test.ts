// SPDX-License-Identifier: AGPL-3.0-or-later
// Nothing that is stored leads from a code to an answer once the night is over: whoever has every table and the list of codes is
// left with guessing. Installations that are wrong on purpose are caught by the same judge.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Sql } from '../../base/database/index.ts'
import { codes as touchpoints, mutate, testCollect } from '../testing.ts'
import { identityOf } from '../intake/receipt.ts'
import { hashCode } from './code-text.ts'
import { codesKey, rewriteRows } from './index.ts'
import { relink, type Person } from './relink.ts'
import { answer, answered, issue, type Collect } from './testing.ts'

const evening = new Date('2026-03-10T18:00:00Z')
const night = new Date('2026-03-11T02:30:00Z')

/** People answer one after the other, in the order of the list that was made; others never do. */
async function answerInOrder(collect: Collect, number = 120): Promise<Person[]> {
  collect.clock.now = evening
  const key = await codesKey(collect.context)
  const codes = await issue(collect.context, { number: String(number + 30) })
  const people: Person[] = []
  for (const code of codes.slice(0, number)) {
    const name = randomUUID()
    const reply = await answer(collect, code, name, String(1 + (randomBytes(1)[0]! % 5)))
    assert.equal(reply.statusCode, 303)
    const { id } = identityOf(touchpoints.procedure, name)
    people.push({ code, hash: hashCode(key, touchpoints.procedure, code), answer: id })
  }
  return people
}

async function passNight(collect: Collect): Promise<void> {
  collect.clock.now = night
  assert.equal(await rewriteRows(collect.context), true)
  await collect.db`analyze`
}

test('before the night the order of answers can still be seen; after it nothing leads from a code to an answer', async () => {
  const collect = await testCollect()
  const people = await answerInOrder(collect)
  const before = await relink(collect.db, people)
  assert.ok(
    before.some((what) => what.endsWith('xmin has the order of arrival')),
    'the judge sees what there is to see',
  )
  assert.ok(!before.some((what) => what.includes('keeps codes') || what.includes('=')))
  const rows = async () =>
    JSON.stringify(
      await collect.db`select to_jsonb(a) from collect.answer a union all select to_jsonb(r) from collect.receipt r order by 1`,
    )
  const whole = await rows()
  await passNight(collect)
  assert.deepEqual(await relink(collect.db, people), [])
  assert.equal(await rows(), whole, 'not one row is another')
  assert.deepEqual(await answered(collect), { 'invited email code': people.length })
  await collect.close()
})

test('what a deletion leaves in the files of the codes is gone after the night', async (t) => {
  const collect = await testCollect()
  if (!(await readsFiles(collect.db))) return t.skip('not run: the user of the database may not read its files')
  const people = await answerInOrder(collect, 40)
  assert.ok((await remnants(collect.db, people)) > 0, 'there is something to go')
  await passNight(collect)
  assert.equal(await remnants(collect.db, people), 0)
  await collect.close()
})

async function readsFiles(db: Sql): Promise<boolean> {
  const [row] = await db<{ may: boolean }[]>`select rolsuper as may from pg_roles where rolname = current_user`
  return row!.may
}

/** How many of these codes' hashes stand in a file of the table of codes or of its index. */
async function remnants(db: Sql, people: readonly Person[]): Promise<number> {
  await db`checkpoint`
  const files = await db<{ bytes: Buffer }[]>`
    select pg_read_binary_file(pg_relation_filepath(oid)) as bytes from pg_class where relname like 'unspent_code%' and relfilenode <> 0`
  assert.ok(files.length >= 2)
  return people.filter(({ hash }) => files.some(({ bytes }) => bytes.includes(Buffer.from(hash, 'hex')))).length
}

const mutants: Readonly<Record<string, { readonly make: (db: Sql) => Promise<unknown>; readonly caught: RegExp }>> = {
  'keeps a code that was used, without a day': {
    make: (db) => keepUsed(db, 'hash bytea'),
    caught: /keeps codes that were used/,
  },
  'numbers transactions in what it keeps of a code and in the answer': {
    make: async (db) => {
      await db.unsafe('alter table collect.answer add column batch bigint default txid_current()')
      await keepUsed(db, 'hash bytea, seen bigint default txid_current()')
    },
    caught: /collect\.used\.seen = collect\.answer\w*\.batch/,
  },
  'writes answers anew in the order in which they lie': {
    make: (db) =>
      mutate(
        db,
        'collect.rewrite_rows',
        'into collect.answer select * from moved order by random()',
        'into collect.answer select * from moved',
      ),
    caught: /answer\w*\.place has the order of arrival/,
  },
  'writes receipts anew in the order in which they lie': {
    make: (db) =>
      mutate(
        db,
        'collect.rewrite_rows',
        'into collect.receipt select * from moved order by random()',
        'into collect.receipt select * from moved',
      ),
    caught: /receipt\.place has the order of arrival/,
  },
  'leaves answers where they are': {
    make: (db) =>
      mutate(
        db,
        'collect.rewrite_rows',
        'where r.taken_on > after and r.taken_on < before and a.service_id',
        'where false and a.service_id',
      ),
    caught: /answer\w*\.xmin has the order of arrival/,
  },
  'lets PostgreSQL sample hashes': {
    make: (db) => db.unsafe('alter table collect.unspent_code alter column hash set statistics 100'),
    caught: /hash is sampled/,
  },
}

/** As many would: a mark instead of a deletion. */
async function keepUsed(db: Sql, columns: string): Promise<void> {
  await db.unsafe(`
    create table collect.used (${columns});
    create function collect.note_used() returns trigger language plpgsql as
      $$ begin insert into collect.used (hash) values (old.hash); return null; end $$;
    create trigger note_used after delete on collect.unspent_code for each row execute function collect.note_used();`)
}

for (const [name, { make, caught }] of Object.entries(mutants))
  test(`an installation that ${name} is caught`, async () => {
    const collect = await testCollect()
    await make(collect.db)
    const people = await answerInOrder(collect)
    await passNight(collect)
    const found = await relink(collect.db, people)
    assert.ok(
      found.some((what) => caught.test(what)),
      found.join('\n'),
    )
    await collect.close()
  })

test('an installation that deletes the codes instead of writing them anew is caught', async (t) => {
  const collect = await testCollect()
  if (!(await readsFiles(collect.db))) return t.skip('not run: the user of the database may not read its files')
  await mutate(collect.db, 'collect.rewrite_codes', 'truncate collect.', 'delete from collect.')
  const people = await answerInOrder(collect, 40)
  await passNight(collect)
  assert.ok((await remnants(collect.db, people)) > 0)
  await collect.close()
})
