// SPDX-License-Identifier: AGPL-3.0-or-later
// What a view or an answer is counted under: its day, its channel, kind of user and how the transaction ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codes, testCollect } from '../testing.ts'

const collect = await testCollect()

test('an answer of a program counts on the day and under what the program knows; a page says how the transaction ended', async () => {
  const answer = {
    ...{ touchpoint: codes.procedure, key: 'risposta-0001', answers: { ease: 4, overall: 4 }, day: '2026-02-20' },
    ...{ channel: 'app', device: 'phone', userKind: 'impresa', outcome: 'abandoned' },
  }
  const reply = await collect.app.inject({ method: 'POST', url: '/api/v1/responses', payload: answer })
  assert.equal(reply.statusCode, 201)
  // Sent again it is the same answer.
  await collect.app.inject({ method: 'POST', url: '/api/v1/responses', payload: answer })
  const seen = {
    method: 'POST',
    url: `/v/${codes.procedure}/conta`,
    headers: { origin: 'https://www.inps.it' },
  } as const
  for (const payload of [{ eligible: 1, offered: 1, outcome: 'finished' }, { eligible: 1 }])
    assert.equal((await collect.app.inject({ ...seen, payload })).statusCode, 204)
  assert.equal((await collect.app.inject({ ...seen, payload: { eligible: 1, outcome: 'chissà' } })).statusCode, 400)
  await collect.flush()
  const rows = await collect.db`
    select day, channel, device, user_kind, outcome, eligible, offered, answered, completed from collect.counter
    order by day, outcome`
  assert.deepEqual(
    rows.map((row) => Object.values(row).join(' ')),
    [
      '2026-02-20 app phone impresa abandoned 0 0 1 1',
      '2026-03-10 web unknown unknown finished 1 1 0 0',
      '2026-03-10 web unknown unknown unknown 1 0 0 0',
    ],
  )
})
