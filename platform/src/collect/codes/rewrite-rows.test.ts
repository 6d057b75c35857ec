// SPDX-License-Identifier: AGPL-3.0-or-later
// The night's work beside everything that goes on meanwhile: nothing is lost, nothing counted twice, nobody waits for long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCollect } from '../testing.ts'
import { rewriteRows } from './index.ts'
import { answer, answered, issue, unspent, type Collect } from './testing.ts'

const night = new Date('2026-03-11T02:30:00Z')

async function transactions({ db }: Collect): Promise<number> {
  const [row] = await db<{ n: number }[]>`select count(distinct xmin::text)::int as n from collect.answer`
  return row!.n
}

async function through({ db }: Collect): Promise<string> {
  const [row] = await db<{ through: string }[]>`select through::text as through from collect.rewritten`
  return row!.through
}

test('a day is written anew once it has come to rest, in one transaction; what came since stays as it is', async () => {
  const collect = await testCollect()
  for (let person = 0; person < 5; person++) await answer(collect, undefined)
  const run = (instant: string): Promise<boolean> => {
    collect.clock.now = new Date(instant)
    return rewriteRows(collect.context)
  }
  // Answers of the last minute can be corrected until one o'clock.
  await run('2026-03-11T01:55:00+01:00')
  assert.equal(await transactions(collect), 5)
  for (let person = 0; person < 2; person++) await answer(collect, undefined)
  assert.equal(await run('2026-03-11T02:05:00+01:00'), true)
  assert.equal(await transactions(collect), 3)
  assert.equal(await through(collect), '2026-03-10')
  assert.equal(await run('2026-03-11T03:05:00+01:00'), false, 'once a night')
  // Nobody worked for some nights.
  assert.equal(await run('2026-03-14T03:05:00+01:00'), true)
  assert.equal(await transactions(collect), 2, 'one for each day')
  assert.deepEqual(await answered(collect), { 'spontaneous web open': 7 })
  await collect.close()
})

test('meanwhile answers go on, answers with a code wait, and a decision finds the answers it is about', async () => {
  const collect = await testCollect()
  const { db } = collect
  const [code = '', other = ''] = await issue(collect.context)
  for (const one of [code, undefined, undefined]) await answer(collect, one)
  const [place] = await db<{ service: number; touchpoint: number }[]>`
    select distinct service_id as service, touchpoint_id as touchpoint from collect.answer`
  const [proposal] = await db<{ id: number }[]>`
    insert into collect.proposal (service_id, touchpoint_id, act, from_day, to_day, n, why, proposed_by, proposed_on)
    values (${place!.service}, ${place!.touchpoint}, 'withdraw', '2026-03-10', '2026-03-10', 3, 'Prova', 1, '2026-03-10') returning id`
  collect.clock.now = night
  const waiting: Promise<unknown>[] = []
  let moved: number | undefined
  let coded: number | undefined
  await db.begin(async (transaction) => {
    await transaction`select collect.rewrite_rows('-infinity', '2026-03-11')`
    for (let part = 0; part < 32; part++) {
      await transaction`select collect.rewrite_codes(${part})`
      await transaction`drop table shuffled`
    }
    assert.equal((await answer(collect, undefined)).statusCode, 303)
    waiting.push(
      db<
        { moved: number }[]
      >`select collect.decide_proposal(${proposal!.id}, 2, '2026-03-11', true)::int as moved`.then(
        ([row]) => (moved = row!.moved),
      ),
      answer(collect, other).then(({ statusCode }) => (coded = statusCode)),
    )
    for (let both = 0; both < 2;) {
      const [row] = await transaction<{ n: number }[]>`
        select count(*)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`
      both = row!.n
    }
    assert.deepEqual([moved, coded], [undefined, undefined])
  })
  await Promise.all(waiting)
  assert.deepEqual([moved, coded], [3, 303])
  assert.equal(await unspent(collect), 8)
  const rows = await db`select state, count(*)::int as n from collect.answer group by 1 order by 1`
  assert.deepEqual(
    rows.map(({ state, n }) => [state, n]),
    [
      ['counted', 2],
      ['excluded', 3],
    ],
  )
  await collect.close()
})

test('several workers at once, and one that ends in the middle, leave every row there once', async () => {
  const collect = await testCollect()
  const codes = await issue(collect.context, { number: '50' })
  for (const one of codes.slice(0, 20)) await answer(collect, one)
  const rows = async (): Promise<string> =>
    JSON.stringify(
      await collect.db`select to_jsonb(a) as row from collect.answer a union all select to_jsonb(r) from collect.receipt r
                       union all select to_jsonb(u) from collect.unspent_code u order by 1`,
    )
  const before = await rows()
  collect.clock.now = night
  await assert.rejects(
    collect.db.begin(async (transaction) => {
      await transaction`select collect.rewrite_rows('-infinity', '2026-03-11')`
      await transaction`select collect.rewrite_codes(0)`
      throw new Error('killed')
    }),
  )
  assert.equal(await rows(), before)
  await Promise.all([1, 2, 3].map(() => rewriteRows(collect.context)))
  assert.equal(await rows(), before)
  assert.equal(await through(collect), '2026-03-10')
  await collect.close()
})
