// SPDX-License-Identifier: AGPL-3.0-or-later
// The gate as callers meet it: nothing is refused or lost, what looks like abuse is kept apart with its reason, and nothing that
// tells who it was is kept anywhere.
import assert from 'node:assert/strict'
import { createHash, createSecretKey, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { codes, testCollect } from '../testing.ts'
import { weigh } from './index.ts'
import limits from './limits.json' with { type: 'json' }
import { Load } from './load.ts'
import { Mint } from './mint.ts'
import { Networks } from './networks.ts'
import { isProof } from './proof.ts'

const address = `/v/${codes.procedure}/it`
const collect = await testCollect({ trustedProxy: 'yes' })

const from = (network: string) => ({ 'x-forwarded-for': `203.0.113.99, ${network}` })
const later = (seconds: number) => (collect.clock.now = new Date(collect.clock.now.getTime() + seconds * 1000))

async function opened(network: string): Promise<Record<string, string>> {
  const { body } = await collect.get(address, from(network))
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1]
  const [mint, key, proof] = ['mint', 'key', 'proof'].map(field)
  assert.ok(mint && key)
  return { mint, key, ease: '4', sito: '', ...(proof !== undefined && { proof }) }
}

/** @returns how the answer is stored. */
async function sent(network: string, fields: Record<string, string>): Promise<string> {
  const reply = await collect.post(address, fields, { headers: from(network) })
  assert.equal(reply.statusCode, 303, reply.body)
  const id = Buffer.from(String(reply.headers.location).split('/r/')[1]!, 'base64url').toString('hex', 0, 16)
  const [row] = await collect.db<{ state: string; reason: string | null }[]>`
    select state, held_for as reason from collect.answer where id = ${id}`
  return `${row!.state} ${row!.reason ?? ''}`.trim()
}

async function waiting(): Promise<number> {
  return (await collect.db`select from collect.pending`).length
}

/** Of a page somebody has read: made before the clock's later turns. */
const slow = (await opened('192.0.2.2'))['mint']!

test('who reads the page and answers counts; who fills the field nobody sees is kept apart, with the same reply', async () => {
  const [person, robot] = [await opened('192.0.2.1'), await opened('198.18.0.1')]
  later(5)
  assert.equal(await sent('192.0.2.1', person), 'counted')
  const before = await waiting()
  assert.equal(await sent('198.18.0.1', { ...robot, sito: 'https://spam.example' }), 'quarantined honeypot')
  assert.equal(await waiting(), before, 'the cube never hears of it')
  assert.equal(await sent('198.18.0.1', { ...robot, sito: 'https://spam.example' }), 'quarantined honeypot')
})

test('the trap is hidden from eyes and from assistive technology, and filled by no browser', async () => {
  const { body } = await collect.get(address)
  assert.match(body, /<p hidden><label>[^<]+<input name="sito" autocomplete="off" tabindex="-1"><\/label><\/p>/)
  assert.doesNotMatch(body, /<script/)
})

test('haste, a forged time or none is never enough alone: a soft sign', async () => {
  assert.equal(await sent('192.0.3.1', await opened('192.0.3.1')), 'counted')
  const { mint: _, ...old } = await opened('192.0.3.1')
  assert.equal(await sent('192.0.3.1', old), 'counted')
  assert.equal(await sent('192.0.3.1', { ...(await opened('192.0.3.1')), mint: 'zzz.aaaaaaaaaaaaaaaa' }), 'counted')
})

test('a network that sends on and on: haste weighs from half of what it may, everything beyond; another is not touched', async () => {
  const network = '192.0.4.7'
  const states: string[] = []
  for (let n = 0; n <= limits.usual.most; n++) {
    const hasty = n === limits.usual.most / 2 + 1
    const fields = await opened(network)
    if (!hasty) fields['mint'] = slow
    states.push(await sent(network, fields))
  }
  const half = limits.usual.most / 2 + 1
  assert.deepEqual(states.slice(0, half), Array(half).fill('counted'))
  assert.equal(states[half], 'quarantined haste')
  assert.equal(states.at(-1), 'quarantined rate')
  assert.equal(await sent('192.0.4.200', { ...(await opened(network)), mint: slow }), 'quarantined rate', 'a neighbour')
  assert.equal(await sent('192.0.5.7', await opened('192.0.5.7')), 'counted', 'somebody else')
  later(60)
  assert.equal(await sent(network, { ...(await opened(network)), mint: slow }), 'counted', 'the bucket fills up again')
})

test('a header the proxy does not write changes nothing', async () => {
  const network = '192.0.6.1'
  const send = async (forged: string) => {
    const fields = { ...(await opened(network)), mint: slow }
    const headers = { 'x-forwarded-for': `${forged}, ${network}`, 'x-real-ip': forged, forwarded: `for=${forged}` }
    await collect.post(address, fields, { headers })
  }
  for (let n = 0; n < limits.usual.most; n++) await send(`100.64.${n}.1`)
  assert.equal(await sent(network, { ...(await opened(network)), mint: slow }), 'quarantined rate')
})

test('programs without a key have the same bucket; widget and other components too', async () => {
  const headers = { 'content-type': 'application/json', ...from('192.0.7.1') }
  const responses = Array.from({ length: limits.usual.most + 5 }, () => ({
    ...{ touchpoint: codes.procedure, key: randomUUID(), answers: { ease: 1 }, channel: 'telefono' },
  }))
  const reply = await collect.app.inject({ method: 'POST', url: '/api/v1/responses', headers, payload: { responses } })
  assert.ok(reply.json<{ results: { status: number }[] }>().results.every(({ status }) => status === 201))
  const rows = await collect.db<{ state: string; n: number }[]>`
    select state, count(*)::int as n from collect.answer where channel = 'telefono' group by 1 order by 1`
  assert.deepEqual(
    rows.map(({ state, n }) => [state, n]),
    [
      ['counted', limits.usual.most],
      ['quarantined', 5],
    ],
  )
})

test('only under load a page asks for a proof, with a script of this reply; who brings one keeps the loose bucket', async () => {
  const other = await testCollect({ trustedProxy: 'yes' })
  const headers = { 'content-type': 'application/json' }
  const flood = (n: number) =>
    Array.from({ length: n }, () => ({ touchpoint: codes.procedure, key: randomUUID(), answers: { ease: 1 } }))
  for (const n of [1000, limits.touchpoint.most - 1000 + 1]) {
    const payload = { responses: flood(n) }
    assert.equal(
      (await other.app.inject({ method: 'POST', url: '/api/v1/responses', headers, payload })).statusCode,
      200,
    )
  }
  const page = await other.get(address)
  const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))![1]!
  assert.ok(page.body.includes(`<script nonce="${nonce}">`) && page.body.includes(`<style nonce="${nonce}">`))
  const field = (name: string, body: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)![1]!
  const send = async (proven: boolean) => {
    const { body } = await other.get(address)
    const [mint, key] = [field('mint', body), field('key', body)]
    let proof = 0
    while (proven && !isProof(mint, key, String(proof))) proof++
    const fields = { ease: '4', mint, key, sito: '', proof: proven ? String(proof) : '' }
    other.clock.now = new Date(other.clock.now.getTime() + 10)
    return other.post(address, fields, { headers: from(proven ? '192.0.8.1' : '192.0.9.1') })
  }
  for (let n = 0; n < limits.underLoad.most + 3; n++) {
    for (const proven of [true, false]) assert.equal((await send(proven)).statusCode, 303)
  }
  const held = await other.db<{ reason: string; n: number }[]>`
    select held_for as reason, count(*)::int as n from collect.answer where state = 'quarantined' group by 1`
  assert.deepEqual(
    held.map(({ reason, n }) => [reason, n]),
    [['load', 3]],
  )
  await other.close()
})

test('a proof is good for its own page and answer alone, and is found in thousands of tries', () => {
  const digest = (text: string) =>
    createHash('sha256').update(text).digest().readUInt32BE(0) >>> (32 - limits.proofBits)
  let proof = 0
  while (digest(`m:k:${proof}`) !== 0) proof++
  assert.ok(proof > 50)
  assert.ok(isProof('m', 'k', String(proof)))
  assert.ok(!isProof('m', 'l', String(proof)) && !isProof('n', 'k', String(proof)))
  for (const wrong of [undefined, '', '-1', `${proof} `, '1e9', '9'.repeat(10)]) assert.ok(!isProof('m', 'k', wrong))
})

test('the mark of time is the same for everybody in two seconds, cannot be made by others and ends after a day', () => {
  const key = (text: string) => createSecretKey(Buffer.from(text.repeat(32)))
  const mint = new Mint(key('a'))
  const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000)
  const text = mint.make(at(0))
  assert.equal(mint.make(at(1.9)), text)
  assert.notEqual(mint.make(at(2)), text)
  assert.equal(mint.age(text, at(1)), 'unread')
  assert.equal(mint.age(text, at(2)), 'read')
  assert.equal(mint.age(text, at(86_400)), 'read')
  for (const [given, seconds] of [
    [text, 86_402],
    [text, -2],
    [undefined, 1],
    ['', 1],
    [`${text}x`, 1],
  ] as const)
    assert.equal(mint.age(given, at(seconds)), 'unknown')
  assert.equal(mint.age(new Mint(key('b')).make(at(0)), at(5)), 'unknown')
})

test('a new day forgets all networks with the key they stood under; a flood from everywhere does not fill the memory', () => {
  const networks = new Networks()
  const [today, tomorrow] = ['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z'].map((text) => new Date(text))
  for (let n = 0; n < 100_050; n++) networks.take(String(n), 1, today!, false)
  assert.equal(networks.size, 100_000)
  networks.take('1', 1, tomorrow!, false)
  assert.equal(networks.size, 1)
})

test('load is a full queue or a flooded touchpoint, and passes', () => {
  let waiting = 0
  const load = new Load(() => ({ waiting, limit: 100 }))
  const at = (seconds: number) => new Date(seconds * 1000)
  load.note(1, at(0))
  assert.ok(!load.isHigh(1, at(0)))
  waiting = 25
  load.note(1, at(1))
  assert.ok(load.isHigh(2, at(2)))
  assert.ok(!load.isHigh(2, at(1 + limits.loadSeconds)))
  waiting = 0
  for (let n = 0; n < limits.touchpoint.most; n++) load.note(3, at(100))
  assert.ok(!load.isHigh(3, at(100)))
  load.note(3, at(100))
  assert.ok(load.isHigh(3, at(101)) && !load.isHigh(4, at(101)))
})

test('signs are weighed together and the heaviest gives the reason', () => {
  const { points } = limits
  assert.equal(weigh([]), undefined)
  assert.equal(weigh([{ reason: 'haste', points: points.haste }]), undefined)
  assert.equal(
    weigh([
      { reason: 'rate', points: points.halfSpent },
      { reason: 'haste', points: points.haste },
    ]),
    'haste',
  )
})

test('no table of the database holds an address, a network or an instant of an answer', async () => {
  const tables = await collect.db<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('collect', 'estimate', 'base')`
  for (const { name } of tables) {
    const rows = await collect.db<{ row: string }[]>`select t::text as row from ${collect.db.unsafe(name)} as t`
    for (const { row } of rows) assert.doesNotMatch(row, /192\.0\.\d|4c000\d\d/, name)
  }
  const columns = await collect.db`
    select from information_schema.columns where table_schema = 'collect' and (data_type like 'time%' or data_type in ('inet', 'cidr'))`
  assert.equal(columns.length, 0)
})

test('the database keeps nothing apart without a reason, and counts nothing that has one', async () => {
  for (const change of [
    `held_for = null where state = 'quarantined'`,
    `held_for = 'rate' where state = 'counted'`,
    `state = 'counted' where state = 'quarantined'`,
  ])
    await assert.rejects(collect.db.unsafe(`update collect.answer set ${change}`), /answer_reason_check/)
})
