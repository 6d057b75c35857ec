// SPDX-License-Identifier: AGPL-3.0-or-later
// POST /api/v1/responses as programs should use it: one response, lists, receipts, days, and when there is no room.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codes } from '../testing.ts'
import {
  answersOf,
  assertItalian,
  collect,
  count,
  refused,
  response,
  send,
  taken,
  type Given,
  type Item,
} from './testing.ts'

test('one response gets 201 and a receipt; sent again 200 and the same one; with other content 409', async () => {
  const sent = response({ ease: 5, liked: [1, 2], suggestion: 'Bene' }, { language: 'de', device: 'phone' })
  const first = await send(sent)
  assert.equal(first.status, 201)
  const given: Given = first.body
  assert.equal(given.day, '2026-03-10')
  const again = await send(sent)
  assert.deepEqual([again.status, again.body], [200, given])
  assert.match(await refused({ ...sent, answers: { ease: 1 } }), /^409 key-reused \| .*la prima resta valida\.$/)
  assert.deepEqual(await answersOf(given.receipt), {
    codes: [5, 3, -2, -1, -1, -1, -1, -1, -1, -1, 1, -1],
    suggestion: 'Bene',
    day: '2026-03-10',
  })
})

test('the link to correct leads the person to the answer, in its language, and the correction counts once', async () => {
  const given = await taken(response({ ease: 4, suggestion: 'Scrivi a <b>anna@example.it</b>' }, { language: 'en' }))
  assert.equal(given.correction, `/v/${codes.procedure}/en/r/${given.receipt}`)
  const page = await collect.get(given.correction)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /<html lang="en">/)
  assert.match(page.body, />\nScrivi a &lt;b&gt;\[e-mail\]&lt;\/b&gt;<\/textarea>/)
  assert.equal(
    (await collect.post(given.correction, { outcome: '3', overall: '5', suggestion: 'Meglio' })).statusCode,
    303,
  )
  const { codes: stored, suggestion } = await answersOf(given.receipt)
  assert.deepEqual([stored[0], stored[3], stored[9], suggestion], [4, 3, 5, 'Meglio'])
})

test('a list of 1 or 1000 is taken, of 0 or 1001 refused as a whole', async () => {
  for (const size of [1, 1000]) {
    const earlier = await count()
    const responses = Array.from({ length: size }, () => response())
    const reply = await send({ responses })
    assert.equal(reply.status, 200)
    const { results }: { results: Item[] } = reply.body
    assert.deepEqual(
      results.map(({ key, status }) => `${key} ${status}`),
      responses.map(({ key }) => `${key} 201`),
    )
    assert.equal((await count()) - earlier, size)
    assert.equal(new Set(results.map(({ receipt }) => receipt)).size, size)
  }
  const earlier = await count()
  for (const size of [0, 1001]) {
    const responses = Array.from({ length: size }, () => response())
    assert.match(await refused({ responses }), /^422 response-invalid \| responses out-of-range \| .*da 1 a 1000/)
  }
  for (const body of [{ responses: 'x' }, { responses: {} }, { responses: [response()], key: 'abcdefgh' }])
    assert.match(await refused(body), /^422 response-invalid \| responses out-of-range/)
  assert.equal(await count(), earlier)
})

test('in a list each is taken or refused for itself, in order, with the words it would get alone', async () => {
  const known = response()
  await taken(known)
  const twin = response({ ease: 2 })
  const responses = [
    response({ ease: 1 }),
    response({ ease: 9 }),
    known,
    { ...known, answers: { ease: 1 } },
    response({ ease: 3 }, { touchpoint: 'abcdef' }),
    response({ ease: 3 }, { touchpoint: codes.paused }),
    response({ ease: 3 }, { touchpoint: codes.closed }),
    response({ clarity: 3 }, { touchpoint: codes.page }),
    null,
    { key: 7 },
    { ...response(), key: 'è'.repeat(300) },
    twin,
    twin,
    { ...twin, answers: { ease: 5 } },
  ]
  const { results }: { results: Item[] } = (await send({ responses })).body
  assert.deepEqual(
    results.map(({ status }) => status),
    [201, 422, 200, 409, 404, 409, 410, 201, 422, 422, 422, 201, 200, 409],
  )
  assert.deepEqual(
    results.map(({ code = '' }) => code).filter((code) => code !== ''),
    [
      ...['response-invalid', 'key-reused', 'touchpoint-unknown', 'touchpoint-paused', 'touchpoint-closed'],
      ...['response-invalid', 'response-invalid', 'response-invalid', 'key-reused'],
    ],
  )
  for (const [index, { key, title, receipt, problems = [] }] of results.entries()) {
    const sent = (responses[index] as { key?: unknown } | null)?.key
    assert.equal(key, typeof sent === 'string' ? sent.slice(0, 200) : '')
    assert.equal(title === undefined, receipt !== undefined)
    for (const { message } of problems) assertItalian(message)
  }
  assert.equal(results[11]!.receipt, results[12]!.receipt)
})

test('a touchpoint that is unknown, suspended or over says which', async () => {
  for (const touchpoint of ['abcdef', 'x', '../../..', "'; --", 'prc234\0'])
    assert.match(await refused(response({ ease: 4 }, { touchpoint })), /^404 touchpoint-unknown \|/, touchpoint)
  assert.match(await refused(response({}, { touchpoint: codes.paused })), /^409 touchpoint-paused \| .*sospeso/)
  assert.match(await refused(response({}, { touchpoint: codes.closed })), /^410 touchpoint-closed \| .*chiuso/)
  assert.match((await taken(response({ ease: 4 }, { touchpoint: 'PRC234' }))).correction, /^\/v\/prc234\//)
})

test('the day may be up to 90 days ago and, where it has already begun, tomorrow', async () => {
  for (const day of ['2025-12-10', '2026-03-09', '2026-03-10', '2026-03-11'])
    assert.equal((await taken(response({ ease: 4 }, { day }))).day, day)
  for (const day of ['2025-12-09', '2026-03-12', '1970-01-01', '9999-12-31'])
    assert.match(await refused(response({ ease: 4 }, { day })), /day out-of-range .*tra 2025-12-10 e oggi\./, day)
  for (const day of ['2026-02-30', '2026-3-1', '10/03/2026', '2026-03-10T10:00', '', '2026-03-10\0', "2026-03-10'"])
    assert.match(await refused(response({ ease: 4 }, { day })), /day wrong-type .*AAAA-MM-GG/, day)
  assert.match(await refused(response({ ease: 4 }, { day: 20_260_310 })), /day wrong-type/)
  const { now } = collect.clock
  collect.clock.now = new Date('2026-03-10T23:30:00Z')
  assert.equal((await taken(response())).day, '2026-03-11', 'the day in Italy')
  assert.match(await refused(response({ ease: 4 }, { day: '2025-12-10' })), /tra 2025-12-11 e oggi/)
  collect.clock.now = now
})

test('names of the prototype are refused, a repeated name has its last value', async () => {
  const earlier = await count()
  const whole = JSON.stringify(response())
  for (const member of ['"__proto__":{"ease":5}', '"constructor":{"prototype":{"ease":5}}']) {
    assert.match(
      await refused(whole.replace('"ease":4', `"ease":4,${member}`)),
      /^400 bad-request \| .*non sono ammessi\.$/,
    )
    assert.match(await refused(whole.replace(/\}$/, `,${member}}`)), /^400 bad-request/)
  }
  assert.equal(await count(), earlier)
  assert.equal(({} as { ease?: number }).ease, undefined)
  const { receipt } = await taken(whole.replace('"ease":4', '"ease":1,"ease":2'))
  assert.equal((await answersOf(receipt)).codes[0], 2)
})

test('when nothing can be stored now each is told when to try again, and the same key is taken then', async () => {
  const { db } = collect
  await db.unsafe(`create function collect.fail() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
    create trigger fail before insert on collect.pending for each row execute function collect.fail()`)
  const earlier = await count()
  const sent = response()
  assert.match(await refused(sent), /^503 intake-away \|/)
  assert.equal((await send(sent)).headers['retry-after'], '5')
  const { results }: { results: (Item & { retryAfter: number })[] } = (
    await send({ responses: [sent, response({ ease: 9 })] })
  ).body
  assert.deepEqual(
    results.map(({ status, retryAfter }) => [status, retryAfter]),
    [
      [503, 5],
      [422, undefined],
    ],
  )
  await db.unsafe('drop trigger fail on collect.pending')
  assert.equal(await count(), earlier)
  assert.equal((await send(sent)).status, 201)
})
