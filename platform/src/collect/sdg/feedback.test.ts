// SPDX-License-Identifier: AGPL-3.0-or-later
// What is feedback and what is not, in which form it goes, and that nothing else does.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { compose } from '@ascolto/questionnaire'
import { secret } from '../../base/database/index.ts'
import { payloadOf, placesOf } from './feedback.ts'
import { gatherMonth } from './gather.ts'
import { listServiceMonths } from './index.ts'
import { firstRows, gatherAndSend, giveAll, giveAnswer, markService, ratings, source, testGateway } from './testing.ts'

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
  await gatherAndSend(gateway)
  assert.deepEqual(ratings(receiver), [4])
  const [state] = (await listServiceMonths(gateway.context, 1, firstRows)).months
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
  await gatherAndSend(gateway)
  const [batch] = [...receiver.held.values()]
  assert.deepEqual(batch!.feedbacks.map(({ rating, foundInformation }) => `${rating} ${foundInformation}`).toSorted(), [
    '1 No',
    '3 Partly',
    '5 Yes',
  ])
  const [state] = (await listServiceMonths(gateway.context, 1, firstRows)).months
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
      await gatherAndSend(gateway)
      const body = receiver.bodies.at(-1)!
      assert.ok(!body.includes(mark) && !/\d{4}-03-15/.test(body))
      assert.deepEqual(
        ratings(receiver),
        given.map(({ rating }) => rating).toSorted((a, b) => a - b),
      )
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
