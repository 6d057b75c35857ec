// SPDX-License-Identifier: AGPL-3.0-or-later
// Months: when they are gathered, and what happens to answers that change, leave or come afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findService, updateService } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { decide, propose } from '../quarantine/index.ts'
import { gatherMonth, gatherMonths, lastMonth } from './gather.ts'
import { sendBatches } from './index.ts'
import { gatherAndSend, giveAll, giveAnswer, later, ratings, testGateway } from './testing.ts'

test('an answer that changes after its batch was confirmed sends that batch again under its own id', async () => {
  const gateway = await testGateway()
  const { db, receiver } = gateway
  const [first] = await giveAll(gateway, [{ rating: 1 }, { rating: 2 }, { rating: 3 }, { rating: 4 }])
  await gatherAndSend(gateway)
  const ids = [...receiver.held.keys()]
  const calls = receiver.calls.length
  await db`update collect.answer set codes[1] = 5, revision = revision + 1 where id = ${first!}`
  later(gateway, 1440)
  await gatherAndSend(gateway)
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
  await gatherAndSend(gateway)
  later(gateway, 150 * 1440)
  const [ada, bruno] = [await logIn(context, { role: 'publisher' }), await logIn(context, { role: 'methodologist' })]
  const about = { serviceId: 1, touchpointId: 1, from: '2026-03-20', to: '2026-03-20', why: 'prova' } as const
  const takeOut = await propose(context, ada.account, { ...about, act: 'withdraw', reason: null })
  assert.equal((await decide(context, bruno.account, takeOut!, true)).kind, 'done')
  await gatherAndSend(gateway)
  assert.deepEqual(ratings(receiver), [1, 2])
  later(gateway, 1440)
  const bring = await propose(context, ada.account, { ...about, act: 'release', reason: 'review' })
  await decide(context, bruno.account, bring!, true)
  await gatherAndSend(gateway)
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
  await gatherAndSend(gateway)
  await giveAnswer(gateway, { rating: 3 })
  later(gateway, 1440)
  await gatherAndSend(gateway)
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
  await gatherAndSend(gateway)
  assert.deepEqual(receiver.calls, [])
  later(gateway, 120)
  await gatherAndSend(gateway)
  assert.deepEqual(ratings(receiver), [2])
  await giveAnswer(gateway, { rating: 3, day: '2026-04-10' })
  await giveAnswer(gateway, { rating: 4, day: '2026-05-10' })
  // Nobody was there for two months: nothing is missing afterwards.
  clock.now = new Date('2026-06-10T09:00:00Z')
  await gatherAndSend(gateway)
  assert.deepEqual(ratings(receiver), [2, 3, 4])
  await db`update bodies.service set demo = true`
  await giveAnswer(gateway, { rating: 5, day: '2026-06-10' })
  clock.now = new Date('2026-07-10T09:00:00Z')
  await gatherAndSend(gateway)
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
  await gatherAndSend(gateway)
  const { service } = (await findService(context, 'inps-assegno-unico'))!
  const left = await updateService(context, service, { ...service, sdgUrl: '', sdgCategory: '' })
  assert.ok(left.ok && left.value.sdgCategory === null)
  await giveAnswer(gateway, { rating: 2, day: '2026-04-10' })
  clock.now = new Date('2026-05-05T09:00:00Z')
  await gatherAndSend(gateway)
  assert.deepEqual(ratings(receiver), [1])
})

test('three years are kept, and no longer', async () => {
  const gateway = await testGateway()
  const { context, db, clock } = gateway
  await giveAnswer(gateway, { rating: 1 })
  await gatherAndSend(gateway)
  clock.now = new Date('2029-03-02T09:00:00Z')
  await gatherMonths(context)
  assert.equal((await db`select from collect.sdg_feedback`).length, 1)
  clock.now = new Date('2029-04-02T09:00:00Z')
  await gatherMonths(context)
  assert.equal((await db`select from collect.sdg_feedback`).length, 0)
  assert.equal((await db`select from collect.sdg_month where month = '2026-03-01'`).length, 0)
})
