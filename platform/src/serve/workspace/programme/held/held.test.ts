// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people over HTTP: one proposes what becomes of answers kept apart, another confirms, and what counts follows.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createService, findBody, listAudit } from '../../../../bodies/index.ts'
import { logIn, type Person } from '../../../../bodies/testing.ts'
import { openTouchpoint } from '../../../../catalogue/index.ts'
import { holdAnswers } from '../../../../collect/quarantine/testing.ts'
import { origin, testWorkspace, type Workspace } from '../../login/testing.ts'

const here = '/area/programma/da-parte'
let workspace: Workspace
let ada: Person
let bruno: Person
let place: string

before(async () => {
  workspace = await testWorkspace()
  const { context } = workspace
  await context.db`insert into bodies.body (ipa_code, name, sort_name) values ('c_uno', 'Comune Uno', 'comune uno')`
  const made = await createService(context, (await findBody(context, 'c_uno'))!, { name: 'Mensa', kind: 'dispositivo' })
  assert.ok(made.ok)
  const opened = await openTouchpoint(context, made.value, { name: 'Fine domanda' })
  assert.ok(opened.ok)
  const { touchpoint, version } = opened.value
  await holdAnswers(context, { touchpoint, versionId: version.id, reason: 'honeypot', day: '2026-03-10', n: 12 })
  place = `${here}/punti/${touchpoint.code}`
  ada = await logIn(context, { role: 'methodologist' })
  bruno = await logIn(context, { role: 'publisher' })
})

const headersOf = (person: Person) => ({ ...person.headers, host: new URL(origin).host })
const get = (url: string, person = ada) => workspace.app.inject({ url, headers: headersOf(person) })
const post = (url: string, fields: Record<string, string>, person = ada) =>
  workspace.app.inject({
    ...{ method: 'POST', url, headers: { ...headersOf(person), 'content-type': 'application/x-www-form-urlencoded' } },
    payload: new URLSearchParams({ _csrf: person.formToken, ...fields }).toString(),
  })
const counted = async () =>
  (
    await workspace.context.db<{ n: number }[]>`
    select count(*)::int as n from collect.answer where state = 'counted'`
  )[0]!.n

const whole = { act: 'release', reason: 'honeypot', from: '2026-03-01', to: '2026-03-31', why: 'Era una scuola.' }

async function proposed(fields = whole): Promise<string> {
  const reply = await post(place, fields)
  assert.equal(reply.statusCode, 303, reply.body)
  return String(reply.headers.location)
}

test('what is kept apart stands in a list with its reason, its days and how many', async () => {
  const list = (await get(here)).body
  assert.match(list, /12 risposte tenute da parte/)
  assert.match(list, /Fine domanda[^]+Mensa[^]+campo nascosto[^]+Da decidere[^]+10\u00a0marzo 2026/)
})

test('a proposal with faults comes back with each of them at its field, and with what was written', async () => {
  const reply = await post(place, { act: 'boh', reason: '', from: '2026-02-30', to: 'domani', why: ' ' })
  assert.equal(reply.statusCode, 400)
  for (const field of ['act', 'reason', 'from', 'to', 'why']) assert.match(reply.body, new RegExp(`href="#${field}"`))
  const backwards = await post(place, { ...whole, to: '2026-02-01' })
  assert.match(backwards.body, /non prima del primo/)
  assert.match(backwards.body, /Era una scuola\./)
  assert.match((await post(place, { ...whole, reason: 'rate' })).body, /Nessuna risposta corrisponde/)
  assert.equal((await post(place, { ...whole, why: 'x'.repeat(1001) })).statusCode, 400)
})

test('who proposed is told why they cannot confirm, and cannot', async () => {
  const url = await proposed()
  assert.match((await get(url)).body, /può confermarla soltanto un’altra persona/)
  assert.doesNotMatch((await get(url)).body, /value="confirm"/)
  const forced = await post(url, { decision: 'confirm' })
  assert.equal(forced.statusCode, 409)
  assert.match(forced.body, /deve confermarla un’altra persona/)
  assert.equal(await counted(), 0)
  assert.equal((await post(url, { decision: 'refuse' })).statusCode, 303)
  assert.match((await get(url)).body, /Non confermata/)
})

test('another person confirms, the answers count, and who decides too late sees how it stands', async () => {
  const url = await proposed()
  assert.match((await get(here, bruno)).body, /Da confermare/)
  assert.match((await get(url, bruno)).body, /Era una scuola\.[^]+value="confirm"/)
  assert.equal((await post(url, { decision: 'confirm' }, bruno)).statusCode, 303)
  assert.equal(await counted(), 12)
  const late = await post(url, { decision: 'refuse' }, bruno)
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /qualcun altro ha già deciso[^]+Confermata[^]+Risposte spostate/)
  assert.match((await get(here)).body, /Nessuna risposta è tenuta da parte/)
  const acts = (await listAudit(workspace.context, { limit: 2, act: 'quarantine.' })).map(({ act }) => act)
  assert.deepEqual(acts, ['quarantine.confirm', 'quarantine.propose'])
})

test('what counts is taken out again by two, as long as it is said why', async () => {
  const url = await proposed({ ...whole, act: 'withdraw', reason: '', why: 'Una campagna.' })
  assert.match((await get(url, bruno)).body, /Contavano nelle stime/)
  assert.equal((await post(url, { decision: 'confirm' }, bruno)).statusCode, 303)
  assert.equal(await counted(), 0)
  assert.match((await get(here)).body, /Tolta dalle stime dopo un controllo[^]+Esclusa/)
})

test('who only follows the programme reads and decides nothing; a body sees none of it', async () => {
  const manager = await logIn(workspace.context, { role: 'programme-manager' })
  assert.doesNotMatch((await get(place, manager)).body, /<textarea/)
  assert.equal((await post(place, whole, manager)).statusCode, 403)
  const { id } = (await findBody(workspace.context, 'c_uno'))!
  const owner = await logIn(workspace.context, { role: 'administrator', bodyId: id })
  for (const url of [here, place]) assert.equal((await get(url, owner)).statusCode, 403)
})

test('every page speaks English to who wants it', async () => {
  await post('/area/lingua', { language: 'en' }, bruno)
  assert.match((await get(here, bruno)).body, /Answers kept apart/)
  assert.match((await get(place, bruno)).body, /Propose a decision/)
})
