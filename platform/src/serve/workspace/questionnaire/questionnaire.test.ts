// SPDX-License-Identifier: AGPL-3.0-or-later
// A body makes up what it asks, over HTTP: what is wrong comes back, what is right is looked at, assigned, logged and undone.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { listAudit } from '../../../bodies/index.ts'
import type { Service, Touchpoint } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { compositionOf, offeredVersions, openTouchpoint, versionOn, type Version } from '../../../catalogue/index.ts'
import { addDays, dayOf } from '../../../base/day.ts'
import { registerService, testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
let service: Service
let owner: Person
let analyst: Person
let methodologist: Person

before(async () => {
  serve = await testServe()
  const { context } = serve
  ;({ service, owner, analyst } = await registerService(serve, { name: 'Nido', kind: 'dispositivo' }))
  methodologist = await logIn(context, { role: 'methodologist' })
})

let opened = 0
async function open(given: object = {}): Promise<{ point: Touchpoint; path: string }> {
  const made = await openTouchpoint(serve.context, service, { name: `Punto ${++opened}`, ...given } as never)
  assert.ok(made.ok)
  return { point: made.value.touchpoint, path: `/area/punti/${made.value.touchpoint.code}/questionario` }
}

const place = {
  'kind-1': 'single',
  'wording-it-1': 'Dove <ti> trovavi?',
  'answers-it-1': 'A casa\r\n\r\n In ufficio \r\n',
  'wording-de-1': 'Wo waren Sie?',
  'answers-de-1': 'Zu Hause\nIm Büro',
}

/** What a page carries on to the next one. */
const carried = (body: string): string =>
  /name="composition" value="([^"]*)"/
    .exec(body)![1]!
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')

async function askedOn(point: Touchpoint, day: string): Promise<Version> {
  return (await versionOn({ ...serve.context, memory: {} }, point.id, day as never))!
}

const today = (): string => dayOf(serve.context.now())

test('own questions and modules are made up, looked at in each language, and asked from their day on', async () => {
  const { point, path } = await open()
  const form = await serve.get(path, owner)
  assert.equal(form.statusCode, 200)
  const checked = await serve.post(`${path}/controlla`, { ...place, inclusion: 'yes' }, owner)
  assert.equal(checked.statusCode, 200, checked.body)
  assert.match(checked.body, /Dove &lt;ti&gt; trovavi\?<\/strong>/)
  assert.match(checked.body, /A casa · In ufficio/)
  const composition = carried(checked.body)
  const preview = (lingua: string) => serve.post(`${path}/anteprima`, { composition, lingua }, owner)
  const german = await preview('de')
  assert.match(german.body, /<html lang="de">/)
  for (const words of ['Wo waren Sie?', 'Im Büro', 'Vorschau', 'Etwas über Sie'])
    assert.ok(german.body.includes(words), words)
  assert.match((await preview('sl')).body, /Dove &lt;ti&gt; trovavi\?/, 'what has no translation is read in Italian')
  assert.doesNotMatch(german.body, /<form method="post" action="\/v\//, 'from a preview no answer is sent')

  const tomorrow = addDays(today() as never, 1)
  const sent = await serve.post(path, { composition, fromDay: tomorrow }, owner)
  assert.equal(sent.headers.location, path)
  const before = await askedOn(point, today())
  const after = await askedOn(point, tomorrow)
  assert.deepEqual(compositionOf(before), { who: false, inclusion: false, local: [] })
  const { who, inclusion, local } = compositionOf(after)!
  assert.deepEqual([who, inclusion, local.length], [false, true, 1])
  assert.equal(after.document.items.at(-1)!.dimension, null)
  const [entry] = await listAudit(serve.context, { limit: 1 })
  assert.equal(entry!.act, 'assignment.set')

  const shown = await serve.get(path, owner)
  assert.match(shown.body, /in programma/)
  assert.match(shown.body, /con le domande sull’inclusione, una domanda propria/)
  const stored = await serve.get(`${path}/${after.hash}?lingua=de`, owner)
  assert.match(stored.body, /Wo waren Sie\?/)
  const back = await serve.post(`${path}/annulla`, { fromDay: tomorrow }, owner)
  assert.equal(back.headers.location, path)
  assert.equal((await askedOn(point, tomorrow)).hash, before.hash)
})

test('what cannot be asked comes back as it was written, each fault at its field', async () => {
  const { path } = await open()
  const cases: [Record<string, string>, RegExp][] = [
    [{ 'wording-it-1': 'Solo parole' }, /Domanda 1: scegli come si risponde/],
    [{ 'kind-2': 'stars' }, /Domanda 2: scrivi la domanda in italiano/],
    [
      { 'kind-1': 'single', 'wording-it-1': 'Dove?', 'answers-it-1': 'Qui' },
      /servono da 2 a 10 risposte[^<]*ora sono 1/,
    ],
    [{ 'kind-1': 'stars', 'wording-it-1': 'Com’è?', 'answers-it-1': 'Bene' }, /le risposte ci sono già/],
    [{ ...place, 'answers-de-1': 'Zu Hause' }, /in italiano sono 2, qui 1/],
    [{ ...place, 'answers-it-1': 'Uno\nUno' }, /due risposte sono uguali/],
    [{ 'kind-1': 'stars', 'wording-it-1': 'è'.repeat(201) }, /al massimo 200 caratteri, ora sono 201/],
    [
      { ...place, 'kind-2': 'single', 'wording-it-2': place['wording-it-1'], 'answers-it-2': place['answers-it-1'] },
      /Domanda 2: è uguale/,
    ],
    [{ 'kind-1': 'nps', 'wording-it-1': 'Quanto?' }, /scegli come si risponde/],
  ]
  for (const [fields, fault] of cases) {
    const sent = await serve.post(`${path}/controlla`, fields, owner)
    assert.equal(sent.statusCode, 400, String(fault))
    assert.match(sent.body, fault)
    assert.match(sent.body, /Il questionario non è ancora pronto/)
  }
  const kept = await serve.post(`${path}/controlla`, { ...place, 'answers-de-1': 'Zu Hause' }, owner)
  assert.match(kept.body, /<textarea id="answers-de-1"[^>]*>Zu Hause</)
  assert.match(kept.body, /<details open>/, 'a fault is never folded away')
})

test('a choice goes back to the form as it was made, and a forged one begins anew', async () => {
  const { point, path } = await open()
  const composition = carried((await serve.post(`${path}/controlla`, { ...place, who: 'yes' }, owner)).body)
  const again = await serve.post(`${path}/modifica`, { composition }, owner)
  assert.match(again.body, /<textarea id="answers-de-1"[^>]*>Zu Hause\nIm Büro</)
  assert.match(again.body, /name="who" value="yes" checked/)
  const forged = [
    '',
    'null',
    '[]',
    '{"who":1}',
    '{"who":true,"inclusion":true,"local":[{"id":"ease"}]}',
    composition.slice(1),
  ]
  for (const wrong of forged) {
    for (const act of ['', '/modifica', '/anteprima']) {
      const sent = await serve.post(path + act, { composition: wrong, fromDay: today() }, owner)
      assert.equal(sent.headers.location, path, `${act} ${wrong}`)
    }
  }
  assert.equal((await askedOn(point, today())).document.items.at(-1)!.role, 'text', 'nothing has changed')
  const renamed = composition.replace(/local-[0-9a-f]{8}/, 'local-ease')
  await serve.post(path, { composition: renamed, fromDay: today() }, owner)
  const asked = await askedOn(point, today())
  assert.match(asked.document.items.at(-1)!.id, /^local-[0-9a-f]{8}$/, 'the name comes from what is asked')
})

test('nothing changes on a day gone by, and nothing that is asked already is assigned again', async () => {
  const { point, path } = await open()
  const composition = carried((await serve.post(`${path}/controlla`, place, owner)).body)
  const past = await serve.post(path, { composition, fromDay: '2020-01-01' }, owner)
  assert.equal(past.statusCode, 400)
  assert.match(past.body, /serve una data da oggi in poi/)
  assert.equal(carried(past.body), composition)
  const same = await serve.post(`${path}/controlla`, {}, owner)
  assert.match(same.body, /È il questionario di oggi/)
  assert.doesNotMatch(same.body, /name="fromDay"/)
  assert.equal((await askedOn(point, '2020-01-01')) as unknown, undefined)
})

test('who may only look sees what is asked; own questions are offered to nobody else', async () => {
  const { path } = await open()
  const seen = await serve.get(path, analyst)
  assert.equal(seen.statusCode, 200)
  assert.doesNotMatch(seen.body, /Controlla e vedi/)
  assert.equal((await serve.post(`${path}/controlla`, place, analyst)).statusCode, 403)
  const composition = carried((await serve.post(`${path}/controlla`, place, owner)).body)
  await serve.post(path, { composition, fromDay: today() }, owner)
  const offered = await offeredVersions(serve.context)
  assert.ok(offered.every(({ document }) => document.items.every(({ role }) => role !== 'local')))
})

test('a version of the model is looked at before it is assigned, also one nobody has asked yet', async () => {
  const offered = await offeredVersions(serve.context)
  const unasked = offered.find(({ document, inclusion }) => document.instrument === 'assistenza' && inclusion)!
  const preview = await serve.get(`/area/modello/versioni/${unasked.hash}/anteprima?lingua=fr`, methodologist)
  assert.equal(preview.statusCode, 200)
  assert.match(preview.body, /<html lang="fr">/)
  assert.equal((await serve.get(`/area/modello/versioni/${'0'.repeat(64)}/anteprima`, methodologist)).statusCode, 404)
})

test('a touchpoint that learns who comes by keeps its own questions', async () => {
  const { point, path } = await open()
  const composition = carried((await serve.post(`${path}/controlla`, { ...place, who: 'yes' }, owner)).body)
  await serve.post(path, { composition, fromDay: today() }, owner)
  await serve.post(
    `/area/punti/${point.code}/modifica`,
    { ...{ name: point.name, stream: point.stream }, userKind: 'impresa', channel: 'web' },
    owner,
  )
  const { who, local } = compositionOf(await askedOn(point, today()))!
  assert.deepEqual([who, local.length], [false, 1])
})
