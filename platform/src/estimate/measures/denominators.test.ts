// SPDX-License-Identifier: AGPL-3.0-or-later
// Shares are made of totals that belong together; what is missing or contradicts itself is said. Each law is tried on faulty versions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shareEstimate } from '@ascolto/statistics'
import { testDatabase } from '../../base/database/testing.ts'
import { coverageShare, readReached, responseShare, type Reached } from './denominators.ts'

const period = { from: '2026-01-01', to: '2026-03-10' }
const row = (more: Partial<Reached>): Reached => ({
  ...{ stream: 'invited', month: '2026-01-01', eligible: null, offered: null, opened: null, answered: 0, completed: 0 },
  ...more,
})

test('only touchpoints and months whose offers are known enter the response rate', () => {
  const rows = [row({ offered: 100, answered: 20 }), row({ month: '2026-02-01', answered: 50 })]
  assert.deepEqual(responseShare(rows, 'invited', period), {
    ...{ part: 20, whole: 100, flags: ['totali parziali'] },
    period: { from: '2026-01-01', to: '2026-01-31' },
  })
  assert.equal(responseShare(rows, 'spontaneous', period), undefined)
})

test('more answers than offers in one place are flagged, also when the sum hides it', () => {
  const hidden = [row({ offered: 100, answered: 20 }), row({ month: '2026-02-01', offered: 3, answered: 4 })]
  assert.deepEqual(responseShare(hidden, 'invited', period)?.flags, ['totali contraddittori'])
  const { part, whole, flags } = responseShare([row({ offered: 10, answered: 12 })], 'invited', period)!
  const about = { stream: 'invited', period, scope: { kind: 'service', id: 'x' }, model: [], flags } as const
  const estimate = shareEstimate(part, whole, about)
  assert.deepEqual([estimate.value, estimate.n, estimate.quality], [null, 10, 'non pubblicabile'])
  assert.ok(estimate.flags.includes('totali contraddittori'))
})

test('a total of the service is of those who can be invited, and must not be less than what its touchpoints say', () => {
  const whole = row({ stream: null, eligible: 1000 })
  const rows = [whole, row({ offered: 200 }), row({ stream: 'spontaneous', offered: 900 })]
  const share = coverageShare(rows, 'invited', period)
  assert.deepEqual([share?.part, share?.whole, share?.flags], [200, 1000, []])
  assert.equal(coverageShare(rows, 'spontaneous', period), undefined)
  const more = [whole, row({ offered: 200, eligible: 1001 })]
  assert.deepEqual(coverageShare(more, 'invited', period)?.flags, ['totali contraddittori'])
})

const count = fc.option(fc.integer({ min: 0, max: 30 }))
const rows = fc.array(
  fc.record({
    month: fc.constantFrom('2026-01-01', '2026-02-01'),
    eligible: count,
    offered: count,
    answered: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 6 },
)
type Response = typeof responseShare
/** Whole is exactly what is known, a fault is flagged exactly when there is one, and nothing known means no share. */
function lawOf(make: Response): void {
  fc.assert(
    fc.property(rows, (some) => {
      const all = some.map((one) => row(one))
      const known = all.filter(({ offered }) => offered !== null)
      const share = make(all, 'invited', period)
      if (known.length === 0) return assert.equal(share, undefined)
      assert.equal(
        share?.whole,
        known.reduce((sum, { offered }) => sum + offered!, 0),
      )
      assert.equal(
        share.part,
        known.reduce((sum, { answered }) => sum + answered, 0),
      )
      assert.equal(
        share.flags.includes('totali contraddittori'),
        known.some(({ offered, answered }) => answered > offered!),
      )
      assert.equal(
        share.flags.includes('totali parziali'),
        all.some(({ offered, answered }) => offered === null && answered > 0),
      )
    }),
  )
}

test('the law of the response rate holds, and catches versions that count everything, hide a contradiction or guess a zero', () => {
  lawOf(responseShare)
  const faulty: readonly Response[] = [
    (all, ...rest) => {
      const share = responseShare(all, ...rest)
      return share && { ...share, part: all.reduce((sum, { answered }) => sum + answered, 0) }
    },
    (all, ...rest) => {
      const share = responseShare(all, ...rest)
      return share && share.part > share.whole ? undefined : share
    },
    (all, ...rest) =>
      responseShare(
        all.map((one) => ({ ...one, offered: one.offered ?? 0 })),
        ...rest,
      ),
  ]
  for (const version of faulty) assert.throws(() => lawOf(version))
})

test('what is told of a month stands before what is told of its days, and that before what was counted; the cost is of days', async () => {
  const { context, db } = await testDatabase()
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Ente', 'ente')`
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           values (1, 'prova', 'Prova', 'prova', 'dispositivo', '2026-01-01')`
  await db`insert into bodies.touchpoint (service_id, code, name, stream, created_on)
           values (1, 'abcdef', 'Sito', 'invited', '2026-01-01')`
  await db`insert into collect.counter (service_id, touchpoint_id, day, channel, device, user_kind, outcome, eligible, offered, answered)
           values (1, 1, '2026-02-02', 'web', 'phone', 'unknown', 'finished', 10, 8, 2),
                  (1, 1, '2026-02-02', 'web', 'phone', 'unknown', 'abandoned', 10, 8, 1), (1, 1, '2026-02-03', 'web', 'phone', 'unknown', 'unknown', 5, 0, 1)`
  const read = async () =>
    (await readReached(context, 1, period)).map(({ stream, eligible, offered, answered }) => [
      stream,
      eligible,
      offered,
      answered,
    ])
  assert.deepEqual(await read(), [['invited', 25, 16, 4]])
  const tell = async (
    touchpoint: number,
    grain: string,
    from: string,
    eligible: number | null,
    offered: number | null,
  ) =>
    db`insert into collect.told_total values (1, ${touchpoint}, ${grain}, ${from}, 'unknown', 'unknown', 'unknown', 'unknown', ${eligible}, ${offered}, null, '2026-03-01')`
  await tell(1, 'day', '2026-02-02', null, 100)
  assert.deepEqual(await read(), [['invited', 25, 100, 4]])
  await tell(1, 'month', '2026-02-01', 400, null)
  await tell(0, 'month', '2026-02-01', 900, null)
  assert.deepEqual(await read(), [
    [null, 900, null, 0],
    ['invited', 400, 100, 4],
  ])
  await db`update collect.counter set answered = answered * 1000000`
  assert.equal((await db`select from collect.counter`).length, 3, 'a million answers are as many rows as one')
})

test('what came by one-time codes is of the invited stream at any touchpoint, and what is told of others leaves it alone', async () => {
  const { context, db } = await testDatabase()
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Ente', 'ente')`
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           values (1, 'prova', 'Prova', 'prova', 'dispositivo', '2026-01-01')`
  await db`insert into bodies.touchpoint (service_id, code, name, stream, created_on)
           values (1, 'abcdef', 'Sito', 'spontaneous', '2026-01-01'), (1, 'abcdeg', 'Fine', 'invited', '2026-01-01')`
  await db`insert into collect.counter (service_id, touchpoint_id, day, channel, device, assurance, offered, answered)
           values (1, 1, '2026-02-02', 'web', 'phone', 'open', 80, 3), (1, 1, '2026-02-02', 'email', 'phone', 'code', 1000, 300),
                  (1, 2, '2026-02-02', 'web', 'phone', 'open', 50, 20), (1, 2, '2026-02-03', 'email', 'phone', 'code', 500, 100)`
  await db`insert into collect.told_total (service_id, touchpoint_id, grain, from_day, channel, device, user_kind, outcome, offered, told_on)
           values (1, 1, 'month', '2026-02-01', 'unknown', 'unknown', 'unknown', 'unknown', 90, '2026-03-01')`
  const rows = await readReached(context, 1, period)
  assert.deepEqual(
    rows.map(({ stream, offered, answered }) => [stream, offered, answered]),
    [
      ['invited', 1000, 300],
      ['spontaneous', 90, 3],
      ['invited', 550, 120],
    ],
  )
  const share = responseShare(rows, 'invited', period)
  assert.deepEqual([share!.part, share!.whole, share!.flags], [420, 1550, []])
})
