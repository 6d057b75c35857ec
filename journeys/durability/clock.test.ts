// SPDX-License-Identifier: AGPL-3.0-or-later
// A clock that is wrong by ten years, forwards or backwards, changes nothing but the day: answers are taken and counted, each
// once, and nobody stays logged in for longer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf } from '../../platform/src/base/day.ts'
import { findSession } from '../../platform/src/bodies/index.ts'
import { logIn } from '../../platform/src/bodies/testing.ts'
import { exchange, openDoor } from './rig/open-door.ts'
import { receiptIn, ways } from './rig/requests.ts'

const start = Date.parse('2026-03-10T10:00:30Z')
const minute = 60_000
const years = 10 * 365.25 * 24 * 60 * minute
/** There and back, in leaps and in small steps. */
const moments = [0, years, -years, 0, -minute, minute, -2 * years, 0].map((by) => new Date(start + by))

test('answers are taken on the day the clock shows, by every way, and counted once', async () => {
  const { clock, context, example, port, counts } = await openDoor()
  const { db } = context
  let number = 0
  for (const [leap, moment] of moments.entries()) {
    clock.now = moment
    for (const way of ways) {
      const reply = await exchange(port, way.request(example.code, ++number))
      assert.equal(receiptIn(way, reply).length, 62, `${way.name}, leap ${leap}: ${reply}`)
    }
  }
  const rows = await db<{ day: string; n: number; state: string; part: string }[]>`
    select day, count(*)::int as n, state, tableoid::regclass::text as part from collect.answer
    group by day, state, tableoid order by day`
  const wanted = Map.groupBy(moments, (moment) => dayOf(moment))
  assert.deepEqual(
    rows.map(({ day, n, state, part }) => [day, n, state, part]),
    [...wanted.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, on]) => [
        day,
        on.length * ways.length,
        'counted',
        `collect.answer_${day.slice(0, 7).replace('-', '_')}`,
      ]),
  )
  assert.deepEqual(await counts(), { rows: number, cube: number })
})

test('an answer sent again after the clock leapt gets the identical receipt and stays on its day', async () => {
  for (const way of ways) {
    const { clock, example, port, counts } = await openDoor()
    const heard = new Set<string>()
    for (const moment of moments) {
      clock.now = moment
      heard.add(receiptIn(way, await exchange(port, way.request(example.code, 1))))
    }
    assert.equal(heard.size, 1, way.name)
    assert.deepEqual(await counts(), { rows: 1, cube: 1 })
  }
})

test('a form filled in while the clock leaps counts all the same', async () => {
  for (const leap of [years, -years]) {
    const { clock, context, example, port } = await openDoor()
    const page = await exchange(
      port,
      Buffer.from(`GET /v/${example.code}/it HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    )
    const hidden = (name: string): string => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)![1]!
    const body = new URLSearchParams({ key: hidden('key'), mint: hidden('mint'), ease: '4', sito: '' }).toString()
    clock.now = new Date(start + leap)
    const type = 'application/x-www-form-urlencoded'
    const head = `POST /v/${example.code}/it HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}`
    assert.match(await exchange(port, Buffer.from(`${head}\r\n\r\n${body}`)), /^HTTP\/1.1 303/)
    assert.deepEqual([...(await context.db`select state from collect.answer`)], [{ state: 'counted' }])
  }
})

test('a session is over when the clock leaps, in either direction, and good again only within its time', async () => {
  const { clock, context } = await openDoor()
  const { token } = await logIn(context, { role: 'auditor' })
  const open = async (by: number): Promise<boolean> => {
    clock.now = new Date(start + by)
    return (await findSession(context, token)) !== undefined
  }
  assert.ok(await open(minute))
  assert.ok(await open(0), 'a clock put right by a minute puts nobody out')
  assert.ok(!(await open(-years)))
  assert.ok(!(await open(years)))
  assert.ok(!(await open(-60 * minute)))
})
