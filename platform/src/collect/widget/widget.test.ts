// SPDX-License-Identifier: AGPL-3.0-or-later
// The widget's three addresses: the question, the answer, the count, and which sites may use them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose, languages } from '@ascolto/questionnaire'
import type { Configuration as Drawn } from '../../../../widget/configuration.ts'
import { assign, ensureVersion } from '../../catalogue/index.ts'
import { createServerOf, site } from './testing.ts'
import type { Configuration } from './schema.ts'
import { widgetWords } from './words.ts'

test('the question is told in the language of the page, word for word as the questionnaire has it', async () => {
  const { configuration } = await createServerOf('page')
  const { document, hash } = compose('pagina')
  for (const language of languages) {
    const told = await configuration(language.toUpperCase() + '-x')
    assert.equal(told.language, language)
    assert.equal(told.version, hash)
    assert.equal(told.question.text, document.items[0]!.wording[language])
    assert.equal(told.words['next'], widgetWords[language].next)
  }
  const told: Drawn = (await configuration('es')) satisfies Configuration
  assert.equal(told.language, 'it')
  assert.equal(told.question.text, 'Quanto sono chiare le informazioni su questa pagina?')
  assert.deepEqual(
    told.branches.map(({ id, after, positive, text, options }) => ({ id, after, positive, text, n: options.length })),
    [
      { id: 'liked', after: [4, 5], positive: true, text: 'Quali sono stati gli aspetti che hai preferito?', n: 5 },
      { id: 'hindered', after: [1, 2, 3], positive: false, text: 'Dove hai incontrato le maggiori difficoltà?', n: 5 },
    ],
  )
  assert.equal(told.words['rate'], 'Valuta da 1 a 5 stelle la pagina')
  assert.equal(told.words['limit'], 'Inserire massimo 200 caratteri')
  assert.equal(told.detail?.limit, 200)
  assert.equal(told.more, false)
})

test('at the end of a procedure the question is that of its questionnaire, and the rest is offered', async () => {
  const { configuration } = await createServerOf('procedure')
  const told = await configuration('it')
  assert.equal(told.question.text, 'Quanto è stato facile usare questo servizio?')
  assert.equal(told.outcome?.id, 'outcome')
  assert.equal(told.more, true)
})

test('a questionnaire without branches is told without them', async () => {
  const { configuration, collect, touchpointId } = await createServerOf('page')
  await assign(collect.context, touchpointId, await ensureVersion(collect.context, compose('assistenza')), '2026-02-01')
  const told = await configuration('it')
  assert.deepEqual(told.branches, [])
  assert.equal(told.detail?.id, 'suggestion')
})

test('every language has every word, with the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String)
  for (const language of languages)
    for (const [name, text] of Object.entries(widgetWords.it)) {
      const other = widgetWords[language][name as keyof typeof widgetWords.it]
      assert.ok(other.trim() !== '')
      assert.deepEqual(blanks(other), blanks(text), `${language} ${name}`)
    }
})

test('the question may be kept for five minutes by anybody, and asked for again in a few bytes', async () => {
  const { collect, address } = await createServerOf('page')
  const reply = await collect.get(`${address}/widget.json?lingua=it`)
  assert.equal(reply.headers['cache-control'], 'public, max-age=300')
  const again = await collect.get(`${address}/widget.json?lingua=it`, { 'if-none-match': String(reply.headers.etag) })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal((await collect.get(`${address}/widget.json?lingua=a&lingua=b`)).statusCode, 200)
})

test('a touchpoint that asks nothing tells no question', async () => {
  const { collect } = await createServerOf('page')
  for (const [code, status] of [
    ['zzzzzz', 404],
    ['pas234', 409],
    ['chs234', 410],
  ] as const) {
    const reply = await collect.get(`/v/${code}/widget.json`)
    assert.equal(reply.statusCode, status)
    assert.equal(reply.headers['cache-control'], 'no-store')
  }
})

test('only pages of the declared sites may read, and only they are heard', async () => {
  const { collect, address, send, sent } = await createServerOf('page')
  const read = async (origin?: string) => {
    const { headers } = await collect.get(`${address}/widget.json`, origin === undefined ? {} : { origin })
    return [headers['access-control-allow-origin'], headers['vary']]
  }
  assert.deepEqual(await read(site), [site, 'origin'])
  assert.deepEqual(await read('https://altrove.it'), [undefined, 'origin'])
  assert.deepEqual(await read('null'), [undefined, 'origin'])
  assert.deepEqual(await read('http://localhost:80'), ['http://localhost:80', 'origin'], 'the installation itself')
  assert.deepEqual(await read(), [undefined, 'origin'])

  for (const origin of ['https://altrove.it', 'https://www.inps.it.altrove.it', 'null', 'https://www.inps.it:8443']) {
    const refused = await send('risposte', sent(), { origin })
    assert.equal(refused.statusCode, 403, origin)
    assert.equal(refused.json().code, 'site-undeclared')
    assert.equal((await send('conta', { eligible: 1 }, { origin })).statusCode, 403)
  }
  assert.equal((await send('risposte', sent(), { origin: site })).statusCode, 201)
  assert.equal((await collect.db`select from collect.answer`).length, 1)
})

test('pages of the installation itself are heard under the address people know', async () => {
  const { send, sent } = await createServerOf('page', { publicUrl: 'https://ascolto.esempio.it/' })
  assert.equal((await send('risposte', sent(), { origin: 'https://ascolto.esempio.it' })).statusCode, 201)
  assert.equal((await send('risposte', sent(), { origin: 'https://esempio.it' })).statusCode, 403)
})

test('a touchpoint that declares no site is open to all, refusals included', async () => {
  const { collect, address, send } = await createServerOf('page', { origins: [] })
  for (const origin of ['https://altrove.it', 'null']) {
    const { headers } = await collect.get(`${address}/widget.json`, { origin })
    assert.equal(headers['access-control-allow-origin'], '*')
    const refused = await send('risposte', { key: 'short' }, { origin })
    assert.equal(refused.statusCode, 400)
    assert.equal(refused.headers['access-control-allow-origin'], '*')
  }
  assert.equal((await collect.get('/v/zzzzzz/widget.json')).headers['access-control-allow-origin'], '*')
})

test('a browser that asks beforehand is told what it may send', async () => {
  const { collect, address } = await createServerOf('page')
  const ask = (origin: string) =>
    collect.app.inject({ method: 'OPTIONS', url: `${address}/risposte`, headers: { origin } })
  const reply = await ask(site)
  assert.equal(reply.statusCode, 204)
  assert.equal(reply.headers['access-control-allow-origin'], site)
  assert.match(String(reply.headers['access-control-allow-headers']), /content-type/)
  assert.equal((await ask('https://altrove.it')).headers['access-control-allow-origin'], undefined)
})

test('views are counted once a message, by kind of device, and nothing else can be counted', async () => {
  const { collect, send } = await createServerOf('page')
  const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) Mobile', origin: site }
  assert.equal((await send('conta', { eligible: 1, offered: 1 }, phone)).statusCode, 204)
  assert.equal((await send('conta', { opened: 1, offered: 0 }, phone)).statusCode, 204)
  for (const wrong of [{ eligible: 2 }, { answered: 1 }, { offered: '1' }, [], null, 'x'])
    assert.equal((await send('conta', wrong, phone)).statusCode, 400, JSON.stringify(wrong))
  assert.equal(
    (await collect.post('/v/zzzzzz/conta', '{}', { headers: { 'content-type': 'text/plain' } })).statusCode,
    404,
  )
  await collect.flush()
  const rows = await collect.db`select day, device, eligible, offered, opened, answered, completed from collect.counter`
  assert.deepEqual(
    [...rows],
    [{ day: '2026-03-10', device: 'phone', eligible: 1, offered: 1, opened: 1, answered: 0, completed: 0 }],
  )
})
