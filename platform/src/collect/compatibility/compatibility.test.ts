// SPDX-License-Identifier: AGPL-3.0-or-later
// What sites of bodies already send, and what becomes of it: taken, kept with the reason, taken later, never guessed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { assign, ensureVersion } from '../../catalogue/index.ts'
import { createServerOf, site } from '../widget/testing.ts'
import { knownWordings } from './match-wording.ts'
import { takeUnmatched } from './take-unmatched.ts'

type Body = Record<string, unknown>

async function createSite(name: 'page' | 'procedure' = 'page', origin: string = site) {
  const server = await createServerOf(name)
  const { app, db } = server.collect
  const send = (form: string, body: string | Body, type: string) =>
    app.inject({
      method: 'POST',
      url: `${server.address}/compat/${form}`,
      payload: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': type, origin, accept: '*/*' },
    })
  return {
    ...server,
    wordpress: (fields: Record<string, string>) => {
      const all = { action: 'save_rating', title: 'Carta d’identità', page: 'https://www.inps.it/carta', ...fields }
      return send('wordpress', new URLSearchParams(all).toString(), 'application/x-www-form-urlencoded')
    },
    plone: (body: Body, path = '') =>
      send(`plone${path}`, { content: '/servizi/carta', honey: '', ...body }, 'application/json'),
    bridge: (body: Body) => send('ponte', body, 'text/plain;charset=UTF-8'),
    send,
    kept: async () => [
      ...(
        await db<{ form: string; reason: string; day: string; content: Body }[]>`
          select form, reason, day, content from collect.unmatched order by reason, form`
      ).map((row) => ({ ...row })),
    ],
    codes: async () =>
      (await server.stored())
        .map(({ codes }) => codes)
        .toSorted((one, other) => (String(one) < String(other) ? -1 : 1)),
  }
}

test('the WordPress theme is taken as it sends, and answered as WordPress answers', async () => {
  const { wordpress, stored, kept, collect } = await createSite()
  const sent = { star: '2', radioResponse: 'Ho avuto problemi tecnici', freeText: 'Scrivo a eva@esempio.it' }
  const reply = await wordpress(sent)
  assert.equal(reply.statusCode, 200, reply.body)
  assert.equal(reply.json().success, true)
  assert.ok(reply.json().rating.id)
  assert.equal(reply.headers['access-control-allow-origin'], site)
  assert.deepEqual(await stored(), [
    { codes: [2, -2, 8, -1, 1], suggestion: 'Scrivo a [e-mail]', language: 'it', stream: 'spontaneous' },
  ])
  assert.deepEqual(await kept(), [])
  await collect.flush()
  const [counter] = await collect.db`select answered, completed from collect.counter`
  assert.deepEqual({ ...counter }, { answered: 1, completed: 1 })
})

test('«null» is nothing said, and an old wording is the option it was', async () => {
  const { wordpress, codes } = await createSite()
  await wordpress({ star: '5', radioResponse: 'null', freeText: 'null' })
  await wordpress({ star: '1', radioResponse: 'Alcune indicazioni non erano chiare', freeText: '' })
  assert.deepEqual(await codes(), [
    [1, -2, 1, -1, -1],
    [5, -1, -2, -1, -1],
  ])
})

test('Volto is taken at its own path, with one answer or several, and answered without content', async () => {
  const { plone, codes, kept } = await createSite()
  for (const [body, path] of [
    [{ vote: 4, answer: 'Le indicazioni erano complete', comment: '' }, ''],
    [{ vote: 1, answer: 'Le indicazioni erano incomplete', comment: null }, '/servizi/carta/@feedback-add'],
    [{ vote: 5, answer: ['Altro', 'Le indicazioni erano chiare'] }, ''],
    [{ vote: '3', answer: null, 'g-recaptcha-response': 'abc' }, ''],
  ] as const) {
    const reply = await plone(body, path)
    assert.equal(reply.statusCode, 204, reply.body)
    assert.equal(reply.body, '')
  }
  assert.deepEqual(await codes(), [
    [1, -2, 2, -1, -1],
    [3, -2, -1, -1, -1],
    [4, 2, -2, -1, -1],
    [5, 17, -2, -1, -1],
  ])
  assert.deepEqual(await kept(), [])
})

test('the bridge hands on both groups, and the one of the other branch is left over from before', async () => {
  const { bridge, stored } = await createSite()
  const reply = await bridge({
    ratingA: '2',
    rating1: 'Le indicazioni erano chiare',
    rating2: 'Altro',
    detail: 'Nulla',
    language: 'de-AT',
  })
  assert.equal(reply.statusCode, 204, reply.body)
  assert.deepEqual(await stored(), [
    { codes: [2, -2, 16, -1, 1], suggestion: 'Nulla', language: 'de', stream: 'spontaneous' },
  ])
})

test('the same words do for the question at the end of a procedure', async () => {
  const { wordpress, stored } = await createSite('procedure')
  await wordpress({ star: '4', radioResponse: 'Non ho avuto problemi tecnici', freeText: 'null' })
  assert.deepEqual((await stored())[0]!.codes.slice(0, 3), [4, 8, -2])
})

test('what is not known waits with its reason and without personal data, and is answered as received', async () => {
  const { wordpress, plone, bridge, codes, kept } = await createSite()
  const replies = [
    await wordpress({ star: '4', radioResponse: 'Le pagine di mario@esempio.it erano belle', freeText: 'null' }),
    await wordpress({ star: 'null', radioResponse: 'null', freeText: 'Chiamatemi al 333 1234567' }),
    await plone({ vote: 'ok', answer: null, comment: '' }),
    await plone({ vote: 3, answer: null, comment: 'compra qui', honey: 'x' }),
    await bridge({ ratingA: '6', rating1: null, rating2: null, detail: '', language: 'it' }),
    await wordpress({ star: '4', radioResponse: 'null', freeText: 'x'.repeat(1200) }),
  ]
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [200, 200, 204, 204, 204, 200],
  )
  assert.deepEqual(await codes(), [])
  const rows = await kept()
  assert.deepEqual(
    rows.map(({ form, reason, day }) => `${form}: ${reason} (${day})`),
    [
      'plone: campo trappola compilato (2026-03-10)',
      'wordpress: manca la valutazione (2026-03-10)',
      'wordpress: risposta non riconosciuta (2026-03-10)',
      'wordpress: risposta non valida (2026-03-10)',
      'plone: valutazione non riconosciuta (2026-03-10)',
      'ponte: valutazione non riconosciuta (2026-03-10)',
    ],
  )
  const text = JSON.stringify(rows)
  assert.doesNotMatch(text, /mario@|1234567|inps\.it|Carta d/, 'no personal data, no page')
  assert.match(text, /x{1200}/, 'nothing is lost')
})

test('once the words are known the answer goes in on its day, once, and the rest goes on waiting', async () => {
  const { wordpress, codes, kept, collect } = await createSite()
  await wordpress({ star: '1', radioResponse: 'Alcune indicazioni non erano corrette', freeText: 'Peccato' })
  await wordpress({ star: '1', radioResponse: 'Parole mai viste', freeText: 'null' })
  collect.clock.now = new Date('2026-04-20T10:00:00Z')
  const { context, db } = collect
  const known = [{ item: 'hindered', code: 5, texts: ['Alcune indicazioni non erano corrette'] }, ...knownWordings]

  const dry = await takeUnmatched(context, known, true)
  assert.deepEqual(dry, { taken: 1, waiting: { 'risposta non riconosciuta': 1 }, words: { 'Parole mai viste': 1 } })
  assert.deepEqual(await codes(), [])

  const [row] = await db`select * from collect.unmatched where content ->> 'text' = 'Peccato'`
  assert.equal((await takeUnmatched(context, known)).taken, 1)
  assert.deepEqual(await codes(), [[1, -2, 16, -1, 1]])
  const [answer] = await db`select day from collect.answer`
  assert.equal(answer!['day'], '2026-03-10')
  assert.equal((await kept()).length, 1)

  await db`insert into collect.unmatched ${db(row!)}`
  assert.equal((await takeUnmatched(context, known)).taken, 1, 'as after a crash between the two')
  assert.equal((await codes()).length, 1)

  const nothing = [{ item: 'hindered', code: null, texts: ['Parole mai viste'] }]
  assert.equal((await takeUnmatched(context, nothing)).taken, 1)
  assert.deepEqual(await codes(), [
    [1, -2, -1, -1, -1],
    [1, -2, 16, -1, 1],
  ])
})

test('words of a branch that the questionnaire does not have wait', async () => {
  const { wordpress, kept, collect, touchpointId, codes } = await createSite()
  await assign(collect.context, touchpointId, await ensureVersion(collect.context, compose('assistenza')), '2026-02-01')
  await wordpress({ star: '4', radioResponse: 'Altro', freeText: 'null' })
  assert.deepEqual(await codes(), [])
  assert.equal((await kept())[0]!.reason, 'risposta non riconosciuta')
})

test('two answers that are alike are two', async () => {
  const { wordpress, codes } = await createSite()
  for (let time = 0; time < 2; time++) await wordpress({ star: '5', radioResponse: 'Altro', freeText: 'null' })
  assert.equal((await codes()).length, 2)
})

test('what is none of these forms, or comes from another site, is refused', async () => {
  const { send, collect, wordpress, codes, kept } = await createSite()
  const form = 'application/x-www-form-urlencoded'
  for (const [name, body, type, status] of [
    ['wordpress', 'action=delete_all&star=5', form, 400],
    ['wordpress', 'star=5', form, 400],
    ['wordpress', { action: 'save_rating', star: '5' }, 'application/json', 415],
    ['plone', 'vote=5', form, 400],
    ['plone', [], 'application/json', 400],
    ['ponte', 'no json', 'text/plain', 400],
    ['drupal', {}, 'application/json', 404],
  ] as const)
    assert.equal((await send(name, body as never, type)).statusCode, status, `${name} ${JSON.stringify(body)}`)
  const strange = await createSite('page', 'https://altrove.it')
  assert.equal((await strange.wordpress({ star: '5' })).statusCode, 403)
  for (const [code, status] of [
    ['pas234', 409],
    ['chs234', 410],
    ['zzzzzz', 404],
  ] as const) {
    const reply = await collect.post(`/v/${code}/compat/wordpress`, { action: 'save_rating', star: '5' })
    assert.equal(reply.statusCode, status)
  }
  assert.equal((await wordpress({ star: '5', freeText: 'x'.repeat(33_000) })).statusCode, 413)
  assert.deepEqual([await codes(), await kept()], [[], []])
})

test('the theme’s browser asks beforehand for its headers and is let through', async () => {
  const { collect, address } = await createSite()
  for (const form of ['wordpress', 'plone', 'plone/servizi/@feedback-add', 'ponte']) {
    const headers = { origin: site, 'access-control-request-headers': 'cache-control,content-type' }
    const reply = await collect.app.inject({ method: 'OPTIONS', url: `${address}/compat/${form}`, headers })
    assert.equal(reply.statusCode, 204)
    assert.match(String(reply.headers['access-control-allow-headers']), /cache-control/)
  }
})

test('while answers cannot be stored the sender is told, so that the person is', async () => {
  const { wordpress, collect, kept } = await createSite()
  await collect.db.unsafe(`create function collect.fail() returns trigger language plpgsql as $$ begin
    raise exception 'full' using errcode = '53100'; end $$;
    create trigger fail before insert on collect.pending for each row execute function collect.fail()`)
  const reply = await wordpress({ star: '5', radioResponse: 'null', freeText: 'null' })
  assert.equal(reply.statusCode, 503)
  assert.deepEqual(await kept(), [])
})
