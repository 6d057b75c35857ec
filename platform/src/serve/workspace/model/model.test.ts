// SPDX-License-Identifier: AGPL-3.0-or-later
// The methodologist's pages over HTTP.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { addDays, dayOf } from '../../../base/day.ts'
import { createService, findBody, listAudit, type Service, type Touchpoint } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { ensureVersion, openTouchpoint, versionFor } from '../../../catalogue/index.ts'
import { testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
let service: Service
let methodologist: Person
let point: Touchpoint
const today = dayOf(new Date())

before(async () => {
  serve = await testServe()
  const { context, db } = serve
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS', 'inps')`
  const made = await createService(context, (await findBody(context, 'inps'))!, { name: 'Nido', kind: 'sito' })
  assert.ok(made.ok)
  service = made.value
  methodologist = await logIn(context, { role: 'methodologist' })
  point = await opened('Primo')
})

async function opened(name: string, given: object = {}): Promise<Touchpoint> {
  const made = await openTouchpoint(serve.context, service, { name, ...given } as never)
  assert.ok(made.ok)
  return made.value.touchpoint
}

const get = (url: string, person = methodologist) => serve.get(url, person)
const asks = async (day: string, { id } = point) => (await versionFor({ ...serve.context, memory: {} }, id, day))?.hash

test('the versions are listed with hash, model, day and touchpoints; searched, sorted and cut by the database', async () => {
  for (const who of [true, false]) await ensureVersion(serve.context, compose('procedura', { who }))
  const list = (await get('/area/modello')).body
  assert.match(list, /Pagina informativa/)
  const { hash } = compose('pagina')
  assert.ok(list.includes(`/area/modello/versioni/${hash}`))
  assert.ok(list.includes(`/area/modello/assegnazioni?versione=${hash}`))
  const named = async (q: string): Promise<number> =>
    (await get(`/area/modello?q=${q}`)).body.match(/\/versioni\//g)?.length ?? 0
  assert.equal(await named('informativa'), 1)
  assert.equal(await named('procedura'), 2)
  assert.equal(await named(hash.slice(0, 10)), 1)
  assert.match((await get('/area/modello?q=niente')).body, /Nulla corrisponde/)
  const first = async (sort: string): Promise<string> =>
    /versioni\/(\w+)/.exec((await get(`/area/modello?ordine=${sort}`)).body)![1]!
  assert.equal(await first('touchpoints'), hash)
  assert.notEqual(await first('recent'), hash)
})

test('a version shows every text in five languages, who wrote it, and what goes on from the version before', async () => {
  const { hash, document } = compose('procedura', { who: false })
  await ensureVersion(serve.context, compose('procedura', { who: true }))
  await ensureVersion(serve.context, { hash, document })
  const page = (await get(`/area/modello/versioni/${hash}`)).body
  for (const { wording } of document.items) {
    for (const [language, text] of Object.entries(wording)) {
      const shown = text.replaceAll("'", '&#39;')
      assert.ok(page.includes(`<span lang="${language}">${shown}</span>`), `${language}: ${text}`)
    }
  }
  assert.match(page, /<span lang="it">Quanto è stato facile usare questo servizio\?<\/span>\s*<small>ufficiale/)
  assert.match(page, /<span lang="de">Wie einfach war die Nutzung dieses Dienstes\?<\/span>\s*<small>nostro/)
  assert.match(page, /non si chiede più|Tutte le domande proseguono|prima versione/)
  for (const unknown of ['0'.repeat(64), 'x', '%00']) {
    assert.equal((await get(`/area/modello/versioni/${unknown}`)).statusCode, 404)
  }
})

test('a touchpoint gets another questionnaire from a day on, after its consequences were shown; it is noted for its body', async () => {
  const next = compose('pagina', { who: true })
  const address = `/area/modello/assegnazioni/${point.code}`
  const choice = (await get(address)).body
  assert.ok(choice.includes(`value="${next.hash}"`))
  assert.doesNotMatch(choice, /name="fromDay"/)
  const compared = (await get(`${address}?versione=${next.hash}`)).body
  assert.match(compared, /domanda nuova/)
  assert.match(compared, /name="fromDay"[^>]*type="date"/)
  const day = addDays(today, 3)
  const sent = await serve.post(address, { version: next.hash, fromDay: day }, methodologist)
  assert.equal(sent.headers.location, address)
  assert.deepEqual([await asks(addDays(day, -1)), await asks(day)], [compose('pagina').hash, next.hash])
  const [entry] = await listAudit(serve.context, { limit: 1, bodyId: service.bodyId })
  assert.deepEqual(
    [entry!.act, entry!.before, entry!.after],
    ['assignment.set', { version: compose('pagina').hash }, { version: next.hash, fromDay: day }],
  )
  assert.match((await get(address)).body, /previsto/)
  await serve.post(`${address}/annulla`, { fromDay: day }, methodologist)
  assert.equal(await asks(day), compose('pagina').hash)
  await serve.post(`${address}/annulla`, { fromDay: today }, methodologist)
  assert.equal(await asks(today), compose('pagina').hash, 'what is asked already is not taken back')
})

test('days gone by, unknown versions and questionnaires of other tools are refused in words', async () => {
  const { hash } = compose('procedura')
  for (const given of [
    { version: hash, fromDay: addDays(today, -1) },
    { version: hash, fromDay: '2026-02-30' },
    { version: 'f'.repeat(64), fromDay: today },
    {},
  ]) {
    const sent = await serve.post(`/area/modello/assegnazioni/${point.code}`, given as never, methodologist)
    assert.equal(sent.statusCode, 400)
    assert.match(sent.body, /(Dal giorno|Questionario): s/)
  }
  const tool = await opened('Strumento', { channel: 'import' })
  assert.equal((await get(`/area/modello/assegnazioni/${tool.code}`)).statusCode, 404)
})

test('touchpoints are listed with what they ask today, and by one version', async () => {
  const other = await opened('Secondo', { instrument: 'assistenza' })
  const all = (await get('/area/modello/assegnazioni?ordine=instrument')).body
  assert.ok(all.indexOf(other.code) < all.indexOf(point.code))
  const some = (await get(`/area/modello/assegnazioni?versione=${compose('assistenza').hash}`)).body
  assert.ok(some.includes(other.code) && !some.includes(point.code))
  const found = (await get('/area/modello/assegnazioni?q=nido+secondo')).body
  assert.ok(found.includes(other.code) && !found.includes(point.code))
})

test('the programme reads the model and assigns nothing; a body does neither', async () => {
  const manager = await logIn(serve.context, { role: 'programme-manager' })
  const address = `/area/modello/assegnazioni/${point.code}`
  const page = await get(address, manager)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /name="versione"/)
  const given = { version: compose('procedura').hash, fromDay: today }
  assert.equal((await serve.post(address, given, manager)).statusCode, 403)
  const administrator = await logIn(serve.context, { role: 'administrator', bodyId: service.bodyId })
  for (const url of ['/area/modello', '/area/modello/assegnazioni', address]) {
    assert.equal((await get(url, administrator)).statusCode, 403, url)
  }
})
