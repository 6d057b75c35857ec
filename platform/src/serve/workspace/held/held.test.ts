// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages about answers kept apart over HTTP: what they show and never show, and that nobody decides alone.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { listAudit } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { findProposal, listProposals } from '../../../collect/index.ts'
import { storeHeld, type HeldAnswers } from '../../../collect/quarantine/testing.ts'
import { testSite, type TestSite } from '../../testing.ts'

let site: TestSite
let ada: Person
let bruno: Person
let held: Omit<HeldAnswers, 'first' | 'reason'>
let here: string

before(async () => {
  site = await testSite()
  const { context, db } = site
  ada = await logIn(context, { role: 'publisher' })
  bruno = await logIn(context, { role: 'methodologist' })
  const [row] = await db<
    { slug: string; serviceId: number; touchpointId: number; versionId: number; questions: number }[]
  >`
    select slug, service.id as "serviceId", touchpoint.id as "touchpointId", version_id as "versionId",
           (select array_length(codes, 1) from collect.answer limit 1) as questions
    from bodies.service join bodies.touchpoint on service_id = service.id join catalogue.assignment on touchpoint_id = touchpoint.id`
  const { slug, ...place } = row!
  here = `/area/servizi/${slug}/messe-da-parte`
  held = { ...place, day: '2026-03-09' }
})

const text = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const firstPage = { offset: 0, limit: 25 }
const selection = () => ({ touchpoint: site.code, heldFor: 'honeypot', from: '2026-03-09', to: '2026-03-09' })

async function proposed(by: Person, why = 'Un programma.'): Promise<string> {
  const reply = await site.post(`${here}/escludi`, { ...selection(), why }, by)
  assert.equal(reply.statusCode, 303, text(reply.body))
  return String(reply.headers.location)
}

test('nothing is said of the estimate with nine answers kept apart; with ten both stand there', async () => {
  assert.match(text((await site.get(here, ada)).body), /non c’è nessuna risposta messa da parte/)
  await storeHeld(site.db, { ...held, reason: 'honeypot', first: Array<number>(9).fill(1) })
  const few = text((await site.get(here, ada)).body)
  assert.match(few, /senza le risposte messe da parte 50 su 100 tra \d+ e \d+ 40 C/)
  assert.match(few, /sono meno di 10: la stima con loro non si mostra/)
  assert.doesNotMatch(few, /Come sarebbe/)
  await storeHeld(site.db, { ...held, reason: 'honeypot', first: [1] })
  const enough = text((await site.get(here, ada)).body)
  assert.match(enough, /Come sarebbe con tutte, anche quelle escluse 40 su 100 tra \d+ e \d+ 50 C/)
  assert.match(enough, /9 marzo 2026 Conferma Campo nascosto compilato In attesa 10/)
})

test('the body sees groups and figures, and no way to decide; what it is not asked it does not learn', async () => {
  const { status, body } = await site.page(here)
  assert.equal(status, 200)
  assert.match(body, /messe-da-parte\/escludi/, 'who manages the programme as well may decide')
  const [row] = await site.db<{ id: number }[]>`select body_id as id from bodies.service`
  const reader = await logIn(site.context, { role: 'analyst', bodyId: row!.id })
  const seen = await site.get(here, reader)
  assert.match(text(seen.body), /Campo nascosto compilato In attesa 10/)
  assert.doesNotMatch(seen.body, /messe-da-parte\/(?:conta|escludi|togli)/)
  assert.equal((await site.post(`${here}/escludi`, { ...selection(), why: 'x' }, reader)).statusCode, 403)
})

test('who proposed cannot confirm, and is told so kindly; the same form twice is one proposal', async () => {
  const page = await proposed(ada)
  assert.equal(await proposed(ada), page)
  const own = await site.get(page, ada)
  assert.match(text(own.body), /Questa proposta è tua: la conferma un’altra persona/)
  assert.doesNotMatch(own.body, /value="confirm"/)
  const refused = await site.post(page, { decision: 'confirm' }, ada)
  assert.equal(refused.statusCode, 409)
  assert.match(text(refused.body), /così nessuno decide da solo/)
  assert.equal((await listProposals(site.context, { open: true }, firstPage)).total, 1)
  assert.doesNotMatch((await site.get('/area', ada)).body, /la tua conferma/)
  for (const place of ['/area', '/area/lavori'])
    assert.match((await site.get(place, bruno)).body, /Una proposta aspetta la tua conferma/)
})

test('another person confirms once, who comes later is told how it went, and the log says it in words', async () => {
  const open = await findProposal(site.context, { open: true })
  const page = `${here}/proposte/${open!.id}`
  assert.match(text((await site.get(page, bruno)).body), /Un programma\..*Se confermi, queste risposte restano fuori/)
  assert.equal((await site.post(page, { decision: 'confirm' }, bruno)).statusCode, 303)
  const late = await site.post(page, { decision: 'refuse' }, bruno)
  assert.equal(late.statusCode, 409)
  assert.match(text(late.body), /ha già deciso.*Confermata.*Risposte spostate 10/)
  const entries = await listAudit(site.context, { limit: 10, act: 'quarantine.' })
  assert.deepEqual(
    entries.map(({ act }) => act),
    ['quarantine.confirm', 'quarantine.propose'],
  )
  const auditor = await logIn(site.context, { role: 'auditor' })
  const log = text((await site.get('/area/registro?act=quarantine.', auditor)).body)
  assert.match(log, /Proposta confermata, risposte spostate.*proposta Escludere.*Campo nascosto compilato/)
})

test('a selection without answers, backwards or of another service’s touchpoint makes no proposal', async () => {
  const wrong = async (change: Record<string, string>): Promise<string> => {
    const reply = await site.post(`${here}/togli`, { ...selection(), why: 'x', ...change }, ada)
    assert.equal(reply.statusCode, 400)
    return text(reply.body)
  }
  assert.match(await wrong({ from: '2020-01-01', to: '2020-01-02' }), /non c’è nessuna risposta da spostare/)
  assert.match(await wrong({ from: '2026-03-10' }), /viene prima di «Dal giorno»/)
  assert.match(await wrong({ to: '31/12' }), /Al giorno: serve una data/)
  assert.match(await wrong({ touchpoint: 'zzzzzzz' }), /Punto di contatto: scegli/)
  assert.match(await wrong({ why: ' ' }), /Perché: scrivi qualcosa/)
  assert.equal((await site.get(`${here}/proposte/999`, ada)).statusCode, 404)
})

test('proposals are paged beside the groups, and each list stays where it is when the other goes on', async () => {
  const why = (n: number) => `Motivo ${n}.`
  for (let n = 0; n < 60; n++)
    assert.equal((await site.post(`${here}/conta`, { ...selection(), why: why(n) }, ada)).statusCode, 303)
  const again = await site.post(`${here}/conta`, { ...selection(), why: why(0) }, ada)
  assert.equal(again.statusCode, 303, 'the very first is still known')
  const { total } = await listProposals(site.context, { open: true }, firstPage)
  assert.equal(total, 60)
  for (const path of [here, '/area/messe-da-parte']) {
    const first = (await site.get(path, bruno)).body
    assert.match(text(first), /Da 1 a 25 di 6\d/)
    const next = /href="([^"]*proposte=25[^"]*)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&')
    const { body } = await site.get(next.replace('?', '?da=50&'), bruno)
    assert.match(text(body), /Da 26 a 50 di 6\d/)
    assert.match(body, /href="[^"]*da=50[^"]*proposte=50[^"]*" rel="next"/)
    assert.equal((await site.get(`${path}?proposte=1e9`, bruno)).statusCode, 200)
    assert.match((await site.get(`${path}?proposte=900`, bruno)).body, /rel="prev"/)
  }
})

test('both languages have the pages; neither holds an id or an instant of an answer', async () => {
  await site.post('/area/lingua', { language: 'en' }, ada)
  const { body } = await site.get(here, ada)
  assert.match(text(body), /Answers of “Pensione” kept apart.*Hidden field filled in Excluded 10/)
  const ids = await site.db<{ id: string }[]>`select id::text from collect.answer where state = 'excluded'`
  for (const { id } of ids) assert.ok(!body.includes(id))
  assert.doesNotMatch(text(body), /\d\d:\d\d/)
})
