// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createService, findBody, findSession, listAudit, viewAs, withRights } from '../../../bodies/index.ts'
import type { Body, Service } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { countReceived } from '../../../estimate/index.ts'
import { testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
const bodies: Body[] = []
const services: Service[] = []

before(async () => {
  serve = await testServe()
  const { context, db } = serve
  for (const name of ['INPS', 'INAIL']) {
    const code = name.toLowerCase()
    await db`insert into bodies.body (ipa_code, name, sort_name) values (${code}, ${name}, ${code})`
    const body = (await findBody(context, code))!
    const made = await createService(context, body, { name: `Servizio ${name}`, kind: 'sito' })
    assert.ok(made.ok)
    bodies.push(body)
    services.push(made.value)
    const cell = {
      service_id: made.value.id,
      version_id: 1,
      source_id: 0,
      stream: 'invited',
      channel: 'web',
      device: 'phone',
    }
    const counted = { user_kind: 'unknown', n: 4711, counts: [4711] }
    await db`insert into estimate.cube_month ${db({ ...cell, ...counted, month: '2026-03-01' })}`
    await db`insert into estimate.cube_day ${db({ ...cell, ...counted, day: '2026-03-10' })}`
  }
})

const acts = async (): Promise<string[]> =>
  (await listAudit(serve.context, { limit: 2 })).map(({ act, bodyName }) => `${act} ${bodyName}`)

test('support finds a body, looks at the workspace as it does, is told so on every page, and comes back', async () => {
  const helper = await logIn(serve.context, { role: 'support' })
  assert.equal((await serve.get('/area/enti/inps', helper)).statusCode, 403)
  const found = await serve.get('/area/assistenza?q=inp', helper)
  assert.match(found.body, /INPS/)
  assert.doesNotMatch(found.body, /INAIL/)
  const begun = await serve.post('/area/assistenza', { ipa: 'inps' }, helper)
  assert.equal(begun.headers.location, '/area/enti/inps')
  for (const page of ['/area/enti/inps', `/area/servizi/${services[0]!.slug}`, '/area', '/area/assistenza']) {
    const { statusCode, body } = await serve.get(page, helper)
    assert.equal(statusCode, 200, page)
    assert.match(body, /Stai vedendo l’area come la vede\s+<a href="\/area\/enti\/inps">INPS<\/a>/, page)
  }
  assert.equal((await serve.get('/area/enti/inail', helper)).statusCode, 403)
  assert.equal((await serve.post('/area/assistenza/fine', {}, helper)).headers.location, '/area/assistenza')
  assert.equal((await serve.get('/area/enti/inps', helper)).statusCode, 403)
  assert.doesNotMatch((await serve.get('/area', helper)).body, /Stai vedendo/)
  assert.deepEqual(await acts(), ['support.end INPS', 'support.view INPS'])
})

test('a code the registry does not know begins nothing', async () => {
  const helper = await logIn(serve.context, { role: 'support' })
  for (const ipa of ['altro', '', 'inps\0x']) {
    assert.equal((await serve.post('/area/assistenza', { ipa }, helper)).statusCode, 400)
  }
  assert.equal((await serve.post('/area/assistenza/fine', {}, helper)).statusCode, 303)
  assert.doesNotMatch((await serve.get('/area', helper)).body, /Stai vedendo/)
})

async function looking(...more: Parameters<typeof logIn>[1][]): Promise<Person> {
  const person = await logIn(serve.context, { role: 'support' }, ...more)
  await viewAs(serve.context, person.token, bodies[0]!.id)
  return person
}

test('who looks sees no count, by the page or by the database, not even of their own body', async () => {
  const own = await logIn(serve.context, { role: 'administrator', bodyId: bodies[1]!.id })
  assert.match((await serve.get('/area/enti/inail', own)).body, /4\.711 risposte/)
  const helper = await looking({ role: 'administrator', bodyId: bodies[1]!.id })
  for (const page of ['/area/enti/inps', '/area/enti/inail', ...services.map(({ slug }) => `/area/servizi/${slug}`)]) {
    const { statusCode, body } = await serve.get(page, helper)
    assert.equal(statusCode, 200, page)
    assert.doesNotMatch(body, /4\.?711/, page)
  }
  const session = (await findSession(serve.context, helper.token))!
  const ids = services.map(({ id }) => id)
  assert.equal((await withRights(serve.context, session, (scoped) => countReceived(scoped, ids))).size, 0)
})

test('who looks changes nothing, whatever other roles they have', async () => {
  const helper = await looking({ role: 'administrator', bodyId: bodies[1]!.id }, { role: 'programme-manager' })
  const sent = await serve.post('/area/enti/inail/servizi/nuovo', { name: 'X', kind: 'sito' }, helper)
  assert.equal(sent.statusCode, 403)
  assert.match(sent.body, /si può leggere, non modificare/)
  const session = (await findSession(serve.context, helper.token))!
  await assert.rejects(
    withRights(serve.context, session, (scoped) => createService(scoped, bodies[1]!, { name: 'X', kind: 'sito' })),
    /row-level security/,
  )
  assert.equal((await serve.post('/area/lingua', { language: 'en' }, helper)).statusCode, 303)
  assert.equal((await serve.post('/area/uscita', {}, helper)).statusCode, 303)
})

test('who is no longer support looks at nothing', async () => {
  const helper = await looking()
  await serve.db`delete from bodies.membership where account_id = ${helper.account.id}`
  assert.doesNotMatch((await serve.get('/area', helper)).body, /Stai vedendo/)
  assert.equal((await serve.get('/area/enti/inps', helper)).statusCode, 403)
})
