// SPDX-License-Identifier: AGPL-3.0-or-later
// Touchpoints over HTTP, by the people who may change them and those who may only look.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { findTouchpoint, forgetTouchpoints, listAudit, viewAs } from '../../../bodies/index.ts'
import type { Service, Touchpoint } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { openTouchpoint, versionFor } from '../../../catalogue/index.ts'
import { registerService, testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
let service: Service
let owner: Person
let analyst: Person

before(async () => {
  serve = await testServe()
  ;({ service, owner, analyst } = await registerService(serve, {
    name: 'Nido',
    kind: 'sito',
    audience: ['cittadini', 'imprese'],
  }))
})

async function opened(given: object): Promise<Touchpoint> {
  const made = await openTouchpoint(serve.context, service, given as never)
  assert.ok(made.ok)
  return made.value.touchpoint
}

const get = (url: string, person: Pick<Person, 'headers'> = owner) => serve.get(url, person)
const post = (url: string, fields: Record<string, string> = {}, person = owner) => serve.post(url, fields, person)

async function now({ code }: Touchpoint): Promise<Touchpoint> {
  forgetTouchpoints(serve.context)
  return (await findTouchpoint(serve.context, code))!.touchpoint
}

async function lastAct(): Promise<{ act: string; before: unknown; after: unknown }> {
  const { act, before, after } = (await listAudit(serve.context, { limit: 1 }))[0]!
  return { act, before, after }
}

test('the page gives what puts the question itself on a site, at the end of a procedure for who is invited', async () => {
  const snippetOf = async (point: Touchpoint): Promise<string> => {
    const { body } = await get(`/area/punti/${point.code}`)
    const written = /<textarea id="riquadro"[^>]*>([^<]*)</.exec(body)![1]!
    return written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
  }
  const free = await opened({ name: 'Pagine' })
  const server = /src="([^"]*)\/widget\.js" defer/.exec(await snippetOf(free))![1]!
  assert.match(server, /^http/)
  const link = ({ code }: Touchpoint) => `<a href="${server}/v/${code}">Raccontaci com’è andata</a></div>`
  assert.ok((await snippetOf(free)).endsWith(`\n<div data-ascolto="${free.code}">${link(free)}`))
  const asked = await opened({ name: 'Fine', stream: 'invited' })
  assert.ok(
    (await snippetOf(asked)).endsWith(`\n<div data-ascolto="${asked.code}" data-ascolto-mode="fine">${link(asked)}`),
  )
})

test('a touchpoint is changed where it stands; what the change means is said before', async () => {
  const point = await opened({ name: 'Sportello' })
  const page = await get(`/area/punti/${point.code}/modifica`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /le due non si confrontano/)
  assert.match(page.body, /restano fuori dalla stima di riferimento/)
  const fields = { name: 'Sportello di via Roma', stream: 'invited', channel: 'sportello', userKind: 'impresa' }
  const sent = await post(`/area/punti/${point.code}/modifica`, { ...fields, origins: 'https://www.inps.it/x' })
  assert.equal(sent.headers.location, `/area/punti/${point.code}`)
  assert.deepEqual(await now(point), { ...point, ...fields, origins: ['https://www.inps.it'] })
  const asked = await versionFor(serve.context, point.id, '2999-01-01')
  assert.ok(!asked!.document.items.some(({ id }) => id === 'who'), 'who answers is known now, and no longer asked')
  assert.equal((await lastAct()).act, 'touchpoint.edit')
})

test('what cannot be saved comes back as it was written', async () => {
  const point = await opened({ name: 'Errori' })
  const sent = await post(`/area/punti/${point.code}/modifica`, { name: '', channel: 'import', origins: 'non un sito' })
  assert.equal(sent.statusCode, 400)
  for (const words of ['Nome: scrivi qualcosa', 'Canale: scegli una delle voci', '«non» non è l’indirizzo']) {
    assert.ok(sent.body.includes(words), words)
  }
  assert.match(sent.body, /<textarea id="origins"[^>]*>non un sito</)
  assert.deepEqual(await now(point), point)
})

test('a touchpoint is suspended, closed and opened again; each time it is noted', async () => {
  const point = await opened({ name: 'Stati' })
  for (const state of ['paused', 'closed', 'active']) {
    assert.equal((await post(`/area/punti/${point.code}`, { state })).statusCode, 303)
    assert.equal((await now(point)).state, state)
    assert.equal((await lastAct()).after, state)
  }
  assert.equal((await post(`/area/punti/${point.code}`, { state: 'gone' })).statusCode, 404)
})

test('two touchpoints are put together and taken apart; the page says so on both sides', async () => {
  const [old, other] = [await opened({ name: 'Vecchio cartello' }), await opened({ name: 'Pagina nuova' })]
  assert.match((await get(`/area/punti/${old.code}/unisci`)).body, new RegExp(`value="${other.code}"`))
  const refused = await post(`/area/punti/${old.code}/unisci`, { into: old.code })
  assert.equal(refused.statusCode, 400)
  assert.equal((await post(`/area/punti/${old.code}/unisci`, { into: other.code })).statusCode, 303)
  assert.deepEqual(await lastAct(), {
    act: 'touchpoint.merge',
    before: { mergedInto: null },
    after: { mergedInto: other.code },
  })
  assert.match(
    (await get(`/area/punti/${old.code}`)).body,
    /pone la domanda di <a href="\/area\/punti\/\w+">Pagina nuova/,
  )
  assert.match((await get(`/area/punti/${other.code}`)).body, /arrivano anche le risposte di:[^]*Vecchio cartello/)
  assert.match((await get(`/area/servizi/${service.slug}`)).body, new RegExp(`confluito in ${other.code}`))
  assert.equal((await get(`/v/${old.code}/it`)).statusCode, 200)
  assert.equal((await post(`/area/punti/${old.code}/separa`)).statusCode, 303)
  assert.equal((await lastAct()).act, 'touchpoint.separate')
  assert.deepEqual(await now(old), old)
})

test('the live test: the trial’s address is on the page, and the page says that the answer arrived', async () => {
  const point = await opened({ name: 'Prova' })
  const before = await get(`/area/punti/${point.code}`)
  assert.match(before.body, /Non è ancora arrivata nessuna risposta di prova/)
  const address = new URL(/href="([^"]+)">Prova la domanda/.exec(before.body)![1]!)
  const form = await get(address.pathname, { headers: {} })
  assert.match(form.body, /Questa è una prova/)
  const key = /name="key" value="([^"]+)"/.exec(form.body)![1]!
  const sent = await post(address.pathname, { clarity: '4', key, _csrf: '' })
  assert.equal(sent.statusCode, 422, 'a field of another page is no answer')
  assert.equal((await serve.post(address.pathname, { clarity: '4', key })).statusCode, 303)
  const after = (await get(`/area/punti/${point.code}`)).body
  assert.match(after, /Abbiamo ricevuto la tua risposta di prova/)
  assert.match(after, /: 1 risposta di prova/)
  assert.match((await get(`/area/servizi/${service.slug}`)).body, /Ancora nessuna/)
})

test('who may only look finds no form, no trial, and is refused', async () => {
  const [point, other] = [await opened({ name: 'Da guardare' }), await opened({ name: 'Altro da guardare' })]
  const page = await get(`/area/punti/${point.code}`, analyst)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /action="\/area\/punti|Prova la domanda|modifica"|unisci"/)
  for (const act of ['', '/modifica', '/unisci', '/separa']) {
    const sent = await post(
      `/area/punti/${point.code}${act}`,
      { name: 'X', state: 'closed', into: other.code },
      analyst,
    )
    assert.equal(sent.statusCode, 403, act)
  }
  assert.deepEqual(await now(point), point)
})

test('who helps a body sees its touchpoint but nothing of what arrived there', async () => {
  const point = await opened({ name: 'Aiuto' })
  const { db, context } = serve
  const version = (await versionFor(context, point.id, '2999-01-01'))!
  await db`
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, stream, channel, device, user_kind, language, state, codes)
    values (${service.id}, current_date, gen_random_uuid(), ${point.id}, ${version.id}, 'spontaneous', 'web', 'phone', 'unknown', 'it', 'test', '{1}')`
  const helper = await logIn(context, { role: 'support' })
  assert.equal((await get(`/area/punti/${point.code}`, helper)).statusCode, 403)
  await viewAs(context, helper.token, service.bodyId)
  const page = await get(`/area/punti/${point.code}`, helper)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /risposta di prova/)
  assert.match((await get(`/area/punti/${point.code}`, analyst)).body, /: 1 risposta di prova/)
})

test('a touchpoint where data of another tool arrive has nothing to change', async () => {
  const point = await opened({ name: 'ANPR', channel: 'import' })
  assert.match((await get(`/area/punti/${point.code}`)).body, /dati che un altro strumento/)
  for (const act of ['/modifica', '/unisci'])
    assert.equal((await get(`/area/punti/${point.code}${act}`)).statusCode, 404)
  for (const act of ['', '/modifica', '/unisci', '/separa']) {
    assert.equal((await post(`/area/punti/${point.code}${act}`, { state: 'paused' })).statusCode, 404)
  }
})
