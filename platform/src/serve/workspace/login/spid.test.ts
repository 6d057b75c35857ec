// SPDX-License-Identifier: AGPL-3.0-or-later
// SPID and CIE over HTTP, with a real provider behind: every errand, and the page of each refusal.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { createInvitation, findSession, invitationPath, returnPath, type Session } from '../../../bodies/index.ts'
import { testBroker, visitorOf, type TestBroker } from '../../../bodies/oidc/testing.ts'
import { origin, testWorkspace, type TestBrowser, type Workspace } from './testing.ts'

const maria = 'TINIT-RSSMRA80A01H501U'
const paolo = 'TINIT-BNCPLA85M41F205X'
let broker: TestBroker
let workspace: Workspace

before(async () => {
  broker = await testBroker(`${origin}${returnPath}`)
})
beforeEach(async () => {
  Object.assign(broker, { visitor: visitorOf(maria), twist: null, forge: false, away: false })
  workspace = await testWorkspace(broker.config)
})
after(() => broker.close())

/** To the broker by this link, and back. */
async function travel(
  browser: TestBrowser,
  path: string,
  change?: (back: URL) => void,
): Promise<LightMyRequestResponse> {
  const left = await browser.get(path)
  assert.equal(left.statusCode, 303, left.body)
  const back = new URL(await broker.visit(String(left.headers.location)))
  change?.(back)
  return browser.get(back.pathname + back.search)
}

async function member(browser: TestBrowser, number = maria): Promise<Session> {
  const token = await createInvitation(workspace.context, {
    ...{ purpose: 'member', role: 'auditor', name: 'Invitata', email: 'maria@ente.example' },
  })
  broker.visitor = visitorOf(number)
  const reply = await travel(browser, `${invitationPath(token)}/spid`)
  assert.equal(reply.headers.location, '/area', reply.body)
  return (await session(browser))!
}

const session = ({ cookies }: TestBrowser) => findSession(workspace.context, cookies.get('__Host-ascolto') ?? '')

test('who was invited opens the invitation with SPID, and comes in with it again', async () => {
  const browser = workspace.browser()
  const { account, method } = await member(browser)
  assert.deepEqual([account.name, account.email, method], ['Maria Rossi', 'maria@ente.example', 'oidc'])
  const again = workspace.browser()
  assert.match((await again.get('/area/accesso')).body, /Entra con SPID o CIE/)
  const reply = await travel(again, '/area/accesso/spid?ritorno=%2Farea%2Fprofilo')
  assert.equal(reply.headers.location, '/area/profilo')
  assert.equal((await session(again))?.account.id, account.id)
})

test('the cookie of the journey is strict, short, and gone afterwards', async () => {
  const browser = workspace.browser()
  const left = await browser.get('/area/accesso/spid')
  assert.match(
    String(left.headers['set-cookie']),
    /^__Host-ascolto-spid=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.equal(left.headers['cache-control'], 'no-store')
  const back = new URL(await broker.visit(String(left.headers.location)))
  await browser.get(back.pathname + back.search)
  assert.ok(!browser.cookies.has('__Host-ascolto-spid'))
})

test('who has no account is told how to get one', async () => {
  const browser = workspace.browser()
  const reply = await travel(browser, '/area/accesso/spid')
  assert.equal(reply.statusCode, 403)
  assert.match(reply.body, /Non hai ancora un accesso/)
  assert.match(reply.body, /href="\/area\/adesione"/)
  assert.ok(!browser.cookies.has('__Host-ascolto'))
})

test('nobody comes in with the answer given to another browser, or with one that was used', async () => {
  await member(workspace.browser())
  const attacker = workspace.browser()
  const left = await attacker.get('/area/accesso/spid')
  const back = new URL(await broker.visit(String(left.headers.location)))
  const victim = workspace.browser()
  for (const browser of [victim, attacker]) {
    const reply = await browser.get(back.pathname + back.search)
    assert.equal(reply.statusCode, 400)
    assert.match(reply.body, /scaduto/)
    assert.ok(!browser.cookies.has('__Host-ascolto'))
  }
})

test('each refusal has its page and opens nothing', async () => {
  await member(workspace.browser())
  const cases: readonly [RegExp, number, () => void, ((back: URL) => void)?][] = [
    [/livello di sicurezza/, 403, () => (broker.visitor = visitorOf(maria, 'https://www.spid.gov.it/SpidL1'))],
    [/Manca il codice fiscale/, 403, () => (broker.visitor = visitorOf(null))],
    [/Non possiamo fidarci/, 403, () => (broker.twist = (claims) => (claims['nonce'] = 'altro'))],
    [/Non possiamo fidarci/, 403, () => (broker.twist = (claims) => (claims['iss'] = 'https://altro.example'))],
    [/Non possiamo fidarci/, 403, () => (broker.twist = (claims) => (claims['aud'] = 'altro'))],
    [/Non hai completato/, 403, () => {}, ({ searchParams }) => searchParams.set('error', 'access_denied')],
    [/scaduto/, 400, () => {}, ({ searchParams }) => searchParams.set('state', 'altro')],
  ]
  for (const [words, status, prepare, change] of cases) {
    Object.assign(broker, { visitor: visitorOf(maria), twist: null })
    prepare()
    const browser = workspace.browser()
    const reply = await travel(browser, '/area/accesso/spid', change)
    assert.equal(reply.statusCode, status, String(words))
    assert.match(reply.body, words)
    assert.ok(!browser.cookies.has('__Host-ascolto'), String(words))
    assert.doesNotMatch(reply.body, /RSSMRA|altro\.example/)
  }
})

test('while the broker is away the page says so, and keeps where the person wanted to go', async () => {
  const alone = await testWorkspace(broker.config)
  broker.away = true
  const reply = await alone.browser().get('/area/accesso/spid?ritorno=%2Farea%2Fprofilo')
  assert.equal(reply.statusCode, 503)
  assert.match(reply.body, /non rispondono/)
  assert.match(reply.body, /\/area\/accesso\?ritorno=%2Farea%2Fprofilo/)
})

test('another site may lead to the page, not past it', async () => {
  const browser = workspace.browser()
  browser.headers = { 'sec-fetch-site': 'cross-site' }
  const reply = await browser.get('/area/accesso/spid')
  assert.equal(reply.headers.location, '/area/accesso')
  assert.equal(reply.headers['set-cookie'], undefined)
})

test('who has a passkey links SPID, comes in with it, and unlinks it again', async () => {
  const { browser } = await workspace.newcomer()
  const page = await browser.get('/area/profilo')
  assert.match(page.body, /Collega SPID o CIE/)
  assert.equal((await travel(browser, '/area/profilo/spid')).headers.location, '/area/profilo')
  assert.match((await browser.get('/area/profilo')).body, /entrare anche con SPID o CIE/)
  const elsewhere = workspace.browser()
  assert.equal((await travel(elsewhere, '/area/accesso/spid')).headers.location, '/area')
  assert.equal((await session(elsewhere))?.account.id, (await session(browser))?.account.id)
  await browser.post('/area/profilo/spid/scollega')
  assert.equal((await travel(workspace.browser(), '/area/accesso/spid')).statusCode, 403)
})

test('one identity leads to one account', async () => {
  await member(workspace.browser())
  const { browser } = await workspace.newcomer()
  const reply = await travel(browser, '/area/profilo/spid')
  assert.equal(reply.statusCode, 409)
  assert.match(reply.body, /apre già un altro accesso/)
})

test('the only way in is not unlinked', async () => {
  const browser = workspace.browser()
  await member(browser)
  assert.doesNotMatch((await browser.get('/area/profilo')).body, /Scollega/)
  await browser.post('/area/profilo/spid/scollega')
  assert.equal((await travel(workspace.browser(), '/area/accesso/spid')).headers.location, '/area')
})

test('a proof by SPID is of the same person, in the same session, and moves it to another token', async () => {
  const browser = workspace.browser()
  const { token } = await member(browser)
  workspace.now = new Date(workspace.now.getTime() + 11 * 60_000)
  const asked = await browser.get('/area/profilo/passkey/nuova')
  assert.match((await browser.get(String(asked.headers.location))).body, /Conferma con SPID o CIE/)
  workspace.now = new Date()
  const path = '/area/conferma/spid?ritorno=%2Farea%2Fprofilo'
  broker.visitor = visitorOf(paolo)
  const other = await travel(browser, path)
  assert.equal(other.statusCode, 403)
  assert.match(other.body, /Questa identità non è la tua/)
  broker.visitor = visitorOf(maria)
  broker.twist = (claims) => (claims['auth_time'] = Math.floor(Date.now() / 1000) - 3600)
  assert.equal((await travel(browser, path)).statusCode, 403, 'an old proof is none')
  broker.twist = null
  assert.equal((await travel(browser, path)).headers.location, '/area/profilo')
  assert.notEqual((await session(browser))?.token, token)
  assert.equal(await findSession(workspace.context, token), undefined)

  const left = await browser.get(path)
  const back = new URL(await broker.visit(String(left.headers.location)))
  await browser.get('/area')
  await browser.post('/area/uscita')
  assert.equal((await browser.get(back.pathname + back.search)).statusCode, 400, 'the session is over')
})

test('an invitation that was used in between opens nothing', async () => {
  const token = await createInvitation(workspace.context, {
    ...{ purpose: 'member', role: 'auditor', name: 'Invitata', email: 'maria@ente.example' },
  })
  const path = `${invitationPath(token)}/spid`
  const [first, second] = [workspace.browser(), workspace.browser()]
  const left = await second.get(path)
  const back = new URL(await broker.visit(String(left.headers.location)))
  assert.equal((await travel(first, path)).headers.location, '/area')
  const reply = await second.get(back.pathname + back.search)
  assert.equal(reply.statusCode, 410)
  assert.match(reply.body, /non è più valido/)
})

test('who was suspended does not come in by another invitation, which waits for who it is for', async () => {
  const { account } = await member(workspace.browser())
  await workspace.context.db`update bodies.account set state = 'suspended' where id = ${account.id}`
  const invited = { purpose: 'member', role: 'auditor', name: 'Invitata', email: 'maria@ente.example' } as const
  const path = invitationPath(await createInvitation(workspace.context, invited))
  assert.equal((await travel(workspace.browser(), `${path}/spid`)).statusCode, 410)
  assert.equal((await travel(workspace.browser(), '/area/accesso/spid')).statusCode, 403)
  assert.equal((await workspace.browser().get(path)).statusCode, 200)
})

test('nothing of the fiscal number is stored or sent', async () => {
  const browser = workspace.browser()
  await member(browser)
  const [row] = await workspace.context.db<{ text: string; subject: Buffer }[]>`
    select account::text as text, subject from bodies.account`
  assert.doesNotMatch(row!.text, /RSSMRA/)
  assert.equal(row!.subject.length, 32)
  assert.doesNotMatch((await browser.get('/area/profilo')).body, /RSSMRA/)
  const [log] = await workspace.context.db<{ text: string }[]>`
    select string_agg(entry::text, '') as text from bodies.audit_entry entry`
  assert.doesNotMatch(log!.text, /RSSMRA|Rossi/)
})
