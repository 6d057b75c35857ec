// SPDX-License-Identifier: AGPL-3.0-or-later
// The respondent's pages over HTTP: the whole way, and everything a browser or an attacker may send instead.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { languages } from '@ascolto/questionnaire'
import { codes, testCollect } from '../testing.ts'
import { preferredLanguage, words } from './words.ts'

const address = `/v/${codes.procedure}`
const key = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
const otherKey = key.replaceAll('a', 'b')

type Collect = Awaited<ReturnType<typeof testCollect>>

async function stored({ db }: Collect) {
  return [
    ...(await db<{ codes: number[]; suggestion: string | null }[]>`select codes, suggestion from collect.answer`),
  ].map((row) => ({ ...row }))
}

async function answered(collect: Collect, fields: Record<string, string> = { ease: '4', key }): Promise<string> {
  const reply = await collect.post(address, fields)
  assert.equal(reply.statusCode, 303, reply.body)
  return String(reply.headers.location)
}

test('the page is small, alone, without cookie and script, and never asks twice with one key', async () => {
  const collect = await testCollect()
  const reply = await collect.get(address)
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal(reply.headers['cache-control'], 'private, no-cache')
  assert.match(String(reply.headers['content-security-policy']), /frame-ancestors https:\/\/www\.inps\.it;/)
  assert.doesNotMatch(reply.body, /<script|src=|@import|url\(/)
  assert.ok(gzipSync(reply.body).length < 15_000)
  assert.ok(/<style[^]*<\/style>/.exec(reply.body)![0].length < 4_096)
  assert.ok(reply.body.endsWith('</html>\n'), 'the page goes on behind its end')
  assert.match(reply.body, /INPS &lt;Istituto&gt;/)
  assert.match(reply.body, /Quanto è stato facile usare questo servizio\?/)
  for (let star = 1; star <= 5; star++) assert.match(reply.body, new RegExp(`Valuta ${star} stelle su 5`))
  const again = await collect.get(address)
  const parts = [reply, again].map(({ body }) => ({
    key: /name="key" value="([\w-]{36})"/.exec(body)![1],
    nonce: /nonce="([\w-]{24})"/.exec(body)![1],
  }))
  assert.notEqual(parts[0]!.key, parts[1]!.key)
  assert.notEqual(parts[0]!.nonce, parts[1]!.nonce)
  assert.match(String(again.headers['content-security-policy']), new RegExp(`'nonce-${parts[1]!.nonce}'`))
  await collect.close()
})

test('the language is the one in the address, or the one the person prefers', async () => {
  const collect = await testCollect()
  for (const language of languages) {
    const byPath = await collect.get(`${address}/${language}`, { 'accept-language': 'it' })
    const byWish = await collect.get(address, { 'accept-language': `xx, ${language}-XX;q=0.9, it;q=0.1` })
    for (const { body } of [byPath, byWish]) {
      assert.match(body, new RegExp(`<html lang="${language}">`))
      assert.ok(body.includes(words[language].send))
    }
  }
  assert.equal((await collect.get(`${address}/es`)).statusCode, 404)
  assert.equal(preferredLanguage(undefined), 'it')
  assert.equal(preferredLanguage('fr;q=0, de;q=nonsense, ;;,sl;q=0.2,en-GB;q=0.3'), 'en')
  await collect.close()
})

test('a person answers, completes, looks back and corrects, and counts once', async () => {
  const collect = await testCollect()
  const second = await answered(collect)
  assert.match(second, new RegExp(`^${address}/it/r/[\\w-]{62}$`))
  const page = await collect.get(second)
  assert.match(page.body, /Grazie\. Vuoi dirci di più\?/)
  assert.match(page.body, /name="liked"/)
  assert.doesNotMatch(page.body, /name="hindered"/)
  assert.equal(page.headers['cache-control'], 'private, no-store')

  const fields = 'liked=1&liked=5&outcome=2&trust=-3&overall=5&suggestion=Bene+davvero&who=1'
  const done = await collect.post(second, fields)
  assert.equal(done.headers.location, `${second}/grazie`)
  assert.deepEqual(await stored(collect), [
    { codes: [4, 17, -2, 2, -1, -1, -1, -1, -3, 5, 1, 1], suggestion: 'Bene davvero' },
  ])
  const thanks = await collect.get(`${second}/grazie`)
  assert.match(thanks.body, /[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}/)
  assert.match(thanks.body, /href="\/servizi\/inps-assegno-unico"/)

  const first = await collect.get(`${second}/prima`)
  assert.match(first.body, /value="4" checked/)
  const corrected = await collect.post(`${second}/prima`, { ease: '2' })
  assert.equal(corrected.headers.location, second)
  const branch = await collect.get(second)
  assert.match(branch.body, /name="hindered"/)
  assert.match(branch.body, />\nBene davvero<\/textarea>/)
  await collect.post(second, 'hindered=4')
  assert.deepEqual(await stored(collect), [{ codes: [2, -2, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1], suggestion: null }])
  const [sums] =
    await collect.db`select sum(sign)::int as n, sum(sign * (codes::smallint[])[1])::int as ease from collect.pending`
  assert.deepEqual({ ...sums }, { n: 1, ease: 2 })
  await collect.close()
})

test('pressing twice, and going back to change the rating, is one answer', async () => {
  const collect = await testCollect()
  const first = await answered(collect)
  assert.equal(await answered(collect), first)
  assert.equal(await answered(collect, { ease: '1', key }), first)
  assert.equal(await answered(collect, { ease: '4', key }), first)
  assert.deepEqual(
    (await stored(collect)).map(({ codes }) => codes[0]),
    [4],
  )
  await collect.close()
})

test('what is missing or wrong keeps what was written and says what to do', async () => {
  const collect = await testCollect()
  const nothing = await collect.post(address, { key })
  assert.equal(nothing.statusCode, 422)
  assert.match(nothing.body, /role="alert" tabindex="-1" autofocus/)
  assert.match(nothing.body, /href="#ease">Scegli una risposta/)
  assert.ok(nothing.body.includes(`value="${key}"`))
  for (const ease of ['9', '0', '-1', 'x', '4.5', '１', '', '4 or 1=1'])
    assert.equal((await collect.post(address, { ease, key })).statusCode, 422, ease)
  assert.equal((await collect.post(address, 'ease=4&ease=5&key=' + key)).statusCode, 422)
  assert.deepEqual(await stored(collect), [])

  const second = await answered(collect)
  const long = await collect.post(second, { outcome: '3', suggestion: 'è'.repeat(1001) })
  assert.equal(long.statusCode, 422)
  assert.match(long.body, /accorcialo a 1\.000 caratteri/)
  assert.ok(long.body.includes('è'.repeat(1001)))
  assert.match(long.body, /name="outcome" value="3" checked/)
  assert.equal((await collect.post(second, { overall: '6' })).statusCode, 422)
  assert.deepEqual((await stored(collect))[0]!.codes.slice(1), [-1, -2, ...Array(9).fill(-1)])
  await collect.close()
})

test('an unknown field, a missing key, a doubled key: the page is shown again and nothing is stored', async () => {
  const collect = await testCollect()
  const sent = [
    'ease=4',
    'ease=4&key=short',
    `ease=4&key=${key}&key=${key}`,
    `ease=4&key=${key}&hack=1`,
    `clarity=4&key=${key}`,
  ]
  for (const fields of [...sent, `__proto__=1&ease=4&key=${key}`, '', '%', '&&&=&=']) {
    const reply = await collect.post(address, fields)
    assert.equal(reply.statusCode, 422, fields)
    assert.match(reply.body, /Rispondi di nuovo/)
  }
  assert.deepEqual(await stored(collect), [])
  await collect.close()
})

test('another type of content is refused, and so is a body that is too large', async () => {
  const collect = await testCollect()
  const json = await collect.post(address, '{"ease":4}', { headers: { 'content-type': 'application/json' } })
  assert.equal(json.statusCode, 415)
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx'])
    assert.equal((await collect.post(address, 'ease=4', { headers: { 'content-type': type } })).statusCode, 415, type)
  assert.equal((await collect.post(address, { ease: '4', key, x: 'x'.repeat(16_000) })).statusCode, 413)
  assert.deepEqual(await stored(collect), [])
  await collect.close()
})

test('any text is stored and shown as it was written, and does nothing', async () => {
  const collect = await testCollect()
  const texts = [
    `'; drop table collect.answer; --`,
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '</textarea><b>x',
    '{{7*7}} ${7*7} {limit}',
    'x'.repeat(1000),
    '🙂 שלום مرحبا \u202e abc',
    '%00 %ff \\x00 \\u0000',
  ]
  const second = await answered(collect)
  for (const text of texts) {
    assert.equal((await collect.post(second, { suggestion: text })).statusCode, 303, text)
    assert.equal((await stored(collect))[0]!.suggestion, text)
    const { body } = await collect.get(second)
    assert.doesNotMatch(body, /<script|<img|<b>x/)
  }
  await collect.post(second, 'suggestion=a%00b%01%0d%0ac')
  assert.equal((await stored(collect))[0]!.suggestion, 'ab\nc')
  assert.equal(
    (await collect.post(second, Buffer.from('suggestion=\xe8', 'latin1').toString('latin1'))).statusCode,
    303,
  )
  await collect.close()
})

test('a touchpoint that asks nothing says so kindly', async () => {
  const collect = await testCollect()
  const expected = [
    ['/v/zzzzzz', 404, words.it.unknownTitle],
    ['/v/..%2f', 404, words.it.unknownTitle],
    ["/v/'or'1'='1", 404, words.it.unknownTitle],
    [`/v/${codes.paused}`, 404, words.it.pausedTitle],
    [`/v/${codes.closed}`, 410, words.it.closedTitle],
  ] as const
  for (const [url, status, title] of expected) {
    for (const reply of [await collect.get(url), await collect.post(url, { ease: '4', key })]) {
      assert.equal(reply.statusCode, status, url)
      assert.ok(reply.body.includes(title.replaceAll("'", '&#39;')), url)
      const results = /href="\/servizi\/inps-assegno-unico"/.test(reply.body)
      assert.equal(results, title !== words.it.unknownTitle, 'a way on to what others said')
    }
  }
  assert.equal((await collect.get(address.toUpperCase().replace('/V/', '/v/'))).statusCode, 200)
  await collect.close()
})

test('a receipt that is not genuine, or of another service, or older than an hour, opens nothing', async () => {
  const collect = await testCollect()
  const second = await answered(collect)
  const forged = second.slice(0, -1) + (second.endsWith('A') ? 'B' : 'A')
  const pages = [
    forged,
    `${forged}/prima`,
    `${forged}/grazie`,
    `${address}/it/r/x`,
    `/v/zzzzzz${second.slice(address.length)}`,
  ]
  for (const url of pages) assert.equal((await collect.get(url)).statusCode, 404, url)
  assert.equal((await collect.post(forged, { outcome: '3' })).statusCode, 404)
  collect.clock.now = new Date('2026-03-10T11:00:30Z')
  assert.equal((await collect.get(second)).statusCode, 410)
  assert.equal((await collect.post(second, { outcome: '3' })).statusCode, 410)
  assert.equal((await collect.post(`${second}/prima`, { ease: '1' })).statusCode, 410)
  const thanks = await collect.get(`${second}/grazie`)
  assert.equal(thanks.statusCode, 200)
  assert.doesNotMatch(thanks.body, /\/prima"/)
  await collect.close()
})

test('while answers cannot be stored the page keeps what was written and says when to try again', async () => {
  const collect = await testCollect()
  const second = await answered(collect)
  await collect.get(address)
  await collect.db
    .unsafe(`create function collect.fail() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
    create trigger fail before insert on collect.pending for each row execute function collect.fail()`)
  const replies = [
    await collect.post(address, { ease: '3', key: otherKey }),
    await collect.post(second, { outcome: '3', suggestion: 'resta qui' }),
    await collect.post(`${second}/prima`, { ease: '3' }),
  ]
  for (const reply of replies) {
    assert.equal(reply.statusCode, 503)
    assert.equal(reply.headers['retry-after'], '5')
    assert.match(reply.body, /value="3" checked/)
  }
  assert.ok(replies[0]!.body.includes(`value="${otherKey}"`))
  assert.match(replies[1]!.body, /resta qui/)
  await collect.db.unsafe('drop trigger fail on collect.pending')
  assert.equal((await collect.post(address, { ease: '3', key: otherKey })).statusCode, 303)
  await collect.close()
})

test('views, answers and completions are counted by day and kind of device', async () => {
  const collect = await testCollect()
  const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Mobile Safari/537.36' }
  await collect.get(address, phone)
  await collect.get(address, { ...phone, 'sec-purpose': 'prefetch' })
  await collect.app.inject({ method: 'HEAD', url: address, headers: phone })
  const sent = await collect.post(address, { ease: '4', key }, { headers: phone })
  await collect.post(address, { ease: '4', key }, { headers: phone })
  for (let time = 0; time < 2; time++)
    await collect.post(String(sent.headers.location), { outcome: '1' }, { headers: phone })
  const { db } = collect
  await collect.flush()
  const rows = await db`select day, channel, device, opened, answered, completed from collect.counter`
  assert.deepEqual(
    [...rows],
    [{ day: '2026-03-10', channel: 'web', device: 'phone', opened: 1, answered: 1, completed: 1 }],
  )
  await db`update collect.counter set answered = 1204`
  assert.match((await collect.get(`${sent.headers.location}/grazie`)).body, /Sei tra le 1\.204 voci di questo mese/)
  await collect.close()
})
