// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in, staying and going out over HTTP: what a session is worth, and what does not make one.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { findSession } from '../../../bodies/index.ts'
import { logIn } from '../../../bodies/testing.ts'
import { TestBrowser, origin, testWorkspace, type Workspace } from './testing.ts'

const minute = 60_000
let workspace: Workspace
beforeEach(async () => {
  workspace = await testWorkspace()
})

const cookieOf = ({ cookies }: TestBrowser): string => cookies.get('__Host-ascolto') ?? ''

test('a passkey opens a session, which goes where the person wanted to go', async () => {
  const { device } = await workspace.newcomer()
  const browser = workspace.browser()
  const asked = await browser.get('/area/profilo?a=1')
  assert.equal(asked.headers.location, '/area/accesso?ritorno=%2Farea%2Fprofilo%3Fa%3D1')
  const page = await browser.get(String(asked.headers.location))
  assert.match(page.body, /name="way" value="\/area\/profilo\?a=1"/)
  const reply = await browser.use(device, undefined, { way: '/area/profilo?a=1' })
  assert.deepEqual(reply.json(), { way: '/area/profilo?a=1' })
  assert.match(
    String(reply.headers['set-cookie']),
    /^__Host-ascolto=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.equal((await browser.get('/area/profilo')).statusCode, 200)
  assert.equal((await browser.get('/area/accesso')).headers.location, '/area', 'who is in needs no log-in page')
})

test('the way back stays on this site', async () => {
  const { device } = await workspace.newcomer()
  for (const way of [
    'https://altro.example',
    '//altro.example',
    '/area/../x\\y',
    '/areale',
    'javascript:alert(1)',
    '',
  ]) {
    const reply = await workspace.browser().use(device, undefined, { way })
    assert.deepEqual(reply.json(), { way: '/area' }, way)
  }
})

test('a token that was planted before the log-in opens nothing after it, and the old session ends', async () => {
  const { device, browser } = await workspace.newcomer()
  const planted = 'x'.repeat(43)
  const victim = workspace.browser()
  victim.cookies.set('__Host-ascolto', planted)
  await victim.use(device)
  assert.notEqual(cookieOf(victim), planted)
  assert.equal(await findSession(workspace.context, planted), undefined)

  const before = cookieOf(browser)
  await browser.use(device)
  assert.notEqual(cookieOf(browser), before)
  assert.equal(await findSession(workspace.context, before), undefined)
})

test('a session ends after half an hour without use, and after eight hours in any case', async () => {
  const { browser } = await workspace.newcomer()
  const start = workspace.now.getTime()
  const at = async (minutes: number): Promise<number> => {
    workspace.now = new Date(start + minutes * minute)
    return (await browser.get('/area')).statusCode
  }
  for (let minutes = 0; minutes < 480; minutes += 29) assert.equal(await at(minutes), 200, `${minutes} minutes`)
  assert.equal(await at(479), 200)
  assert.equal(await at(481), 303)

  const second = await workspace.newcomer()
  assert.equal((await second.browser.get('/area')).statusCode, 200)
  workspace.now = new Date(workspace.now.getTime() + 30 * minute)
  assert.equal((await second.browser.get('/area')).statusCode, 303)
})

test('a role that is taken away is gone at once, on the session that is open', async () => {
  const { context } = workspace
  const [body] = await context.db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Ente', 'ente') returning id`
  const { account, token } = await logIn(context, { role: 'administrator', bodyId: body!.id })
  const browser = workspace.browser()
  browser.cookies.set('__Host-ascolto', token)
  assert.equal((await browser.get('/area/enti/ente')).statusCode, 200)
  assert.equal((await browser.get('/area/enti/ente/servizi/nuovo')).statusCode, 200)
  await context.db`update bodies.membership set role = 'analyst' where account_id = ${account.id}`
  assert.equal((await browser.get('/area/enti/ente')).statusCode, 200)
  assert.equal((await browser.get('/area/enti/ente/servizi/nuovo')).statusCode, 403)
  assert.equal((await browser.post('/area/enti/ente/servizi/nuovo', { name: 'x', kind: 'sito' })).statusCode, 403)
  await context.db`delete from bodies.membership where account_id = ${account.id}`
  assert.equal((await browser.get('/area/enti/ente')).statusCode, 403)
  await context.db`update bodies.account set state = 'suspended' where id = ${account.id}`
  assert.equal((await browser.get('/area')).statusCode, 303)
})

test('an answer of a passkey opens one session, not two', async () => {
  const { device } = await workspace.newcomer()
  const browser = workspace.browser()
  const options = (await browser.postJson('/area/accesso/passkey/opzioni', {})).json()
  const answer = device.get(options)
  assert.equal((await browser.postJson('/area/accesso/passkey', { answer })).statusCode, 200)
  const replayed = await workspace.browser().postJson('/area/accesso/passkey', { answer })
  assert.equal(replayed.statusCode, 403)
  assert.match(replayed.json().message, /già stata usata/)
  assert.equal(replayed.headers['set-cookie'], undefined)
})

test('what is not an answer of a passkey is refused before it is looked at', async () => {
  const browser = workspace.browser()
  for (const content of [{}, { answer: null }, { answer: { id: 1 } }, { answer: [] }]) {
    assert.equal((await browser.postJson('/area/accesso/passkey', content)).statusCode, 400)
  }
  assert.equal((await browser.post('/area/accesso/passkey', { answer: 'x' })).statusCode, 400)
})

test('another site cannot begin or finish a log-in, nor open an invitation', async () => {
  const browser = workspace.browser()
  const posts = ['/area/accesso/passkey/opzioni', '/area/invito/x', '/area/invito/x/passkey/opzioni']
  for (const foreign of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    browser.headers = foreign
    for (const url of posts) assert.equal((await browser.postJson(url, {})).statusCode, 403, url)
  }
})

test('a proof moves the session to another token, and leads back; the session does not get longer', async () => {
  const { device, browser } = await workspace.newcomer()
  const { context } = workspace
  const start = workspace.now.getTime()
  workspace.now = new Date(start + 11 * minute)
  const asked = await browser.get('/area/profilo/passkey/nuova')
  assert.equal(asked.headers.location, '/area/conferma?ritorno=%2Farea%2Fprofilo%2Fpasskey%2Fnuova')
  const page = await browser.get(String(asked.headers.location))
  assert.match(page.body, /Conferma con la passkey/)

  const before = cookieOf(browser)
  const wrong = await browser.use(device, '/area/conferma/passkey', {}, { verified: false })
  assert.equal(wrong.statusCode, 403)
  assert.equal((await browser.get('/area/profilo/passkey/nuova')).statusCode, 303)
  const reply = await browser.use(device, '/area/conferma/passkey', { way: '/area/profilo/passkey/nuova' })
  assert.deepEqual(reply.json(), { way: '/area/profilo/passkey/nuova' })
  assert.notEqual(cookieOf(browser), before)
  assert.equal(await findSession(context, before), undefined)
  assert.equal((await browser.get('/area/profilo/passkey/nuova')).statusCode, 200)

  for (let minutes = 20; minutes < 480; minutes += 20) {
    workspace.now = new Date(start + minutes * minute)
    assert.equal((await browser.get('/area')).statusCode, 200)
  }
  workspace.now = new Date(start + 481 * minute)
  assert.equal((await browser.get('/area')).statusCode, 303)
})

test('a proof needs the session it was asked for, its form, and its person', async () => {
  const [ada, bruno] = [await workspace.newcomer(), await workspace.newcomer({ email: 'bruno@ente.example' })]
  const address = '/area/conferma/passkey'
  assert.equal((await workspace.browser().postJson(`${address}/opzioni`, {})).statusCode, 401)
  const unseen = new TestBrowser(workspace.app)
  unseen.cookies.set('__Host-ascolto', cookieOf(ada.browser))
  assert.equal((await unseen.postJson(`${address}/opzioni`, {})).statusCode, 403, 'no form of ours')
  await ada.browser.get('/area/conferma')
  await bruno.browser.get('/area/conferma')
  assert.equal((await ada.browser.use(bruno.device, address)).statusCode, 403)
  const options = (await ada.browser.postJson(`${address}/opzioni`, {})).json()
  const answer = ada.device.get(options)
  assert.equal((await bruno.browser.postJson(address, { answer })).statusCode, 403)
  const logIn = (await ada.browser.postJson('/area/accesso/passkey/opzioni', {})).json()
  assert.equal((await ada.browser.postJson(address, { answer: ada.device.get(logIn) })).statusCode, 403)
})

test('after too many wrong attempts a network waits for the next minute, and another one does not', async () => {
  const browser = workspace.browser()
  const status = async (): Promise<number> => (await browser.get(`/area/invito/${'x'.repeat(43)}`)).statusCode
  const seen: number[] = []
  for (let attempt = 0; attempt < 20; attempt++) seen.push(await status())
  assert.equal(seen[0], 404)
  assert.equal(seen.at(-1), 429)
  const elsewhere = await workspace.app.inject({ url: '/area/accesso/spid/ritorno', remoteAddress: '203.0.113.9' })
  assert.notEqual(elsewhere.statusCode, 429)
  workspace.now = new Date(workspace.now.getTime() + minute)
  assert.equal(await status(), 404)
})

test('behind a proxy a network is told by what the proxy wrote, not by what the caller made up', async () => {
  const { app } = await testWorkspace({ publicUrl: 'https://ascolto.example', trustedProxy: 'yes' })
  const status = async (forwarded: string): Promise<number> => {
    const headers = { 'x-forwarded-for': forwarded, host: 'ascolto.example' }
    return (await app.inject({ url: `/area/invito/${'x'.repeat(43)}`, headers })).statusCode
  }
  const seen: number[] = []
  for (let attempt = 0; attempt < 20; attempt++) seen.push(await status(`198.51.${attempt}.1, 203.0.113.7`))
  assert.deepEqual([seen[0], seen.at(-1)], [404, 429])
  assert.equal(await status('203.0.113.7, 198.51.100.1'), 404)
})

test('people log in under one address, and are told which', async () => {
  const at = async (browser: TestBrowser, host: string) => {
    browser.headers = { host }
    return browser.get('/area/accesso?ritorno=/area')
  }
  const local = await at(workspace.browser(), '127.0.0.1:8080')
  assert.equal(local.headers.location, `${origin}/area/accesso?ritorno=/area`)
  const renamed = await at(workspace.browser(), 'ascolto.example')
  assert.equal(renamed.statusCode, 400)
  assert.match(renamed.body, /ASCOLTO_PUBLIC_URL/)

  const configured = await testWorkspace({ publicUrl: 'https://ascolto.example/' })
  assert.equal((await at(configured.browser(), 'ascolto.example')).statusCode, 200)
  for (const host of ['localhost:8080', '127.0.0.1', 'ascolto.example.altro.example', 'ascolto.example:8443']) {
    const refused = await at(configured.browser(), host)
    assert.equal(refused.statusCode, 400, host)
    assert.match(refused.body, /https:\/\/ascolto\.example\/area\/accesso/)
  }
  const proxied = await testWorkspace({ publicUrl: 'https://ascolto.example', trustedProxy: 'yes' })
  assert.equal((await at(proxied.browser(), 'interno:8080')).statusCode, 200)
  const unsafe = await testWorkspace({ publicUrl: 'http://ascolto.example' })
  assert.match((await at(unsafe.browser(), 'ascolto.example')).body, /https:\/\//)
})

test('who goes out is out; the language is the one the person chose', async () => {
  const { browser } = await workspace.newcomer()
  await browser.get('/area')
  browser.headers = { referer: `${origin}/area/profilo?x=1` }
  const changed = await browser.post('/area/lingua', { language: 'en' })
  assert.equal(changed.headers.location, '/area/profilo?x=1')
  assert.match((await browser.get('/area')).body, /<html lang="en">/)
  await browser.post('/area/lingua', { language: 'xx' })
  assert.match((await browser.get('/area')).body, /<html lang="en">/)
  const before = cookieOf(browser)
  const out = await browser.post('/area/uscita')
  assert.equal(out.headers.location, '/area/accesso?uscita=1')
  assert.equal(out.headers['clear-site-data'], '"cache", "storage"')
  assert.equal(cookieOf(browser), '')
  assert.equal(await findSession(workspace.context, before), undefined)
  assert.match((await browser.get('/area/accesso?uscita=1')).body, /Sei uscito/)
})

test('without its form a post changes nothing', async () => {
  const { browser } = await workspace.newcomer()
  for (const url of ['/area/uscita', '/area/lingua', '/area/profilo']) {
    assert.equal((await browser.post(url, { _csrf: 'altro' })).statusCode, 403, url)
  }
  assert.equal((await browser.get('/area')).statusCode, 200)
})

test('the pages keep nothing, name themselves to nobody, and run no script but our own file', async () => {
  const { browser } = await workspace.newcomer()
  const pages = [
    await workspace.browser().get('/area/accesso'),
    await workspace.browser().get(`/area/invito/${'x'.repeat(43)}`),
    await browser.get('/area/conferma'),
    await browser.get('/area/profilo'),
  ]
  for (const { headers, body } of pages) {
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['referrer-policy']), /^(no-referrer|same-origin)$/)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /require-trusted-types-for 'script'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.doesNotMatch(body, /<script(?![^>]* src="\/assets\/)|\son\w+=|javascript:/)
  }
  assert.equal(pages[0]!.headers['referrer-policy'], 'no-referrer')
  assert.equal(pages[1]!.headers['referrer-policy'], 'no-referrer')
})

test('each log-in and log-out stands in the log of acts, without a token', async () => {
  const { context } = workspace
  const { device, browser } = await workspace.newcomer()
  await browser.use(device)
  await browser.get('/area')
  const token = cookieOf(browser)
  await browser.post('/area/uscita')
  const rows = await context.db<{ act: string; after: unknown }[]>`
    select act, after from bodies.audit_entry where act like 'session.%' order by id`
  assert.deepEqual(
    rows.map(({ act, after }) => [act, after]),
    [
      ['session.start', { method: 'invitation' }],
      ['session.start', { method: 'passkey' }],
      ['session.end', null],
    ],
  )
  const [all] = await context.db<
    { text: string }[]
  >`select string_agg(entry::text, '') as text from bodies.audit_entry entry`
  assert.ok(!all!.text.includes(token))
})
