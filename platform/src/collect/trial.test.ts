// SPDX-License-Identifier: AGPL-3.0-or-later
// What a body tries out is stored and never counted; what was merged goes on asking.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '@ascolto/questionnaire'
import { findTouchpoint, forgetTouchpoints, mergeTouchpoint, separateTouchpoint } from '../bodies/index.ts'
import { codes, testCollect } from './testing.ts'
import { listTrials, trialPath } from './trial.ts'

type Collect = Awaited<ReturnType<typeof testCollect>>

const found = async ({ context }: Collect, code: string) => (await findTouchpoint(context, code))!
const pathOf = async (collect: Collect, code: string) =>
  trialPath(collect.context, (await found(collect, code)).touchpoint, 'it')
const keyIn = (page: string): string => /name="key" value="([^"]+)"/.exec(page)![1]!

async function count(collect: Collect): Promise<Record<string, number>> {
  await collect.flush()
  const [row] = await collect.db<Record<string, number>[]>`
    select (select count(*) from collect.answer) as answers, (select count(*) from collect.answer where state = 'test') as trials,
           (select count(*) from collect.pending) as pending, (select count(*) from collect.counter) as counters`
  return { ...row }
}

test('a trial goes through every screen, says what it is on each, and nothing of it is ever counted', async () => {
  const collect = await testCollect()
  const path = await pathOf(collect, codes.procedure)
  const first = await collect.get(path)
  assert.equal(first.statusCode, 200)
  assert.match(first.body, /Questa è una prova: la tua risposta non viene contata/)
  assert.equal(first.headers['cache-control'], 'no-store')
  assert.match(String(first.headers['content-security-policy']), /frame-ancestors https:\/\/www\.inps\.it/)
  assert.match(first.body, new RegExp(`action="${path}"`))
  const wrong = await collect.post(path, { key: keyIn(first.body) })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /Questa è una prova/)
  const sent = await collect.post(path, { ease: '4', key: keyIn(first.body) })
  assert.equal(sent.statusCode, 303)
  const more = String(sent.headers.location)
  const second = await collect.post(more, { outcome: '1' })
  assert.equal(second.headers.location, `${more}/grazie`)
  for (const page of [more, `${more}/prima`, `${more}/grazie`]) {
    assert.match((await collect.get(page)).body, /Questa è una prova/, page)
  }
  assert.match((await collect.get(`${more}/grazie`)).body, /non entra nei risultati/)
  assert.deepEqual(await count(collect), { answers: 1, trials: 1, pending: 0, counters: 0 })
  assert.deepEqual(
    [...(await listTrials(collect.context, (await found(collect, codes.procedure)).touchpoint))],
    [{ day: '2026-03-10', answers: 1 }],
  )
  await collect.close()
})

test('a trial speaks every language and stays one when the language changes', async () => {
  const collect = await testCollect()
  for (const language of languages) {
    const page = await collect.get((await pathOf(collect, codes.procedure)).replace('/it/', `/${language}/`))
    assert.equal(page.statusCode, 200)
    for (const other of languages.filter((candidate) => candidate !== language)) {
      assert.match(page.body, new RegExp(`href="/v/${codes.procedure}/${other}/prova/`))
    }
  }
  await collect.close()
})

test('the address of a trial is good for two days, for one touchpoint, and cannot be made up', async () => {
  const collect = await testCollect()
  const path = await pathOf(collect, codes.procedure)
  const status = async (url: string): Promise<number> => (await collect.get(url)).statusCode
  assert.equal(await status(path.replace(codes.procedure, codes.page)), 404)
  assert.equal(await status(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`), 404)
  assert.equal(await status(`${path}x`), 404)
  const today = collect.clock.now
  for (const [day, expected] of [
    ['2026-03-11T22:00:00Z', 200],
    ['2026-03-12T10:00:00Z', 404],
  ] as const) {
    collect.clock.now = new Date(day)
    assert.equal(await status(path), expected, day)
  }
  collect.clock.now = today
  const refused = await collect.post(`/v/${codes.procedure}/it/prova/${'x'.repeat(22)}`, {
    ease: '4',
    key: crypto.randomUUID(),
  })
  assert.equal(refused.statusCode, 404)
  await collect.close()
})

test('a suspended question may be tried before it is put, one that is over may not', async () => {
  const collect = await testCollect()
  assert.equal((await collect.get(await pathOf(collect, codes.paused))).statusCode, 200)
  assert.equal((await collect.get(`/v/${codes.paused}`)).statusCode, 404)
  assert.equal((await collect.get(await pathOf(collect, codes.closed))).statusCode, 410)
  await collect.close()
})

test('a merged code goes on asking as the other one, once for each answer, until it is separated', async () => {
  const collect = await testCollect()
  const { context, db } = collect
  const [old, other] = [await found(collect, codes.procedure), await found(collect, codes.page)]
  const asked = async (): Promise<string> => (await collect.get(`/v/${codes.procedure}/it`)).body
  const before = await asked()
  assert.match(before, /name="ease"/)
  const key = keyIn(before)
  assert.equal((await collect.post(`/v/${codes.procedure}/it`, { ease: '4', key })).statusCode, 303)
  assert.ok((await mergeTouchpoint(context, old.touchpoint, { into: codes.page })).ok)

  const merged = await asked()
  assert.match(merged, /name="clarity"/)
  assert.match(merged, new RegExp(`action="/v/${codes.procedure}/it"`))
  const again = keyIn(merged)
  for (let time = 0; time < 2; time++) {
    assert.equal((await collect.post(`/v/${codes.procedure}/it`, { clarity: '4', key: again })).statusCode, 303)
  }
  await collect.post(`/v/${codes.procedure.toUpperCase()}/it`, { clarity: '4', key })
  const rows = await db<{ touchpointId: number; answers: number }[]>`
    select touchpoint_id as "touchpointId", count(*) as answers from collect.answer where state = 'counted' group by 1 order by 1`
  assert.deepEqual(
    [...rows],
    [
      { touchpointId: old.touchpoint.id, answers: 1 },
      { touchpointId: other.touchpoint.id, answers: 1 },
    ],
  )

  await db`update bodies.touchpoint set state = 'paused' where id = ${other.touchpoint.id}`
  forgetTouchpoints(context)
  assert.equal((await collect.get(`/v/${codes.procedure}`)).statusCode, 404)
  await separateTouchpoint(context, old.touchpoint)
  assert.match(await asked(), /name="ease"/)
  await collect.close()
})
