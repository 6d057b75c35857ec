// SPDX-License-Identifier: AGPL-3.0-or-later
// Batches: how they go, what their state says, and what is made of a receiver that refuses, fails or makes no sense.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gatherMonths } from './gather.ts'
import { listGatewayMonths, listTroubled, sendBatchAgain, sendBatches } from './index.ts'
import {
  firstRows,
  gatherAndSend,
  giveAll,
  giveAnswer,
  later,
  markService,
  ratings,
  source,
  testGateway,
} from './testing.ts'

test('a month goes out in batches, as the regulation names its parts, and then no more', async () => {
  const gateway = await testGateway()
  const { receiver, context } = gateway
  await giveAll(
    gateway,
    [5, 4, 3, 2, 1, 5, 5].map((rating) => ({ rating })),
  )
  await gatherAndSend(gateway)
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
    await gatherAndSend(gateway)
  }
  assert.equal(receiver.calls.length, calls)
  const month = (await listGatewayMonths(context, firstRows)).months.at(-1)
  assert.deepEqual(
    { ...month },
    { month: '2026-03-01', services: 1, waiting: 0, sent: 0, accepted: 7, refused: 0, nextMinute: null },
  )
})

test('a refusal waits for people and holds up nobody else; a mended address goes by itself, a confirmed one stays', async () => {
  const gateway = await testGateway()
  const { context, db, receiver } = gateway
  await giveAnswer(gateway, { rating: 1 })
  receiver.fault = (call) =>
    call.startsWith('POST') ? { status: 400, body: 'source is not in the repository' } : undefined
  await gatherAndSend(gateway)
  later(gateway, 3000)
  await gatherAndSend(gateway)
  assert.equal(receiver.calls.length, 2, 'not tried again by itself')
  const [batch] = (await listTroubled(context, firstRows)).batches
  assert.deepEqual(
    [batch!.state, batch!.problem, batch!.reason],
    ['refused', 'refused', 'HTTP 400 source is not in the repository'],
  )
  await sendBatchAgain(context, batch!.id)
  await sendBatches(context)
  assert.equal(receiver.calls.length, 3)
  receiver.fault = () => undefined
  await markService(db, 'Procedure', 'https://www.inps.it/nuovo')
  await gatherAndSend(gateway)
  const [held] = [...receiver.held.values()]
  assert.equal(held!.feedbacks[0]!.source, 'https://www.inps.it/nuovo')
  await markService(db, 'Procedure', 'https://www.inps.it/altro')
  later(gateway, 1440)
  await gatherAndSend(gateway)
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
  const [state] = (await listTroubled(context, firstRows)).batches
  assert.deepEqual([state!.state, state!.problem], ['waiting', 'busy'])
  receiver.fault = () => undefined
  later(gateway, 1440)
  await sendBatches(context)
  assert.deepEqual(ratings(receiver), [1])
  assert.equal((await listTroubled(context, firstRows)).total, 0)
})

test('an id the receiver gave before is not used twice', async () => {
  const gateway = await testGateway(1)
  const { context, receiver } = gateway
  await giveAll(gateway, [{ rating: 1 }, { rating: 2 }])
  receiver.newId = () => 'always-the-same'
  await gatherAndSend(gateway)
  assert.deepEqual([...receiver.held.keys()], ['always-the-same'])
  const [batch] = (await listTroubled(context, firstRows)).batches
  assert.deepEqual([batch!.state, batch!.problem], ['waiting', 'unreadable'])
  receiver.newId = () => 'another'
  later(gateway)
  await sendBatches(context)
  assert.deepEqual(ratings(receiver), [1, 2])
})
