// SPDX-License-Identifier: AGPL-3.0-or-later
// POST /api/v1/totals: set and never added, corrected, withdrawn, logged; each of a list judged for itself; only with a key of the body.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKey, findBody } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { codes, testCollect } from '../testing.ts'
import { oneTotal, severalTotals } from './schema.ts'
import { isContradictory } from './told.ts'

const collect = await testCollect()
const { context, db } = collect
await db`insert into bodies.body (ipa_code, name, sort_name) values ('inail', 'INAIL', 'inail')`
const own = (await findBody(context, 'inps'))!
const other = (await findBody(context, 'inail'))!
const person = await logIn(context, { role: 'administrator', bodyId: own.id })

async function keyOf(body = own, scope = 'totals.write'): Promise<string> {
  const given = { name: 'Totali', scopes: [scope], perMinute: '10000' }
  const made = await createKey(context, { body, actor: person.account, given, random: randomBytes(32) })
  assert.ok(made.kind === 'made')
  return made.text
}
const key = await keyOf()

async function send(payload: unknown, text: string | undefined = key) {
  const headers = text === undefined ? {} : { authorization: `Bearer ${text}` }
  const reply = await collect.app.inject({ method: 'POST', url: '/api/v1/totals', payload: payload as object, headers })
  return { status: reply.statusCode, body: reply.json<never>() as Record<string, unknown>, headers: reply.headers }
}

const total = (more: object = {}) => ({ touchpoint: codes.procedure as string, period: '2026-02', ...more })
const acts = async (): Promise<number> => (await db`select from bodies.audit_entry where act = 'total.set'`).length
const stored = async () =>
  [
    ...(await db`
    select touchpoint_id = 0 as whole, grain, from_day, device, outcome, eligible, offered, opened
    from collect.told_total order by touchpoint_id, grain, from_day, device, outcome`),
  ].map((row) => ({ ...row }))

test('a total is set, the same again changes nothing, another corrects it, none withdraws it; each change is logged', async () => {
  const first = await send(total({ eligible: 1200 }))
  assert.deepEqual([first.status, first.body], [201, { period: '2026-02', changed: true, contradictory: false }])
  const again = await send(total({ eligible: 1200 }))
  assert.deepEqual([again.status, again.body['changed'], await acts()], [200, false, 1])
  const corrected = await send(total({ eligible: 1300 }))
  assert.deepEqual([corrected.status, corrected.body['changed'], await acts()], [200, true, 2])
  const [entry] = await db`select subject, body_id, before, after from bodies.audit_entry order by id desc limit 1`
  assert.deepEqual(entry!['before'], { [`2026-02 ${codes.procedure}`]: { eligible: 1200 } })
  const after = entry!['after'] as Record<string, unknown>
  assert.deepEqual([after['key'], after[`2026-02 ${codes.procedure}`]], [key.slice(0, 14), { eligible: 1300 }])
  assert.deepEqual([entry!['subject'], entry!['body_id']], ['service inps-assegno-unico', own.id])
  assert.equal((await stored()).length, 1)
  assert.equal((await send(total())).status, 200)
  assert.deepEqual([await stored(), await acts()], [[], 3])
  assert.equal((await db`select from collect.told_change`).length, 3)
})

test('of a list each is judged for itself, in order and in words', async () => {
  const wrong = [
    total({ eligible: 5 }),
    total({ eligible: -1 }),
    total({ eligible: '7' }),
    total({ period: '2026-13', eligible: 1 }),
    total({ period: '2026-04', eligible: 1 }),
    total({ period: '2023-01', eligible: 1 }),
    total({ touchpoint: 'zzz999', eligible: 1 }),
    { service: 'nessuno', period: '2026-02', eligible: 1 },
    { service: 'inps-assegno-unico', period: '2026-02', offered: 1 },
    { period: '2026-02', eligible: 1 },
    null,
    { service: 'inps-assegno-unico', period: '2026-02', eligible: 9 },
    total({ touchpoint: codes.closed, period: '2026-03-10', offered: 3, opened: 4 }),
    total({ eligible: 6 }),
  ]
  const { status, body } = await send({ totals: wrong })
  assert.equal(status, 200)
  const results = body['results'] as {
    status: number
    code?: string
    type?: string
    contradictory?: boolean
    problems?: { message: string }[]
  }[]
  assert.deepEqual(
    results.map((result) => `${result.status} ${result.code ?? result.contradictory}`),
    [
      ...[
        '201 false',
        '422 total-invalid',
        '422 total-invalid',
        '422 total-invalid',
        '422 total-invalid',
        '422 total-invalid',
      ],
      ...[
        '404 touchpoint-unknown',
        '404 service-unknown',
        '422 total-invalid',
        '422 total-invalid',
        '422 total-invalid',
      ],
      ...['201 false', '201 true', '200 false'],
    ],
  )
  for (const { problems = [] } of results) for (const { message } of problems) assert.match(message, /^[«A-Z].+\.$/su)
  assert.ok(results.filter(({ code }) => code).every(({ type }) => type === 'about:blank'))
  assert.deepEqual(
    (await stored()).map((row) => [row['whole'], row['grain'], row['eligible'], row['offered']]),
    [
      [true, 'month', 9, null],
      [false, 'month', 6, null],
      [false, 'day', null, 3],
    ],
  )
})

test('without a key, with one of another body or without the permission nothing is taken', async () => {
  const before = await stored()
  const none = await collect.app.inject({ method: 'POST', url: '/api/v1/totals', payload: total({ eligible: 8 }) })
  assert.deepEqual([none.statusCode, none.json().code], [401, 'key-needed'])
  assert.match(String(none.headers['content-type']), /problem\+json/)
  assert.equal((await send(total({ eligible: 8 }), await keyOf(other))).body['code'], 'key-elsewhere')
  const whole = { service: 'inps-assegno-unico', period: '2026-02', eligible: 8 }
  assert.equal((await send(whole, await keyOf(other))).body['code'], 'key-elsewhere')
  assert.equal((await send(total({ eligible: 8 }), await keyOf(own, 'responses.write'))).body['code'], 'key-scope')
  for (const totals of [[], Array.from({ length: 1001 }, () => total())])
    assert.equal((await send({ totals })).body['code'], 'total-invalid')
  assert.deepEqual(await stored(), before)
})

test('the examples of the description are taken', async () => {
  const here = JSON.parse(JSON.stringify([oneTotal, severalTotals]).replaceAll('k7m2q9', codes.page)) as [
    object,
    object,
  ]
  assert.equal((await send(here[0])).status, 201)
  const { results } = (await send(here[1])).body as { results: { status: number }[] }
  assert.deepEqual(
    results.map(({ status }) => status),
    [200, 201, 201],
  )
})

test('whatever is sent in whatever lists, the last telling of each cell holds, and sending all again changes nothing', async () => {
  const count = fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined })
  const one = fc.record({ day: fc.integer({ min: 1, max: 3 }), phone: fc.boolean(), eligible: count, offered: count })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(one, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      async (lists) => {
        await db`delete from collect.told_total`
        const expected = new Map<string, string>()
        const sent = lists.map((list) =>
          list.map(({ day, phone, eligible, offered }) => {
            const cell = `${day} ${phone ? 'phone' : 'unknown'}`
            if (eligible === undefined && offered === undefined) expected.delete(cell)
            else expected.set(cell, `${eligible ?? null} ${offered ?? null}`)
            return total({ period: `2026-03-0${day}`, ...(phone && { device: 'phone' }), eligible, offered })
          }),
        )
        for (const totals of sent) assert.equal((await send({ totals })).status, 200)
        const held = new Map(
          (await stored()).map((row) => [
            `${Number(String(row['from_day']).slice(8))} ${row['device']}`,
            `${row['eligible']} ${row['offered']}`,
          ]),
        )
        assert.deepEqual(held, expected)
        const entries = await acts()
        await send({
          totals: [...expected.keys()]
            .map((cell) =>
              sent
                .flat()
                .findLast(
                  (row) =>
                    `${Number(row.period.slice(8))} ${'device' in row ? String(row.device) : 'unknown'}` === cell,
                )!,
            )
            .concat(expected.size ? [] : [total({ period: '2026-03-05' }) as never]),
        })
        assert.equal(await acts(), entries)
      },
    ),
    { numRuns: 25 },
  )
})

test('counts contradict each other just when a part is larger than what it is part of', () => {
  const known = fc.option(fc.integer({ min: 0, max: 5 }))
  fc.assert(
    fc.property(known, known, known, (eligible, offered, opened) => {
      const list = [eligible, offered, opened].filter((count) => count !== null)
      const falls = list.every((count, place) => place === 0 || count <= list[place - 1]!)
      assert.equal(isContradictory({ eligible, offered, opened }), !falls)
    }),
  )
})
