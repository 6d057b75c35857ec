// SPDX-License-Identifier: AGPL-3.0-or-later
// One code, one answer: over HTTP, whatever comes twice, at once, late, cut off or made up.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { languages } from '@ascolto/questionnaire'
import { words } from '../form/words.ts'
import { codes as touchpoints, testCollect } from '../testing.ts'
import { findTouchpoint } from '../../bodies/index.ts'
import { countWaiting } from '../intake/index.ts'
import { listBatches, revokeCodes, rewriteRows } from './index.ts'
import { answer, answered, issue, tryToIssue, unspent } from './testing.ts'

const address = `/v/${touchpoints.procedure}`
/** How answers come with a code that was mailed, and without one at the same touchpoint. */
const [invited, anybody] = ['invited email code', 'spontaneous web open']

test('an invitation is opened in five languages, answered once, and only its hash was ever stored', async () => {
  const collect = await testCollect()
  const [code = '', other = ''] = await issue(collect.context)
  assert.match(code, /^[0-9a-hj-km-np-tv-z]{31}$/)
  for (const language of languages) {
    const page = await collect.get(`${address}/${language}?i=${code}`)
    assert.equal(page.statusCode, 200)
    assert.ok(page.body.includes(words[language].codeGood), language)
    assert.ok(page.body.includes(`<input type="hidden" name="i" value="${code}">`))
    assert.equal(page.headers['cache-control'], 'private, no-cache')
    for (const next of languages.filter((one) => one !== language))
      assert.ok(page.body.includes(`href="${address}/${next}?i=${code}"`), next)
  }
  const [before] = await collect.db`select coalesce(string_agg(u::text, ''), '') as rows from collect.unspent_code u`
  assert.ok(!String(before!['rows']).includes(code))
  const reply = await answer(collect, code)
  assert.equal(reply.statusCode, 303, reply.body)
  assert.ok(!String(reply.headers.location).includes(code))
  assert.equal(await unspent(collect), 9)
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  // As somebody reads it from paper.
  const spelt = other
    .toUpperCase()
    .replaceAll('0', 'O')
    .replaceAll('1', 'l')
    .replace(/.{4}(?=.)/g, '$&-')
  assert.equal((await answer(collect, spelt)).statusCode, 303)
  assert.equal(await unspent(collect), 8)
  await collect.close()
})

test('looking tells nobody whether a code is spent; an answer is told, keeps what was written, and may go without it', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context)
  const untouched = (await collect.get(`${address}?i=${code}`)).body
  await answer(collect, code)
  const plain = (text: string): string =>
    text.replace(/(nonce|value)="[\w-]{24,}(\.[\w-]+)?"|value="\w+\.[\w-]{16}"/g, '')
  assert.equal(plain((await collect.get(`${address}?i=${code}`)).body), plain(untouched))
  const key = randomUUID()
  const refused = await answer(collect, code, key, '2')
  assert.equal(refused.statusCode, 409)
  assert.ok(refused.body.includes(words.it.codeSpent))
  assert.match(refused.body, /value="2" checked/)
  assert.ok(refused.body.includes(`name="key" value="${key}"`))
  assert.doesNotMatch(refused.body, /name="i"/)
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  assert.equal((await answer(collect, undefined, key, '2')).statusCode, 303)
  assert.deepEqual(await answered(collect), { [invited]: 1, [anybody]: 1 })
  await collect.close()
})

test('the same answer sent again is the same answer, though its code is spent', async () => {
  const collect = await testCollect()
  const [code = '', other = ''] = await issue(collect.context)
  const key = randomUUID()
  const first = await answer(collect, code, key)
  assert.equal((await answer(collect, code, key)).headers.location, first.headers.location)
  assert.equal((await answer(collect, code, key, '1')).headers.location, first.headers.location, 'a correction')
  // Another code under the same key is not spent for nothing.
  assert.equal((await answer(collect, other, key, '1')).headers.location, first.headers.location)
  assert.equal(await unspent(collect), 9)
  const [row] = await collect.db`select codes[1] as ease from collect.answer`
  assert.deepEqual({ ...row }, { ease: 1 })
  await collect.close()
})

test('a code that is over, of another touchpoint or made up is told kindly and takes no answer with it', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context, { expiresOn: '2026-03-10' })
  assert.equal((await answer(collect, code)).statusCode, 303, 'good on its last day')
  const [late = ''] = await issue(collect.context, { expiresOn: '2026-03-10' })
  const forged = late.slice(0, -1) + (late.endsWith('0') ? '1' : '0')
  const longer = `zzz${late.slice(3)}`
  for (const [sent, said] of [
    [forged, 'codeUnknown'],
    [longer, 'codeUnknown'],
    ['', 'codeUnknown'],
    ["'--", 'codeUnknown'],
  ] as const) {
    assert.ok((await collect.get(`${address}?i=${encodeURIComponent(sent)}`)).body.includes(words.it[said]), sent)
    const reply = await answer(collect, sent)
    assert.equal(reply.statusCode, 422, sent)
    assert.ok(reply.body.includes(words.it[said]))
    assert.match(reply.body, /value="4" checked/)
  }
  assert.equal((await collect.get(`${address}?i=${late}&i=${late}`)).statusCode, 200)
  const elsewhere = await collect.post(`/v/${touchpoints.page}`, { clarity: '4', key: randomUUID(), i: late })
  assert.equal(elsewhere.statusCode, 422)
  collect.clock.now = new Date('2026-03-11T00:30:00+01:00')
  assert.ok((await collect.get(`${address}?i=${late}`)).body.includes(words.it.codeOver))
  const reply = await answer(collect, late)
  assert.ok(reply.body.includes(words.it.codeOver))
  assert.equal(reply.statusCode, 422)
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  await collect.close()
})

test('a thousand answers that bring one code at once are one answer; a thousand codes, a thousand', async () => {
  const collect = await testCollect({ queueLimit: 5000 })
  const [code = ''] = await issue(collect.context)
  const same = await Promise.all(Array.from({ length: 1000 }, () => answer(collect, code)))
  assert.deepEqual(
    [303, 409].map((status) => same.filter(({ statusCode }) => statusCode === status).length),
    [1, 999],
  )
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  const many = await issue(collect.context, { number: '1000' })
  const all = await Promise.all([...many, code].map((one) => answer(collect, one)))
  assert.deepEqual(
    [303, 409].map((status) => all.filter(({ statusCode }) => statusCode === status).length),
    [1000, 1],
  )
  assert.deepEqual(await answered(collect), { [invited]: 1001 })
  assert.equal(await unspent(collect), 9)
  assert.equal(await countWaiting(collect.db), 1001)
  await collect.close()
})

test('of whoever brings a code once more, first come is first served, whatever else is sent with them', async () => {
  const collect = await testCollect({ queueLimit: 5000 })
  const codes = await issue(collect.context, { number: '20' })
  for (const one of codes.slice(0, 10)) await answer(collect, one)
  // Good and spent codes, open answers, and keys that come twice: in one group or in many.
  const keys = codes.map(() => randomUUID())
  const sent = await Promise.all(
    codes.flatMap((one, place) => [
      answer(collect, one, keys[place]),
      answer(collect, one, keys[place]),
      answer(collect, undefined),
    ]),
  )
  const byStatus = (which: number): number[] =>
    sent.filter((_, place) => place % 3 === which).map(({ statusCode }) => statusCode)
  for (const which of [0, 1])
    assert.deepEqual(
      byStatus(which),
      codes.map((_, place) => (place < 10 ? 409 : 303)),
    )
  assert.deepEqual(new Set(byStatus(2)), new Set([303]))
  assert.deepEqual(await answered(collect), { [invited]: 20, [anybody]: 20 })
  assert.equal(await unspent(collect), 0)
  await collect.close()
})

test('a batch made twice by one form is one batch, counted once; minutes later its codes are shown no more', async () => {
  const collect = await testCollect()
  const secret = randomBytes(32)
  const codes = await issue(collect.context, { number: '25' }, secret)
  assert.deepEqual(await issue(collect.context, { number: '25' }, secret), codes)
  assert.equal(new Set(codes).size, 25)
  assert.equal(await unspent(collect), 25)
  // The same form with another wish makes another batch, and no code of the first.
  const others = await issue(collect.context, { number: '25', channel: 'app' }, secret)
  assert.equal(new Set([...codes, ...others]).size, 50)
  const [row] = await collect.db`
    select sum(offered)::int as offered, (select count(*)::int from bodies.audit_entry) as acts from collect.counter`
  assert.deepEqual({ ...row }, { offered: 50, acts: 2 })
  collect.clock.now = new Date(collect.clock.now.getTime() + 11 * 60_000)
  assert.deepEqual(await tryToIssue(collect.context, { number: '25' }, secret), { kind: 'spent' })
  const elsewhere = { ...collect.context, memory: {} }
  assert.deepEqual(await tryToIssue(elsewhere, { number: '25', channel: 'app' }, secret), { kind: 'spent' })
  const [entry] = await collect.db`select coalesce(string_agg(e::text, ''), '') as text from bodies.audit_entry e`
  for (const one of [...codes, ...others]) assert.ok(!String(entry!['text']).includes(one))
  await collect.close()
})

test('too few codes, too many, for ever or for nowhere are not made, and what is wrong is told together', async () => {
  const collect = await testCollect()
  const wrong = { number: '9', channel: 'piccione', expiresOn: '2026-03-09', note: 'x'.repeat(201) }
  const issued = await tryToIssue(collect.context, wrong)
  assert.ok(issued.kind === 'faulty')
  assert.deepEqual(
    issued.problems.map(({ field }) => field),
    ['number', 'channel', 'expiresOn', 'note'],
  )
  for (const given of [
    { number: '10001' },
    { number: '1e4' },
    { number: '' },
    { expiresOn: '2027-03-12' },
    { channel: 'import' },
  ])
    assert.equal((await tryToIssue(collect.context, given)).kind, 'faulty', JSON.stringify(given))
  await issue(collect.context, { expiresOn: '2026-03-10' })
  await issue(collect.context, { expiresOn: '2027-03-11' })
  assert.equal(await unspent(collect), 20)
  await collect.close()
})

test('a batch that is revoked takes no answer any more and says so; answers that came stay', async () => {
  const collect = await testCollect()
  const { context } = collect
  const codes = await issue(context, { number: '30' })
  assert.equal((await answer(collect, codes[0])).statusCode, 303)
  const found = (await findTouchpoint(context, touchpoints.procedure))!
  const [batch] = await listBatches(context, found.touchpoint)
  const actor = { pseudonym: randomUUID() }
  for (const no of ['', 'x', '0'.repeat(32)]) assert.equal(await revokeCodes(context, found, no, actor), false)
  for (let twice = 0; twice < 2; twice++) assert.equal(await revokeCodes(context, found, batch!.id, actor), true)
  const key = randomUUID()
  const refused = await answer(collect, codes[1], key, '2')
  assert.equal(refused.statusCode, 409)
  assert.ok(refused.body.includes(words.it.codeRevoked))
  assert.match(refused.body, /value="2" checked/)
  assert.ok((await answer(collect, codes[0])).body.includes(words.it.codeSpent))
  assert.equal((await answer(collect, undefined, key, '2')).statusCode, 303)
  assert.deepEqual(await answered(collect), { [invited]: 1, [anybody]: 1 })
  const [after] = await listBatches(context, found.touchpoint)
  assert.deepEqual([after!.state, after!.revokedOn, after!.used], ['revoked', '2026-03-10', 0])
  // Nearly nobody had got one: they count as never offered.
  const [row] = await collect.db`
    select sum(offered)::int as offered, (select count(*)::int from bodies.audit_entry where act = 'code.revoke') as acts from collect.counter`
  assert.deepEqual({ ...row }, { offered: 0, acts: 1 })
  await collect.close()
})

test('how many codes were used is told in whole tens, never the first few and never the last', async () => {
  const collect = await testCollect()
  const found = (await findTouchpoint(collect.context, touchpoints.procedure))!
  const codes = await issue(collect.context, { number: '30' })
  const told: number[] = []
  for (const one of codes) {
    await answer(collect, one)
    told.push((await listBatches(collect.context, found.touchpoint))[0]!.used)
  }
  assert.deepEqual(
    told,
    codes.map((_, place) => Math.min(20, Math.floor((place + 1) / 10) * 10)),
  )
  await issue(collect.context, { number: '10', note: 'Pochi' })
  collect.clock.now = new Date('2026-04-02T10:00:00Z')
  await rewriteRows(collect.context)
  const batches = await listBatches(collect.context, found.touchpoint)
  assert.deepEqual(batches.map(({ issued, used, state }) => `${issued} ${used} ${state}`).sort(), [
    '10 0 over',
    '30 20 over',
  ])
  assert.equal(await unspent(collect), 0)
  await collect.close()
})

test('views and answers by a code count under its channel and apart from those of anybody', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context, { channel: 'sportello' })
  await collect.get(`${address}?i=${code}`)
  await collect.get(`${address}?i=inventato`)
  const { headers } = await answer(collect, code)
  await collect.post(String(headers.location), { outcome: '2' })
  await answer(collect, undefined)
  await collect.flush()
  const rows = await collect.db`
    select assurance, channel, sum(offered)::int as offered, sum(opened)::int as opened, sum(answered)::int as answered,
           sum(completed)::int as completed
    from collect.counter group by 1, 2 order by 1`
  assert.deepEqual(
    rows.map((row) => Object.values(row).join(' ')),
    ['code sportello 10 1 1 1', 'open web 0 1 1 0'],
  )
  await collect.close()
})

test('a program sends an answer with a code, under the same rules', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context)
  const send = (key: string, more: object) =>
    collect.app.inject({
      ...{ method: 'POST', url: '/api/v1/responses' },
      payload: { touchpoint: touchpoints.procedure, key, answers: { ease: 3 }, ...more },
    })
  assert.equal((await send('risposta-0', { code, stream: 'spontaneous' })).statusCode, 422)
  assert.equal((await send('risposta-1', { code, stream: 'invited' })).statusCode, 201)
  assert.equal((await send('risposta-1', { code })).statusCode, 200)
  const spent = await send('risposta-2', { code })
  assert.deepEqual([spent.statusCode, spent.json<{ code: string }>().code], [409, 'code-spent'])
  const unknown = await send('risposta-3', { code: 'inventato' })
  assert.deepEqual([unknown.statusCode, unknown.json<{ code: string }>().code], [422, 'code-unknown'])
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  await collect.close()
})
