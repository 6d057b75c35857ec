// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk over HTTP: a sheet in each language, and the way from a marked box to a counted answer.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { languages } from '@ascolto/questionnaire'
import { addDays, dayOf, type Day } from '../../../base/day.ts'
import { listAudit, type Service } from '../../../bodies/index.ts'
import type { Person } from '../../../bodies/testing.ts'
import { openTouchpoint } from '../../../catalogue/index.ts'
import { registerService, testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
let service: Service
let owner: Person
let analyst: Person
let path: string

before(async () => {
  serve = await testServe()
  const { context } = serve
  ;({ service, owner, analyst } = await registerService(serve, { name: 'Sportello <pensioni>', kind: 'assistenza' }))
  const opened = await openTouchpoint(context, service, { name: 'Sportello di via Roma' })
  assert.ok(opened.ok)
  path = `/area/punti/${opened.value.touchpoint.code}`
})

const today = (): Day => dayOf(serve.context.now())
const hidden = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)![1]!

async function typing(): Promise<{ url: string; fields: Record<string, string> }> {
  const url = `${path}/inserisci?giorno=${today()}&lingua=it&inseriti=0`
  const { body } = await serve.get(url, owner)
  return { url, fields: { giorno: today(), lingua: 'it', inseriti: '0', key: hidden(body, 'key') } }
}

const stored = async (): Promise<number> => (await serve.db`select from collect.answer`).length

test('the sheet has every question with its boxes, in each language, and says what it is', async () => {
  for (const language of languages) {
    const { body, statusCode } = await serve.get(`${path}/modulo?lingua=${language}`, analyst)
    assert.equal(statusCode, 200)
    assert.match(body, new RegExp(`<html lang="${language}">`))
    assert.match(body, /Sportello &lt;pensioni&gt;/)
    assert.match(body, /<span class="sheet-box">5<\/span>/)
    assert.match(body, /class="sheet-lines"/)
  }
  assert.match((await serve.get(`${path}/modulo?lingua=xx`, owner)).body, /<html lang="it">/)
})

test('a bundle begins with its day and language, which stands in the log; what makes no bundle is told', async () => {
  const sent = await serve.post(`${path}/moduli`, { giorno: today(), lingua: 'de' }, owner)
  assert.equal(sent.headers.location, `${path}/inserisci?giorno=${today()}&lingua=de&inseriti=0`)
  const [entry] = await listAudit(serve.context, { limit: 1 })
  assert.deepEqual([entry!.act, entry!.after], ['touchpoint.type', { day: today(), language: 'de' }])
  const wrong = await serve.post(`${path}/moduli`, { giorno: addDays(today(), 1), lingua: 'xx' }, owner)
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /serve una data tra 90 giorni fa e oggi/)
  assert.match(wrong.body, /Lingua dei moduli: scegli/)
  const lost = await serve.get(`${path}/inserisci?giorno=ieri`, owner)
  assert.equal(lost.headers.location, `${path}/moduli`)
})

test('a sheet is typed, counted once however often it is sent, and the next one begins', async () => {
  const { url, fields } = await typing()
  const sheet = { ...fields, assistance: '4', suggestion: 'Più sedie' }
  for (let times = 0; times < 2; times++) {
    const sent = await serve.post(`${path}/inserisci`, sheet, owner)
    assert.equal(sent.headers.location, url.replace('inseriti=0', 'inseriti=1'), sent.body.slice(0, 2000))
  }
  assert.equal(await stored(), 1)
  const next = await serve.get(`${path}/inserisci?giorno=${today()}&lingua=it&inseriti=1`, owner)
  assert.match(next.body, /Inserito\. Finora: 1 modulo\./)
  assert.notEqual(hidden(next.body, 'key'), fields['key'])
})

test('what is wrong keeps what was typed, under the same key, and stores nothing', async () => {
  const before = await stored()
  const { fields } = await typing()
  const wrong = await serve.post(
    `${path}/inserisci`,
    { ...fields, assistance: '8', suggestion: 'Tieni <questo>' },
    owner,
  )
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Domanda 1: «8» non è una delle caselle \(1, 2, 3, 4, 5\)/)
  assert.match(wrong.body, /value="Tieni &lt;questo&gt;"/)
  assert.equal(hidden(wrong.body, 'key'), fields['key'])
  const empty = await serve.post(`${path}/inserisci`, fields, owner)
  assert.match(empty.body, /mettilo da parte/)
  const keyless = await serve.post(`${path}/inserisci`, { ...fields, key: 'x', assistance: '4' }, owner)
  assert.equal(keyless.headers.location, `${path}/moduli`)
  assert.equal(await stored(), before)
})

test('who may only look prints sheets and types none; another tool’s touchpoint has no desk', async () => {
  const { body } = await serve.get(`${path}/moduli`, analyst)
  assert.doesNotMatch(body, /Comincia/)
  assert.equal((await serve.get(`${path}/inserisci?giorno=${today()}&lingua=it`, analyst)).statusCode, 403)
  await serve.db`insert into bodies.touchpoint (service_id, code, name, channel, created_on)
    values (${service.id}, 'mpt234', 'Altro strumento', 'import', '2026-01-01')`
  for (const page of ['moduli', 'modulo', 'questionario']) {
    assert.equal((await serve.get(`/area/punti/mpt234/${page}`, owner)).statusCode, 404, page)
  }
})
