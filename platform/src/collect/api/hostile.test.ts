// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything else that may come to POST /api/v1/responses: it is stored and read back as it was written, or refused in clear
// Italian.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersOf, collect, count, refused, response, send, taken, type Item } from './testing.ts'

test('an answer that is wrong is refused with its question and what is expected', async () => {
  const wrong: [unknown, RegExp][] = [
    [{ ease: '4' }, /ease wrong-type \| Alla domanda «.*» è atteso un numero intero\./],
    [{ ease: 4.5 }, /ease wrong-type/],
    [{ ease: null }, /ease wrong-type/],
    [{ ease: [4] }, /ease wrong-type/],
    [{ ease: { valueOf: 4 } }, /ease wrong-type/],
    [{ ease: true }, /ease wrong-type/],
    [{ ease: 6 }, /ease out-of-range .*: 1, 2, 3, 4, 5\./],
    [{ ease: 0 }, /ease out-of-range/],
    [{ ease: -2 }, /ease out-of-range/],
    [{ ease: 1e300 }, /ease out-of-range/],
    [{ ease: 5, liked: 1 }, /liked wrong-type .*un elenco/],
    [{ ease: 5, liked: [99] }, /liked out-of-range/],
    [{ ease: 5, liked: Array(1000).fill(1) }, /liked out-of-range/],
    [{ ease: 5, hindered: [1] }, /hindered not-shown .*togli questa voce/],
    [{ ease: 4, suggestion: 5 }, /suggestion wrong-type .*una stringa di testo/],
    [{ ease: 4, suggestion: 'a'.repeat(10_000) }, /suggestion too-long .*al massimo 1000 caratteri/],
    [{ ease: 4, suggestion: 'a'.repeat(1001) }, /suggestion too-long/],
    [{}, /ease required \| Rispondi alla domanda/],
    [{ liked: [1] }, /ease required/],
    [{ ease: 4, facilita: 5 }, /facilita unknown-item \| «facilita» non è una domanda di questo questionario\./],
    [{ ease: 4, ['x'.repeat(10_000)]: 5 }, /x{40} unknown-item/],
    [{ ease: 4, constructor: 1 }, /constructor unknown-item/],
    [{ ease: 4, toString: 1, hasOwnProperty: 1 }, /toString unknown-item \| hasOwnProperty unknown-item/],
    [Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`q${index}`, 1])), /q0 unknown-item/],
  ]
  const earlier = await count()
  for (const [answers, expected] of wrong) {
    const said = await refused(response(answers))
    assert.match(said, /^422 response-invalid \|/)
    assert.match(said, expected)
    assert.ok(said.length < 10_000)
  }
  assert.equal(await count(), earlier)
})

test('a field that is missing, unknown or of another kind is named in Italian', async () => {
  const { key, ...keyless } = response()
  const wrong: [unknown, RegExp][] = [
    [[], /\| {2}wrong-type \| Una risposta è un oggetto JSON/],
    [[response()], /wrong-type \| Una risposta è un oggetto JSON/],
    ['"testo"', /wrong-type/],
    ['null', /wrong-type/],
    ['5', /wrong-type/],
    [{}, /touchpoint required \| key required \| answers required \| Manca «touchpoint»\. \| Manca «key»\./],
    [keyless, /\| key required \| Manca «key»\.$/],
    [{ ...keyless, key: 'breve' }, /key too-short \| «key» è troppo corto: servono almeno 8 caratteri\./],
    [{ ...keyless, key: 'x'.repeat(10_000) }, /key too-long .*al massimo 200 caratteri\./],
    [{ ...keyless, key: 12_345_678 }, /key wrong-type \| «key» deve essere una stringa\./],
    [response([]), /answers wrong-type \| «answers» deve essere un oggetto con una voce per ogni domanda\./],
    [response('ease=4'), /answers wrong-type/],
    [response(null), /answers wrong-type/],
    [response({ ease: 4 }, { touchpoint: '' }), /touchpoint too-short/],
    [response({ ease: 4 }, { touchpoint: 'x'.repeat(13) }), /touchpoint too-long/],
    [response({ ease: 4 }, { language: 'es' }), /language out-of-range \| «language» può essere: it, de, fr, sl, en\./],
    [response({ ease: 4 }, { language: 5 }), /language out-of-range/],
    [response({ ease: 4 }, { device: 'fridge' }), /device out-of-range/],
    [response({ ease: 4 }, { channel: 'import' }), /channel out-of-range/],
    [response({ ease: 4 }, { userKind: 'sindaco' }), /userKind out-of-range/],
    [response({ ease: 4 }, { stream: 'x' }), /stream out-of-range/],
    [response({ ease: 4 }, { stream: 'invited' }), /stream out-of-range .*è «spontaneous»/],
    [
      response({ ease: 4 }, { email: 'a@b.it' }),
      /email unknown-field \| Il campo «email» non esiste\. Si possono usare: touch/,
    ],
    [response({ ease: 4 }, { ['y'.repeat(10_000)]: 1 }), /\| y{40} unknown-field/],
    [response({ ease: 4 }, { constructor: 1 }), /constructor unknown-field/],
  ]
  const earlier = await count()
  for (const [body, expected] of wrong) assert.match(await refused(body), expected)
  assert.equal(await count(), earlier)
  assert.ok(key)
})

test('whatever people write is stored and shown as they wrote it, but for personal data and control characters', async () => {
  const texts: [string, string?][] = [
    ["'); drop table collect.answer; --"],
    ['{1,2}\\"\\\\ \' " $1 %s \\N'],
    ['<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['{{7*7}} ${7*7} <%= 7 %>'],
    ['=cmd|calc!A1'],
    ['Più facilità! È così – «ottimo» €'],
    ['👩‍👩‍👧‍👦 🇮🇹 👍🏽'],
    ['שלום عليكم \u202etxt.exe\u202c'],
    ['漢字 ไทย ქართული'],
    ['x'.repeat(1000)],
    ['😀'.repeat(1000)],
    ['null'],
    ['riga\r\ndue\ttab', 'riga\ndue tab'],
    ['nul\0 e \u0007campana\u001b[31m', 'nul e campana[31m'],
    ['  spazi  ', 'spazi'],
    ['e\u0301', '\u00e9'],
    ['Sono Mario Rossi, RSSMRA90A01H501W, 333 1234567', 'Sono [nome], [codice fiscale], [telefono]'],
  ]
  for (const [text, expected = text] of texts) {
    const { receipt, correction } = await taken(response({ ease: 4, suggestion: text }))
    assert.equal((await answersOf(receipt)).suggestion, expected)
    const page = (await collect.get(correction)).body
    assert.doesNotMatch(page, /<script|<img/)
    const shown = />\n([^<]*)<\/textarea>/.exec(page)![1]!
    const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
    assert.equal(
      shown.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name]!),
      expected,
    )
  }
  for (const empty of ['', ' \0 ']) {
    assert.equal((await answersOf((await taken(response({ ease: 4, suggestion: empty }))).receipt)).suggestion, null)
  }
})

test('SQL and HTML are harmless in every other text too', async () => {
  for (const text of [
    "'); drop table x; --",
    '<script>alert(1)</script>',
    '\0\0\0\0\0\0\0\0',
    '😀'.repeat(8),
    'שלום שלום',
  ]) {
    const given = await taken({ ...response(), key: text })
    assert.equal((await send({ ...response(), key: text })).status, 200)
    assert.equal((await answersOf(given.receipt)).codes[0], 4)
    for (const field of ['language', 'device', 'channel', 'userKind', 'stream', 'day'])
      assert.match(await refused(response({ ease: 4 }, { [field]: text })), /^422 response-invalid/)
    const { results }: { results: Item[] } = (await send({ responses: [{ key: text, [text]: text }] })).body
    assert.deepEqual([results[0]!.key, results[0]!.status], [text, 422])
  }
  assert.ok((await count()) > 0)
})

test('half of an emoji, cut by its sender, leaves the sign of what is lost, not a refusal of the whole answer', async () => {
  const body = JSON.stringify(response({ ease: 4, suggestion: '§' })).replace('§', 'bene \\ud83d')
  assert.equal((await answersOf((await taken(body)).receipt)).suggestion, 'bene \ufffd')
})

test('bytes in another encoding are refused, never stored as replacement characters', async () => {
  const earlier = await count()
  const text = JSON.stringify(response({ ease: 4, suggestion: 'città' }))
  for (const bytes of [Buffer.from(text, 'latin1'), Buffer.from(text.replace('à', '\xc3'), 'latin1')])
    assert.match(await refused(bytes), /^400 bad-request \| Il testo non è in UTF-8/)
  assert.match(await refused(Buffer.from(text, 'utf16le')), /^400 bad-request/)
  assert.match(await refused(Buffer.from(text, 'latin1'), 'application/json; charset=latin1'), /^415 wrong-type/)
  assert.equal(await count(), earlier)
  await taken(`\ufeff${text}`)
  assert.equal(await count(), earlier + 1)
})

test('what is no JSON, too much of it, or of another type is refused as such', async () => {
  const whole = JSON.stringify(response())
  for (const text of [whole.slice(0, -1), whole.slice(0, 20), '', '{', whole.replace(':4', ':٤'), `${whole}${whole}`])
    assert.match(await refused(text), /^400 bad-request \|/, text)
  const large = response({ ease: 4, suggestion: 'a'.repeat(2_000_000) })
  assert.match(await refused(large), /^413 too-large \| I dati inviati sono troppi\.$/)
  assert.match(await refused('['.repeat(500_000)), /^400 bad-request/)
  assert.match(await refused('['.repeat(500_000) + ']'.repeat(500_000)), /^4\d\d /)
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonp', 'x'])
    assert.match(await refused(whole, type), /^415 wrong-type \| I dati inviati sono in un formato/, type)
})

test('a full queue takes what there is room for and tells the rest when to try again', async () => {
  const { db } = collect
  const lock = await db.reserve()
  await lock`begin`
  await lock`lock table collect.pending in exclusive mode`
  const lists = [1, 2, 3].map(
    async () => (await send({ responses: Array.from({ length: 1000 }, () => response()) })).body as { results: Item[] },
  )
  const refusedSoFar = async (): Promise<number> =>
    Number(/outcome="busy"\} (\d+)/.exec(await collect.context.metrics.text())?.[1] ?? 0)
  while ((await refusedSoFar()) < 500) await new Promise(setImmediate)
  await lock`rollback`
  lock.release()
  const results = (await Promise.all(lists)).flatMap((list) => list.results)
  const busy = results.filter(({ status }) => status === 503)
  assert.ok(busy.length >= 500)
  assert.deepEqual(new Set(busy.map(({ code }) => code)), new Set(['intake-busy']))
  assert.equal(results.filter(({ status }) => status === 201).length, 3000 - busy.length)
})
