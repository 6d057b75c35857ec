// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's own page over HTTP: ways in are added and removed only after a fresh proof, and never the last one.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { findSession } from '../../../../bodies/index.ts'
import { TestAuthenticator } from '../../../../bodies/passkeys/testing.ts'
import { origin, testWorkspace, type Newcomer, type Workspace } from '../testing.ts'

let workspace: Workspace
let ada: Newcomer
beforeEach(async () => {
  workspace = await testWorkspace()
  ada = await workspace.newcomer()
})

const url = '/area/profilo/passkey'

test('a second passkey opens the same access, and has the name the person gave it', async () => {
  const { browser } = ada
  const second = new TestAuthenticator(origin)
  await browser.get(`${url}/nuova`)
  const nameless = await browser.make(second, `${url}/nuova`, { name: ' ' })
  assert.equal(nameless.statusCode, 400)
  assert.match(nameless.json().message, /scrivi qualcosa/)
  assert.deepEqual((await browser.make(second, `${url}/nuova`, { name: 'Telefono' })).json(), { way: '/area/profilo' })
  const unused = async () => (await browser.get('/area/profilo')).body.split('>mai<').length - 1
  assert.match((await browser.get('/area/profilo')).body, />Telefono</)
  assert.equal(await unused(), 2)
  const elsewhere = workspace.browser()
  assert.equal((await elsewhere.use(second)).statusCode, 200)
  assert.equal(await unused(), 1)
})

test('adding and removing want a fresh proof; a wrong answer adds nothing', async () => {
  const { browser, device } = ada
  await browser.get(`${url}/nuova`)
  const other = new TestAuthenticator(origin)
  assert.equal((await browser.make(other, `${url}/nuova`, { name: 'x' }, { verified: false })).statusCode, 403)
  workspace.now = new Date(workspace.now.getTime() + 11 * 60_000)
  assert.equal((await browser.make(other, `${url}/nuova`, { name: 'x' })).statusCode, 303)
  assert.equal((await browser.post(`${url}/rimuovi`, { id: device.id })).statusCode, 303)
  assert.equal((await workspace.context.db`select from bodies.passkey`).length, 1)
})

test('a passkey is renamed and removed, but not the last one; removing ends the other sessions', async () => {
  const { browser, device } = ada
  const last = await browser.get(`${url}?id=${device.id}`)
  assert.equal(last.statusCode, 200)
  const kept = await browser.post(`${url}/rimuovi`, { id: device.id })
  assert.equal(kept.statusCode, 409)
  assert.match(kept.body, /l’unico modo che hai per entrare/)
  const second = new TestAuthenticator(origin)
  await browser.make(second, `${url}/nuova`, { name: 'Telefono' })
  const elsewhere = workspace.browser()
  await elsewhere.use(second)
  const renamed = await browser.post(`${url}/nome`, { id: second.id, name: 'Telefono perso' })
  assert.equal(renamed.headers.location, '/area/profilo')
  assert.match((await browser.get('/area/profilo')).body, /Telefono perso/)
  assert.equal((await browser.post(`${url}/rimuovi`, { id: second.id })).headers.location, '/area/profilo')
  assert.equal((await workspace.browser().use(second)).statusCode, 403)
  assert.equal(await findSession(workspace.context, elsewhere.cookies.get('__Host-ascolto')!), undefined)
  assert.equal((await browser.get('/area')).statusCode, 200)
  const acts = await workspace.context.db<{ act: string }[]>`
    select act from bodies.audit_entry where act like 'passkey.%' order by id`
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['passkey.add', 'passkey.rename', 'passkey.remove'],
  )
})

test('the passkey of somebody else is not there', async () => {
  const bruno = await workspace.newcomer({ email: 'bruno@ente.example' })
  assert.equal((await ada.browser.get(`${url}?id=${bruno.device.id}`)).statusCode, 404)
  await ada.browser.get('/area/profilo')
  for (const act of ['nome', 'rimuovi']) {
    assert.equal((await ada.browser.post(`${url}/${act}`, { id: bruno.device.id, name: 'x' })).statusCode, 404)
  }
  assert.equal((await workspace.browser().use(bruno.device)).statusCode, 200)
})

test('name and language are the person’s to choose', async () => {
  const { browser } = ada
  await browser.get('/area/profilo')
  const wrong = await browser.post('/area/profilo', { name: '', language: 'it' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Nome: scrivi qualcosa/)
  await browser.post('/area/profilo', { name: 'Ada Bianchi', language: 'en' })
  const page = await browser.get('/area/profilo')
  assert.match(page.body, /<html lang="en">/)
  assert.match(page.body, /value="Ada Bianchi"/)
})

test('the sessions open elsewhere are counted and ended, the person’s own and no others', async () => {
  const { browser, device } = ada
  const bruno = await workspace.newcomer({ email: 'bruno@ente.example' })
  assert.match((await browser.get('/area/profilo')).body, /solo da questo browser/)
  await workspace.browser().use(device)
  assert.match((await browser.get('/area/profilo')).body, /anche da un altro browser/)
  await workspace.browser().use(device)
  assert.match((await browser.get('/area/profilo')).body, /altri 2 browser/)
  const start = workspace.now
  workspace.now = new Date(start.getTime() + 11 * 60_000)
  const asked = await browser.post('/area/profilo/accessi')
  assert.match(String(asked.headers.location), /^\/area\/conferma\?/, 'a browser left open is not enough')
  assert.match((await browser.get('/area/profilo')).body, /altri 2 browser/)
  workspace.now = start
  await browser.post('/area/profilo/accessi')
  assert.match((await browser.get('/area/profilo')).body, /solo da questo browser/)
  assert.equal((await bruno.browser.get('/area')).statusCode, 200)
})

test('where SPID and CIE cannot be used nothing leads to them', async () => {
  const { browser } = ada
  assert.doesNotMatch((await browser.get('/area/profilo')).body, /SPID/)
  for (const path of ['/area/profilo/spid', '/area/conferma/spid', '/area/accesso/spid']) {
    assert.equal((await browser.get(path)).statusCode, 404, path)
  }
})
