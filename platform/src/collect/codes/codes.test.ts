// SPDX-License-Identifier: AGPL-3.0-or-later
// One code, one answer: over HTTP, whatever comes twice, at once, late, cut off or made up.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { languages } from '@ascolto/questionnaire'
import { words } from '../form/words.ts'
import { codes as touchpoints, testCollect } from '../testing.ts'
import { answer, answered, issue, unspent } from './testing.ts'

const address = `/v/${touchpoints.procedure}`

test('an invitation is opened in five languages, answered once, and only its hash was ever stored', async () => {
  const collect = await testCollect()
  const [code = '', other = ''] = await issue(collect.context)
  assert.match(code, /^[0-9a-hj-km-np-tv-z]{20}$/)
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
  assert.deepEqual(await answered(collect), { code: 1 })
  // As somebody reads it from paper.
  const spelt = other.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l').replace(/.{4}(?=.)/g, '$&-')
  assert.equal((await answer(collect, spelt)).statusCode, 303)
  assert.equal(await unspent(collect), 8)
  await collect.close()
})

test('looking tells nobody whether a code is spent; an answer is told, keeps what was written, and may go without it', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context)
  const untouched = (await collect.get(`${address}?i=${code}`)).body
  await answer(collect, code)
  const plain = (text: string): string => text.replace(/(nonce|value)="[\w-]{24,}(\.[\w-]+)?"|value="\w+\.[\w-]{16}"/g, '')
  assert.equal(plain((await collect.get(`${address}?i=${code}`)).body), plain(untouched))
  const key = randomUUID()
  const refused = await answer(collect, code, key, '2')
  assert.equal(refused.statusCode, 409)
  assert.ok(refused.body.includes(words.it.codeSpent))
  assert.match(refused.body, /value="2" checked/)
  assert.ok(refused.body.includes(`name="key" value="${key}"`))
  assert.doesNotMatch(refused.body, /name="i"/)
  assert.deepEqual(await answered(collect), { code: 1 })
  assert.equal((await answer(collect, undefined, key, '2')).statusCode, 303)
  assert.deepEqual(await answered(collect), { code: 1, open: 1 })
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
  for (const [sent, said] of [[forged, 'codeUnknown'], [longer, 'codeUnknown'], ['', 'codeUnknown'], ["'--", 'codeUnknown']] as const) {
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
  assert.deepEqual(await answered(collect), { code: 1 })
  await collect.close()
})

test('a thousand answers that bring one code at once are one answer; a thousand codes, a thousand', async () => {
  const collect = await testCollect({ queueLimit: 5000 })
  const [code = ''] = await issue(collect.context)
  const same = await Promise.all(Array.from({ length: 1000 }, () => answer(collect, code)))
  assert.deepEqual([303, 409].map((status) => same.filter(({ statusCode }) => statusCode === status).length), [1, 999])
  assert.deepEqual(await answered(collect), { code: 1 })
  const many = await issue(collect.context, { number: 1000 })
  const all = await Promise.all([...many, code].map((one) => answer(collect, one)))
  assert.deepEqual([303, 409].map((status) => all.filter(({ statusCode }) => statusCode === status).length), [1000, 1])
  assert.deepEqual(await answered(collect), { code: 1001 })
  assert.equal(await unspent(collect), 9)
  const [pending] = await collect.db`select count(*)::int as n from collect.pending`
  assert.equal(pending!['n'], 1001)
  await collect.close()
})

test('a batch made twice from one seed is one batch, and counts as so many who were offered the question', async () => {
  const collect = await testCollect()
  const seed = randomBytes(32)
  const codes = await issue(collect.context, { number: 25 }, seed)
  assert.deepEqual(await issue(collect.context, { number: 25 }, seed), codes)
  assert.equal(new Set(codes).size, 25)
  assert.equal(await unspent(collect), 25)
  const [row] = await collect.db`select sum(offered)::int as offered, (select count(*)::int from bodies.audit_entry) as acts from collect.counter`
  assert.deepEqual({ ...row }, { offered: 25, acts: 1 })
  for (const number of [9, 10_001]) await assert.rejects(issue(collect.context, { number }), /code_batch_issued_check/)
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
  assert.equal((await send('risposta-1', { code })).statusCode, 201)
  assert.equal((await send('risposta-1', { code })).statusCode, 200)
  const spent = await send('risposta-2', { code })
  assert.deepEqual([spent.statusCode, spent.json<{ code: string }>().code], [409, 'code-spent'])
  const unknown = await send('risposta-3', { code: 'inventato' })
  assert.deepEqual([unknown.statusCode, unknown.json<{ code: string }>().code], [422, 'code-unknown'])
  assert.deepEqual(await answered(collect), { code: 1 })
  await collect.close()
})
