// SPDX-License-Identifier: AGPL-3.0-or-later
// From answers to what the receiver holds: what is feedback and what is not, months, corrections, withdrawals, states.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { compose } from '@ascolto/questionnaire'
import { updateService, findService } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { secret } from '../../base/database/index.ts'
import { decide, propose } from '../quarantine/index.ts'
import { payloadOf, placesOf } from './feedback.ts'
import { gatherMonth, gatherMonths, lastMonth } from './gather.ts'
import { listGatewayMonths, listServiceMonths, listTroubled, sendBatchAgain, sendBatches } from './index.ts'
import { giveAnswer, later, markService, ratings, source, testGateway, type GivenAnswer } from './testing.ts'

const view = { offset: 0, limit: 25 }
type Gateway = Awaited<ReturnType<typeof testGateway>>

async function run({ context }: Gateway): Promise<void> {
  await gatherMonths(context)
  await sendBatches(context)
}

async function giveAll(gateway: Gateway, given: readonly GivenAnswer[]): Promise<string[]> {
  const ids: string[] = []
  for (const answer of given) ids.push(await giveAnswer(gateway, answer))
  return ids
}

test('a month goes out in batches, as the regulation names its parts, and then no more', async () => {
  const gateway = await testGateway()
  const { receiver, context } = gateway
  await giveAll(
    gateway,
    [5, 4, 3, 2, 1, 5, 5].map((rating) => ({ rating })),
  )
  await run(gateway)
  const sent = [...receiver.held.values()]
  assert.deepEqual(
    sent.map(({ nbEntries }) => nbEntries),
    [3, 3, 1],
  )
  assert.deepEqual(ratings(receiver), [1, 2, 3, 4, 5, 5, 5])
  assert.deepEqual(sent[0]!.referencePeriod, { startDate: '2026-03-01T00:00:00Z', endDate: '2026-03-31T23:59:59Z' })
  assert.equal(sent[0]!.transferDate, '2026-04-02T09:00:00.000Z')
  assert.deepEqual(sent[2]!.feedbacks[0], { source, category: 'Procedure', rating: sent[2]!.feedbacks[0]!.rating })
  const calls = receiver.calls.length
  for (const minutes of [1, 60, 1440, 30 * 1440]) {
    later(gateway, minutes)
    await run(gateway)
  }
  assert.equal(receiver.calls.length, calls)
  const month = (await listGatewayMonths(context, view)).months.at(-1)
  assert.deepEqual(
    { ...month },
    { month: '2026-03-01', services: 1, waiting: 0, sent: 0, accepted: 7, refused: 0, nextMinute: null },
  )
})

test('what does not count, is of another tool, a trial, a demonstration or another month is no feedback', async () => {
  const gateway = await testGateway()
  const { db, receiver } = gateway
  await giveAll(gateway, [
    { rating: 4 },
    { rating: 1, state: 'test' },
    { rating: 1, state: 'quarantined' },
    { rating: 1, state: 'excluded' },
    { rating: 1, sourceId: 7 },
    { rating: 1, day: '2026-02-28' },
    { rating: 1, day: '2026-04-01' },
    { rating: 1, at: 'page', found: 3 },
  ])
  await giveAnswer(gateway, { rating: 5, at: 'closed' })
  await db`update bodies.touchpoint set demo = true where name = 'closed'`
  await run(gateway)
  assert.deepEqual(ratings(receiver), [4])
  const [state] = (await listServiceMonths(gateway.context, 1, view)).months
  assert.deepEqual([state!.accepted, state!.leftOut], [1, 1], 'the answer to the page is left out, and said')
})

test('of information both mandatory answers go, and an answer without one of them does not', async () => {
  const gateway = await testGateway(10)
  const { db, receiver } = gateway
  await markService(db, 'Information')
  await giveAll(gateway, [
    { at: 'page', rating: 5, found: 3 },
    { at: 'page', rating: 3, found: 2 },
    { at: 'page', rating: 1, found: 1 },
    { at: 'page', rating: 2 },
    { rating: 4 },
  ])
  await run(gateway)
  const [batch] = [...receiver.held.values()]
  assert.deepEqual(batch!.feedbacks.map(({ rating, foundInformation }) => `${rating} ${foundInformation}`).toSorted(), [
    '1 No',
    '3 Partly',
    '5 Yes',
  ])
  const [state] = (await listServiceMonths(gateway.context, 1, view)).months
  assert.equal(state!.leftOut, 2)
})

test('each instrument of the model has its places, and only in its own category', () => {
  const places = (id: string) =>
    (['Information', 'Procedure', 'Assistance'] as const).map((category) => placesOf(compose(id).document, category))
  assert.deepEqual(places('pagina'), [{ rating: 1, found: 4 }, undefined, undefined])
  assert.deepEqual(places('procedura'), [undefined, { rating: 1, found: null }, undefined])
  assert.deepEqual(places('assistenza'), [undefined, undefined, { rating: 1, found: null }])
  assert.equal(places('consultazione')[0]?.rating, 1)
  const { document } = compose('pagina')
  assert.equal(document.items[3]!.id, 'found')
  assert.equal(placesOf({ ...document, items: document.items.slice(0, 3) }, 'Information'), undefined)
})

test('an answer that changes after its batch was confirmed sends that batch again under its own id', async () => {
  const gateway = await testGateway()
  const { db, receiver } = gateway
  const [first] = await giveAll(gateway, [{ rating: 1 }, { rating: 2 }, { rating: 3 }, { rating: 4 }])
  await run(gateway)
  const ids = [...receiver.held.keys()]
  const calls = receiver.calls.length
  await db`update collect.answer set codes[1] = 5, revision = revision + 1 where id = ${first!}`
  later(gateway, 1440)
  await run(gateway)
  assert.deepEqual(ratings(receiver), [2, 3, 4, 5])
  assert.deepEqual([...receiver.held.keys()], ids)
  assert.deepEqual(
    receiver.calls.slice(calls).map((call) => call.split(' ')[0]),
    ['POST'],
  )
})

test('what two people take out of the count is taken back, also months later, and comes back to its own place', async () => {
  const gateway = await testGateway()
  const { context, db, receiver } = gateway
  await giveAll(gateway, [{ rating: 1 }, { rating: 2 }, { rating: 3, day: '2026-03-20' }])
  await run(gateway)
  later(gateway, 150 * 1440)
  const [ada, bruno] = [await logIn(context, { role: 'publisher' }), await logIn(context, { role: 'methodologist' })]
  const about = { serviceId: 1, touchpointId: 1, from: '2026-03-20', to: '2026-03-20', why: 'prova' } as const
  const takeOut = await propose(context, ada.account, { ...about, act: 'withdraw', reason: null })
  assert.equal((await decide(context, bruno.account, takeOut!, true)).kind, 'done')
  await run(gateway)
  assert.deepEqual(ratings(receiver), [1, 2])
  later(gateway, 1440)
  const bring = await propose(context, ada.account, { ...about, act: 'release', reason: 'review' })
  await decide(context, bruno.account, bring!, true)
  await run(gateway)
  assert.deepEqual(ratings(receiver), [1, 2, 3])
  assert.equal(receiver.held.size, 1)
  await db`update collect.answer set state = 'excluded', held_for = 'review'`
  await gatherMonth(context, { serviceId: 1, month: '2026-03-01' })
  await sendBatches(context)
  assert.deepEqual(
    [...receiver.held.values()].map(({ feedbacks }) => feedbacks),
    [[]],
    'all of it, too',
  )
})

test('answers that come late are a batch of their own; what was withdrawn before it was ever sent never goes', async () => {
  const gateway = await testGateway()
  const { context, db, receiver } = gateway
  await giveAnswer(gateway, { rating: 1 })
  await gatherMonths(context)
  await db`update collect.answer set state = 'excluded', held_for = 'review'`
  await gatherMonth(context, { serviceId: 1, month: '2026-03-01' })
  await sendBatches(context)
  assert.deepEqual(receiver.calls, [])
  await giveAnswer(gateway, { rating: 2 })
  later(gateway, 1440)
  await run(gateway)
  await giveAnswer(gateway, { rating: 3 })
  later(gateway, 1440)
  await run(gateway)
  assert.deepEqual(
    [...receiver.held.values()].map(({ nbEntries }) => nbEntries),
    [1, 1],
  )
})

test('a month is over two hours after midnight in Italy, and only months since the service is in the gateway go', async () => {
  assert.equal(lastMonth(new Date('2026-03-31T23:59:00Z')), '2026-02-01')
  assert.equal(lastMonth(new Date('2026-04-01T00:00:00Z')), '2026-03-01')
  const gateway = await testGateway()
  const { db, receiver, clock } = gateway
  await giveAll(gateway, [{ rating: 1, day: '2026-02-10' }, { rating: 2 }])
  clock.now = new Date('2026-03-31T23:00:00Z')
  await run(gateway)
  assert.deepEqual(receiver.calls, [])
  later(gateway, 120)
  await run(gateway)
  assert.deepEqual(ratings(receiver), [2])
  await giveAnswer(gateway, { rating: 3, day: '2026-04-10' })
  await giveAnswer(gateway, { rating: 4, day: '2026-05-10' })
  // Nobody was there for two months: nothing is missing afterwards.
  clock.now = new Date('2026-06-10T09:00:00Z')
  await run(gateway)
  assert.deepEqual(ratings(receiver), [2, 3, 4])
  await db`update bodies.service set demo = true`
  await giveAnswer(gateway, { rating: 5, day: '2026-06-10' })
  clock.now = new Date('2026-07-10T09:00:00Z')
  await run(gateway)
  assert.equal(ratings(receiver).length, 3, 'a demonstration goes nowhere')
})

test('without a receiver nothing is gathered; a service that leaves the gateway sends no further month', async () => {
  const gateway = await testGateway()
  const { context, db, receiver, clock } = gateway
  await giveAnswer(gateway, { rating: 1 })
  const off = { ...context, config: { ...context.config, sdgUrl: null } }
  await gatherMonths(off)
  await sendBatches(off)
  assert.equal((await db`select from collect.sdg_month`).length, 0)
  await run(gateway)
  const { service } = (await findService(context, 'inps-assegno-unico'))!
  const left = await updateService(context, service, { ...service, sdgUrl: '', sdgCategory: '' })
  assert.ok(left.ok && left.value.sdgCategory === null)
  await giveAnswer(gateway, { rating: 2, day: '2026-04-10' })
  clock.now = new Date('2026-05-05T09:00:00Z')
  await run(gateway)
  assert.deepEqual(ratings(receiver), [1])
})

test('a refusal waits for people and holds up nobody else; a mended address goes by itself, a confirmed one stays', async () => {
  const gateway = await testGateway()
  const { context, db, receiver } = gateway
  await giveAnswer(gateway, { rating: 1 })
  receiver.fault = (call) =>
    call.startsWith('POST') ? { status: 400, body: 'source is not in the repository' } : undefined
  await run(gateway)
  later(gateway, 3000)
  await run(gateway)
  assert.equal(receiver.calls.length, 2, 'not tried again by itself')
  const [batch] = (await listTroubled(context, view)).batches
  assert.deepEqual(
    [batch!.state, batch!.problem, batch!.reason],
    ['refused', 'refused', 'HTTP 400 source is not in the repository'],
  )
  await sendBatchAgain(context, batch!.id)
  await sendBatches(context)
  assert.equal(receiver.calls.length, 3)
  receiver.fault = () => undefined
  await markService(db, 'Procedure', 'https://www.inps.it/nuovo')
  await run(gateway)
  const [held] = [...receiver.held.values()]
  assert.equal(held!.feedbacks[0]!.source, 'https://www.inps.it/nuovo')
  await markService(db, 'Procedure', 'https://www.inps.it/altro')
  later(gateway, 1440)
  await run(gateway)
  assert.deepEqual([receiver.held.size, receiver.calls.length], [1, 4])
  assert.equal(await sendBatchAgain(context, batch!.id), undefined, 'there is nothing to send again')
})

test('while the receiver fails, each attempt waits longer, as long as it asks, and none is given up', async () => {
  const gateway = await testGateway()
  const { receiver, clock, context } = gateway
  await giveAnswer(gateway, { rating: 1 })
  await gatherMonths(context)
  receiver.fault = () => ({ status: 503 })
  const minutes: number[] = []
  let since = 0
  for (let minute = 0; minutes.length < 9; minute++) {
    const before = receiver.calls.length
    await sendBatches(context)
    if (receiver.calls.length > before) {
      minutes.push(minute - since)
      since = minute
    }
    later(gateway)
  }
  assert.deepEqual(minutes, [0, 1, 5, 15, 60, 240, 720, 1440, 1440])
  receiver.fault = () => ({ status: 429, headers: { 'retry-after': '7200' } })
  clock.now = new Date(clock.now.getTime() + 2 * 86_400_000)
  await sendBatches(context)
  const [state] = (await listTroubled(context, view)).batches
  assert.deepEqual([state!.state, state!.problem], ['waiting', 'busy'])
  receiver.fault = () => undefined
  later(gateway, 1440)
  await sendBatches(context)
  assert.deepEqual(ratings(receiver), [1])
  assert.equal((await listTroubled(context, view)).total, 0)
})

test('an id the receiver gave before is not used twice', async () => {
  const gateway = await testGateway(1)
  const { context, receiver } = gateway
  await giveAll(gateway, [{ rating: 1 }, { rating: 2 }])
  receiver.newId = () => 'always-the-same'
  await run(gateway)
  assert.deepEqual([...receiver.held.keys()], ['always-the-same'])
  const [batch] = (await listTroubled(context, view)).batches
  assert.deepEqual([batch!.state, batch!.problem], ['waiting', 'unreadable'])
  receiver.newId = () => 'another'
  later(gateway)
  await sendBatches(context)
  assert.deepEqual(ratings(receiver), [1, 2])
})

test('three years are kept, and no longer', async () => {
  const gateway = await testGateway()
  const { context, db, clock } = gateway
  await giveAnswer(gateway, { rating: 1 })
  await run(gateway)
  clock.now = new Date('2029-03-02T09:00:00Z')
  await gatherMonths(context)
  assert.equal((await db`select from collect.sdg_feedback`).length, 1)
  clock.now = new Date('2029-04-02T09:00:00Z')
  await gatherMonths(context)
  assert.equal((await db`select from collect.sdg_feedback`).length, 0)
  assert.equal((await db`select from collect.sdg_month where month = '2026-03-01'`).length, 0)
})

test('whatever is written, nothing of it leaves; an id is a keyed hash, another under another key, and never sent', async () => {
  const gateway = await testGateway(1000)
  const { context, db, receiver } = gateway
  const mark = 'riservatissimo'
  const one = fc.record({
    rating: fc.integer({ min: 1, max: 5 }),
    text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (given) => {
      await db`delete from collect.answer`
      await db`delete from collect.sdg_month`
      await db`delete from base.secret where name = 'sdg'`
      receiver.held.clear()
      const ids: string[] = []
      for (const { rating, text } of given) {
        ids.push(await giveAnswer(gateway, { rating, suggestion: `${mark} ${text.replaceAll('\0', '')}` }))
      }
      await run(gateway)
      const body = receiver.bodies.at(-1)!
      assert.ok(!body.includes(mark) && !/\d{4}-03-15/.test(body))
      assert.deepEqual(ratings(receiver), given.map(({ rating }) => rating).toSorted())
      const stored = await db<{ id: string }[]>`select id from collect.sdg_feedback order by id`
      const key = await secret(db, 'sdg')
      assert.deepEqual(
        stored.map(({ id }) => id.replaceAll('-', '')),
        ids.map((id) => hmac(key, id)).toSorted(),
      )
      for (const { id } of stored) assert.ok(!body.includes(id) && !ids.includes(id))
      const before = stored.map(({ id }) => id)
      await gatherMonth(context, { serviceId: 1, month: '2026-03-01' })
      assert.deepEqual(
        (await db<{ id: string }[]>`select id from collect.sdg_feedback order by id`).map(({ id }) => id),
        before,
      )
      await db`update base.secret set value = ${Buffer.alloc(32, 1)} where name = 'sdg'`
      await db`delete from collect.sdg_month`
      await gatherMonth(context, { serviceId: 1, month: '2026-03-01' })
      const other = await db<{ id: string }[]>`select id from collect.sdg_feedback`
      assert.ok(
        other.every(({ id }) => !before.includes(id)),
        'without the key no id can be told',
      )
    }),
    { numRuns: 20 },
  )
})

function hmac(key: Buffer, id: string): string {
  return createHmac('sha256', key)
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .digest('hex')
    .slice(0, 32)
}

test('a payload holds ratings and nothing that was not asked for, whatever a feedback carries', () => {
  const feedback = fc.record({
    ...{ rating: fc.integer({ min: 1, max: 5 }), found: fc.option(fc.integer({ min: 1, max: 3 })) },
    ...{ text: fc.string(), day: fc.string(), id: fc.uuid() },
  })
  fc.assert(
    fc.property(fc.array(feedback), (feedbacks) => {
      const batch = { uniqueId: 'x', month: '2026-02-01', category: 'Information', source, feedbacks } as const
      const payload = payloadOf(batch, new Date(0)) as { feedbacks: object[]; referencePeriod: { endDate: string } }
      assert.equal(payload.referencePeriod.endDate, '2026-02-28T23:59:59Z')
      for (const sent of payload.feedbacks)
        assert.ok(
          Object.keys(sent).every((name) => ['source', 'category', 'rating', 'foundInformation'].includes(name)),
        )
    }),
  )
})
