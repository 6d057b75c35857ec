// SPDX-License-Identifier: AGPL-3.0-or-later
// The client of libraries/client against the real server in this process: lists of any length, and every retry harmless.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { AscoltoError, createClient } from '../../../../libraries/client/index.js'
import { createKey, findBody } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { codes, testCollect } from '../testing.ts'

const collect = await testCollect({ queueLimit: 2000 })
const body = (await findBody(collect.context, 'inps'))!
const person = await logIn(collect.context, { role: 'administrator', bodyId: body.id })
const given = { name: 'Programma', scopes: ['responses.write', 'totals.write'] }
const made = await createKey(collect.context, { body, actor: person.account, given, random: randomBytes(32) })
assert.ok(made.kind === 'made')
const key = made.text

interface Call {
  readonly path: string
  readonly items: number
}

/** @param spoil what a call gets instead of the server's reply; `lose` lets the server act and loses the reply. */
function clientOf(spoil: (call: number) => Response | 'lose' | undefined = () => undefined, tries = 5) {
  const calls: Call[] = []
  const waits: number[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const payload = String(init?.body)
    const sent = JSON.parse(payload) as Record<string, unknown[]>
    const path = new URL(String(url)).pathname
    calls.push({ path, items: Object.values(sent)[0]!.length })
    const spoilt = spoil(calls.length)
    if (spoilt instanceof Response) return spoilt
    const headers = Object.fromEntries(new Headers(init?.headers))
    const reply = await collect.app.inject({ method: 'POST', url: path, payload, headers })
    if (spoilt === 'lose') throw new TypeError('fetch failed')
    return new Response(reply.body, { status: reply.statusCode, headers: { 'content-type': 'application/json' } })
  }
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
  const client = createClient({ server: 'https://ascolto.example.it/', key, fetch, wait, tries })
  return { client, calls, waits }
}

const count = async (): Promise<number> => (await collect.db`select from collect.answer`).length
const responses = (size: number) =>
  Array.from({ length: size }, () => ({ touchpoint: codes.procedure, answers: { ease: 4 } }))

test('2,001 answers go in three calls, each with its result in order', async () => {
  const { client, calls } = clientOf()
  const sent = [...responses(2000), { touchpoint: 'zzz999', answers: { ease: 4 } }]
  const results = await client.sendResponses(sent)
  assert.deepEqual(
    calls.map(({ items }) => items),
    [1000, 1000, 1],
  )
  assert.deepEqual(
    [results.filter(({ status }) => status === 201).length, results[2000]?.code, await count()],
    [2000, 'touchpoint-unknown', 2000],
  )
})

test('a reply that is lost and a server without room are tried again, and the answer counts once', async () => {
  const before = await count()
  const busy = (status: number, after: string) => new Response('{}', { status, headers: { 'retry-after': after } })
  const { client, waits } = clientOf((call) => [busy(503, '7'), busy(429, '30'), 'lose' as const][call - 1])
  const [result] = await client.sendResponses(responses(1))
  assert.deepEqual([result?.status, await count(), waits], [200, before + 1, [7000, 30_000, 4000]])
})

test('of a list only those are sent again that found no room', async () => {
  const partly = {
    results: [
      { key: 'a', status: 201 },
      { key: 'b', status: 503, retryAfter: 3 },
      { key: 'c', status: 422 },
    ],
  }
  const { client, calls, waits } = clientOf((call) => (call === 1 ? Response.json(partly) : undefined))
  const results = await client.sendResponses(responses(3))
  assert.deepEqual(
    calls.map(({ items }) => items),
    [3, 1],
  )
  assert.deepEqual([results.map(({ status }) => status), waits], [[201, 201, 422], [3000]])
})

test('totals are set; what is refused as a whole is an error in the words of the server, without trying again', async () => {
  const { client, calls } = clientOf()
  const total = { touchpoint: codes.procedure, period: '2026-02', eligible: 1200 }
  assert.deepEqual(
    (await client.sendTotals([total])).map(({ status, changed }) => [status, changed]),
    [[201, true]],
  )
  assert.deepEqual(
    (await client.sendTotals([total])).map(({ status, changed }) => [status, changed]),
    [[200, false]],
  )
  assert.equal(calls.length, 2)
  const refusal = Response.json({ code: 'key-revoked', title: 'Revocata.' }, { status: 401 })
  const refused = clientOf(() => refusal)
  await assert.rejects(refused.client.sendTotals([total]), (error) => {
    assert.ok(error instanceof AscoltoError)
    assert.deepEqual([error.status, error.code, refused.calls.length], [401, 'key-revoked', 1])
    return true
  })
  const never = clientOf(() => new Response('{}', { status: 503 }), 3)
  await assert.rejects(never.client.sendTotals([total]), /503/)
  assert.equal(never.calls.length, 3)
})

test('a key that no header can carry is told when the client is made, not after all tries', () => {
  for (const key of ['asc_una\nriga', 'asc_€'])
    assert.throws(() => createClient({ server: 'http://localhost', key }), TypeError)
})
