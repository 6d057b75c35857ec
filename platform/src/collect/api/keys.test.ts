// SPDX-License-Identifier: AGPL-3.0-or-later
// Programs that send a key: a good one is let in for its own body, and each way in which a key may be no good is told apart.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { createKey, findBody, findKey, revokeKey, rotateKey, type ApiKey, type Body } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { codes, testCollect } from '../testing.ts'

const collect = await testCollect()
await collect.db`insert into bodies.body (ipa_code, name, sort_name) values ('inail', 'INAIL', 'inail')`
const own = (await findBody(collect.context, 'inps'))!
const other = (await findBody(collect.context, 'inail'))!
const person = await logIn(collect.context, { role: 'administrator', bodyId: own.id })

async function keyOf(body: Body, given: object = {}): Promise<{ key: ApiKey; text: string }> {
  const all = { name: 'Sportello', scopes: ['responses.write'], ...given }
  const made = await createKey(collect.context, { body, actor: person.account, given: all, random: randomBytes(32) })
  assert.ok(made.kind === 'made')
  return made
}

let number = 0
const response = (touchpoint: string = codes.procedure) => ({
  touchpoint,
  key: `risposta-${++number}`,
  answers: { ease: 4 },
})

function send(authorization: string | undefined, payload: object = response()): Promise<LightMyRequestResponse> {
  return collect.app.inject({
    method: 'POST',
    url: '/api/v1/responses',
    payload,
    headers: authorization === undefined ? {} : { authorization },
  })
}

const answers = async (): Promise<number> => {
  await collect.flush()
  return (await collect.db`select from collect.answer`).length
}

/** @returns what was refused with this code, in problem+json, and took no answer. */
async function refused(
  authorization: string,
  status: number,
  code: string,
  payload?: object,
): Promise<LightMyRequestResponse> {
  const count = await answers()
  const reply = await send(authorization, payload)
  assert.equal(reply.statusCode, status, reply.body)
  assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
  assert.deepEqual([reply.json().code, reply.json().status], [code, status])
  assert.equal(
    reply.headers['www-authenticate'],
    status === 401 ? 'Bearer realm="Ascolto", error="invalid_token"' : undefined,
  )
  assert.equal(await answers(), count)
  return reply
}

test('without a key the door is open as before; with a good one of the same body too', async () => {
  assert.equal((await send(undefined)).statusCode, 201)
  const { key, text } = await keyOf(own)
  assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  assert.equal((await send(`bearer  ${text}`)).statusCode, 201, 'the scheme may be written small')
  assert.equal((await findKey(collect.context, own.id, key.id))?.lastUsedOn, '2026-03-10')
  const held = await collect.db<{ hash: Buffer }[]>`select key_hash as hash from bodies.api_key where id = ${key.id}`
  assert.equal(held[0]!.hash.length, 32)
  assert.doesNotMatch(JSON.stringify(await collect.db`select * from bodies.api_key`), new RegExp(text.slice(14, 40)))
})

test('a header that carries no key of ours is refused, whatever else it carries', async () => {
  for (const wrong of [
    '',
    'Bearer',
    'Basic aW5wczppbnBz',
    'Bearer asc_',
    'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x',
    'asc_x',
  ]) {
    await refused(wrong, 401, 'key-invalid')
  }
})

test('a key with a typing error is told to be copied again; a forged one only that it is no good', async () => {
  const { text } = await keyOf(own)
  const truncated = await refused(`Bearer ${text.slice(0, -1)}`, 401, 'key-invalid')
  assert.match(truncated.json().detail, /manca o è cambiato qualche carattere/)
  const mistyped = text.slice(0, 30) + (text[30] === 'a' ? 'b' : 'a') + text.slice(31)
  assert.match((await refused(`Bearer ${mistyped}`, 401, 'key-invalid')).json().detail, /Ricopiala/)
  // The beginning of a real key, a secret of one's own, and the right check character.
  const forged = await keyOf(own)
  await collect.db`update bodies.api_key set key_hash = ${randomBytes(32)} where id = ${forged.key.id}`
  assert.equal((await refused(`Bearer ${forged.text}`, 401, 'key-invalid')).json().detail, undefined)
  const unknown = await keyOf(own)
  await collect.db`delete from bodies.api_key where id = ${unknown.key.id}`
  assert.equal((await refused(`Bearer ${unknown.text}`, 401, 'key-invalid')).json().detail, undefined)
})

test('a revoked key opens nothing from the next call on', async () => {
  const { key, text } = await keyOf(own)
  assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  assert.ok(await revokeKey(collect.context, { body: own, id: key.id, actor: person.account }))
  await refused(`Bearer ${text}`, 401, 'key-revoked')
})

test('a key works on its last day and no longer', async () => {
  const { text } = await keyOf(own, { expiresOn: '2026-03-12' })
  const start = collect.clock.now
  collect.clock.now = new Date('2026-03-12T22:30:00Z')
  assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  collect.clock.now = new Date('2026-03-12T23:30:00Z')
  await refused(`Bearer ${text}`, 401, 'key-expired')
  collect.clock.now = start
})

test('a replaced key works for the days that were chosen, the new one from the start', async () => {
  const { key, text } = await keyOf(own)
  const keying = { body: own, actor: person.account, given: { days: '2' }, random: randomBytes(32) }
  const rotated = await rotateKey(collect.context, key.id, keying)
  assert.ok(rotated.kind === 'made')
  const start = collect.clock.now
  for (const one of [text, rotated.text]) assert.equal((await send(`Bearer ${one}`)).statusCode, 201)
  collect.clock.now = new Date(start.getTime() + 2 * 86_400_000 - 1000)
  assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  collect.clock.now = new Date(start.getTime() + 2 * 86_400_000)
  await refused(`Bearer ${text}`, 401, 'key-revoked')
  assert.equal((await send(`Bearer ${rotated.text}`)).statusCode, 201)
  collect.clock.now = start
})

test('a key without the permission may not, one of another body may not here', async () => {
  const reader = await keyOf(own, { scopes: ['results.read', 'totals.write'] })
  assert.match((await refused(`Bearer ${reader.text}`, 403, 'key-scope')).json().detail, /responses\.write/)
  const elsewhere = await keyOf(other)
  await refused(`Bearer ${elsewhere.text}`, 403, 'key-elsewhere')
  await refused(`Bearer ${elsewhere.text}`, 403, 'key-elsewhere', response(codes.paused))
})

test('of a batch each response is judged for itself; a bad key takes none of them', async () => {
  const [service] = await collect.db<{ id: number }[]>`
    insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
    values (${other.id}, 'inail-rendita', 'Rendita', 'rendita', 'dispositivo', '2026-01-01') returning id`
  await collect.db`
    insert into bodies.touchpoint (service_id, code, name, created_on) values (${service!.id}, 'nzk234', 'web', '2026-01-01')`
  const { text } = await keyOf(own)
  const batch = { responses: [response(), response('nzk234'), response('zzz999'), response()] }
  const reply = await send(`Bearer ${text}`, batch)
  assert.equal(reply.statusCode, 200)
  const { results } = reply.json<{ results: { status: number; code?: string; title?: string }[] }>()
  assert.deepEqual(
    results.map(({ status, code }) => [status, code]),
    [
      [201, undefined],
      [403, 'key-elsewhere'],
      [404, 'touchpoint-unknown'],
      [201, undefined],
    ],
  )
  await refused(`Bearer ${text.slice(0, -1)}`, 401, 'key-invalid', { responses: [response()] })
})

test('a key that calls too often is told when to come again; others, and who sends none, are not held up', async () => {
  const { text } = await keyOf(own, { perMinute: '2' })
  for (let call = 0; call < 2; call++) assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  const reply = await refused(`Bearer ${text}`, 429, 'key-busy')
  assert.equal(reply.headers['retry-after'], '30')
  assert.equal((await send(undefined)).statusCode, 201)
  assert.equal((await send(`Bearer ${(await keyOf(own)).text}`)).statusCode, 201)
  const start = collect.clock.now
  collect.clock.now = new Date(start.getTime() + 30_000)
  assert.equal((await send(`Bearer ${text}`)).statusCode, 201)
  await refused(`Bearer ${text}`, 429, 'key-busy')
  collect.clock.now = start
})
