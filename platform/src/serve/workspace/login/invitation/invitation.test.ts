// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening an invitation over HTTP: once, in time, by whoever has the link, and for exactly what it says.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { listOutbox } from '../../../../base/mail/index.ts'
import {
  adhesionOf,
  createInvitation,
  findBody,
  findSession,
  firstAccess,
  invitationPath,
  requestAdhesion,
  revokeInvitation,
} from '../../../../bodies/index.ts'
import { TestAuthenticator } from '../../../../bodies/passkeys/testing.ts'
import { logIn } from '../../../../bodies/testing.ts'
import { origin, testWorkspace, type TestBrowser, type Workspace } from '../testing.ts'

let workspace: Workspace
let bodyId: number
beforeEach(async () => {
  workspace = await testWorkspace()
  const [body] = await workspace.context.db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Comune di Prova', 'prova') returning id`
  bodyId = body!.id
})

const invited = { purpose: 'member', role: 'analyst', name: 'Ada Neri', email: 'ada@ente.example' } as const
const session = ({ cookies }: TestBrowser) => findSession(workspace.context, cookies.get('__Host-ascolto') ?? '')
const device = () => new TestAuthenticator(origin)

async function invite(more: object = {}): Promise<string> {
  return invitationPath(await createInvitation(workspace.context, { ...invited, bodyId, ...more }))
}

async function accounts(): Promise<number> {
  return (await workspace.context.db`select from bodies.account`).length
}

test('the page says who invites, for what, where and until when; looking changes nothing', async () => {
  const { account } = await logIn(workspace.context, { role: 'administrator', bodyId })
  const path = await invite({ invitedBy: account.id, roleExpiresOn: '2099-03-01' })
  const browser = workspace.browser()
  for (let look = 0; look < 3; look++) {
    const { statusCode, body, headers } = await browser.get(path)
    assert.equal(statusCode, 200)
    assert.match(body, new RegExp(`${account.name} ti invita in Ascolto come analista dell’ente «Comune di Prova»\\.`))
    assert.match(body, /fino al 1º\u00a0marzo 2099/)
    assert.match(body, /value="Ada Neri"/)
    assert.equal(headers['set-cookie'], undefined)
  }
  const english = await browser.get(path, { 'accept-language': 'en-GB' })
  assert.match(english.body, /invites you to Ascolto as analyst of Comune di Prova/)
})

test('name and address are confirmed first, then a passkey is made, and the person is in', async () => {
  const path = await invite()
  const browser = workspace.browser()
  const wrong = await browser.post(path, { name: ' ', email: 'ada' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Nome: scrivi qualcosa/)
  assert.match(wrong.body, /serve un indirizzo di posta/)
  assert.match(wrong.body, /value="ada"/)
  const right = await browser.post(path, { name: 'Ada <b>Neri</b>', email: 'neri@ente.example' })
  assert.equal(right.headers.location, `${path}?passo=2`)
  const page = await browser.get(`${path}?passo=2`)
  assert.match(page.body, /Ada &lt;b&gt;Neri&lt;\/b&gt;, neri@ente\.example/)
  const reply = await browser.make(device(), `${path}/passkey`)
  assert.deepEqual(reply.json(), { way: '/area/enti/ente' })
  const { account, method, memberships } = (await session(browser))!
  assert.deepEqual([account.name, account.email, method], ['Ada <b>Neri</b>', 'neri@ente.example', 'invitation'])
  assert.deepEqual(
    memberships.map(({ role, bodyId: body }) => [role, body]),
    [['analyst', bodyId]],
  )
  assert.match((await browser.get('/area')).body, /Comune di Prova/)
})

test('the first programme manager comes in by the link of the start, and names themselves', async () => {
  const path = invitationPath((await firstAccess(workspace.context))!)
  const browser = workspace.browser()
  assert.match((await browser.get(path)).body, /Ti invitano in Ascolto come responsabile del programma\./)
  const early = await browser.make(device(), `${path}/passkey`)
  assert.equal(early.statusCode, 400)
  assert.match(early.json().message, /conferma chi sei/)
  assert.match((await browser.get(`${path}?passo=2`)).body, /Chi sei/)
  await browser.post(path, { name: 'Prima Persona', email: 'prima@programma.example' })
  assert.equal((await browser.make(device(), `${path}/passkey`)).statusCode, 200)
  assert.equal(await firstAccess(workspace.context), undefined)
})

test('an invitation that opens nothing says why, kindly, and gives no account', async () => {
  const used = await invite()
  assert.equal((await workspace.browser().make(device(), `${used}/passkey`)).statusCode, 200)
  const revoked = await invite()
  const [last] = await workspace.context.db<{ id: number }[]>`select max(id) as id from bodies.invitation`
  await revokeInvitation(workspace.context, bodyId, last!.id)
  const expired = await invite({ hours: -1 })
  const before = await accounts()
  const pages = [
    [used, 410, /già stato usato/],
    [revoked, 410, /ritirato/],
    [expired, 410, /scaduto/],
    [`/area/invito/${'x'.repeat(43)}`, 404, /non esiste/],
    ['/area/invito/corto', 404, /non esiste/],
    ['/area/invito/%00', 404, /non esiste/],
  ] as const
  for (const [path, status, words] of pages) {
    // Wrong attempts are counted by the minute.
    workspace.now = new Date(workspace.now.getTime() + 60_000)
    const browser = workspace.browser()
    for (const reply of [await browser.get(path), await browser.post(path, { name: 'x', email: 'x@y.it' })]) {
      assert.equal(reply.statusCode, status, path)
      assert.match(reply.body, words)
    }
    assert.equal((await browser.make(device(), `${path}/passkey`)).statusCode, 410, path)
    assert.equal((await browser.get(`${path}/spid`)).statusCode, status, path)
  }
  assert.equal(await accounts(), before)
})

test('of two who open an invitation at the same moment one comes in, and the other leaves nothing behind', async () => {
  const path = await invite()
  const before = await accounts()
  const browsers = Array.from({ length: 4 }, () => workspace.browser())
  const answers = await Promise.all(
    browsers.map(async (browser) => {
      const options = (await browser.postJson(`${path}/passkey/opzioni`, {})).json()
      return device().create(options)
    }),
  )
  const replies = await Promise.all(
    browsers.map((browser, index) => browser.postJson(`${path}/passkey`, { answer: answers[index]! })),
  )
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
    [200, 410, 410, 410],
  )
  assert.equal(await accounts(), before + 1)
  assert.equal((await workspace.context.db`select from bodies.passkey`).length, 1)
  assert.equal((await Promise.all(browsers.map(session))).filter(Boolean).length, 1)
})

test('a challenge of one invitation opens no other, and none opens with a passkey that was made wrongly', async () => {
  const [first, second] = [await invite(), await invite()]
  const browser = workspace.browser()
  const options = (await browser.postJson(`${first}/passkey/opzioni`, {})).json()
  const crossed = await browser.postJson(`${second}/passkey`, { answer: device().create(options) })
  assert.equal(crossed.statusCode, 403)
  for (const fault of [{ origin: 'https://altro.example' }, { verified: false }, { rpId: 'altro.example' }]) {
    assert.equal((await browser.make(device(), `${second}/passkey`, {}, fault)).statusCode, 403, JSON.stringify(fault))
  }
  assert.equal(await session(browser), undefined)
  assert.equal((await browser.make(device(), `${second}/passkey`)).statusCode, 200)
})

test('who is logged in adds the role to what they have', async () => {
  const { context } = workspace
  const person = await logIn(context, { role: 'auditor' })
  const browser = workspace.browser()
  browser.cookies.set('__Host-ascolto', person.token)
  const path = await invite()
  const page = await browser.get(path)
  assert.match(page.body, new RegExp(`Accetta come ${person.account.name}`))
  assert.equal((await browser.post(`${path}/accetta`, { _csrf: 'altro' })).statusCode, 403)
  const before = await accounts()
  const reply = await browser.post(`${path}/accetta`)
  assert.equal(reply.headers.location, '/area/enti/ente')
  assert.equal(await accounts(), before)
  assert.deepEqual(
    (await session(browser))!.memberships.map(({ role }) => role),
    ['auditor', 'analyst'],
  )
  assert.equal((await browser.get(path)).statusCode, 410)
})

test('nobody is led to accept by another site', async () => {
  const person = await logIn(workspace.context, { role: 'auditor' })
  const browser = workspace.browser()
  browser.cookies.set('__Host-ascolto', person.token)
  const path = await invite()
  await browser.get(path)
  browser.headers = { 'sec-fetch-site': 'cross-site' }
  for (const url of [path, `${path}/accetta`]) assert.equal((await browser.post(url)).statusCode, 403, url)
  assert.equal((await browser.postJson(`${path}/passkey/opzioni`, {})).statusCode, 403)
})

test('a link to come back ends the passkeys and the sessions of before', async () => {
  const lost = await workspace.newcomer({ role: 'analyst', bodyId })
  const { account } = (await session(lost.browser))!
  const path = await invite({ purpose: 'recovery', role: null, accountId: account.id })
  const elsewhere = workspace.browser()
  await elsewhere.use(lost.device)
  const browser = workspace.browser()
  const page = await browser.get(path)
  assert.match(page.body, /Qui crei una nuova passkey per l’accesso di Ada Neri/)
  assert.doesNotMatch(page.body, /name="email"/)
  const found = device()
  assert.equal((await browser.make(found, `${path}/passkey`)).statusCode, 200)
  const back = (await session(browser))!
  assert.equal(back.account.id, account.id)
  assert.deepEqual(
    back.memberships.map(({ role }) => role),
    ['analyst'],
  )
  for (const old of [lost.browser, elsewhere]) assert.equal(await session(old), undefined)
  assert.equal((await workspace.browser().use(lost.device)).statusCode, 403)
  assert.equal((await workspace.browser().use(found)).statusCode, 200)
  const entries = await workspace.context.db`select from bodies.audit_entry where act = 'account.recover'`
  assert.equal(entries.length, 1)
})

test('a link to come back is for its account alone: nobody accepts it with their own', async () => {
  const lost = await workspace.newcomer({ role: 'analyst', bodyId })
  const { account } = (await session(lost.browser))!
  const path = await invite({ purpose: 'recovery', role: null, accountId: account.id })
  const other = await workspace.newcomer({ role: 'analyst', bodyId, email: 'altra@ente.example' })
  const page = await other.browser.get(path)
  assert.doesNotMatch(page.body, /Accetta come/)
  await other.browser.get('/area')
  assert.equal((await other.browser.post(`${path}/accetta`)).statusCode, 410)
  assert.equal((await workspace.browser().use(lost.device)).statusCode, 200, 'nothing was taken away')
  assert.equal((await workspace.browser().get(path)).statusCode, 200, 'the link waits for who it is for')
})

test('a body joins by its link, with the agreement accepted in the version that is shown, and not without', async () => {
  const { context } = workspace
  const body = (await findBody(context, 'ente'))!
  await context.db`update bodies.body set pec = '{protocollo@pec.ente.example}' where id = ${bodyId}`
  const person = { name: 'Anna Rossi', email: 'anna@ente.example', office: 'Ufficio digitale', notice: 'yes' }
  await requestAdhesion(context, body, person, origin)
  const [mail] = await listOutbox(context, 1)
  const path = /\/area\/invito\/[\w-]{43}/.exec(mail!.body)![0]
  const browser = workspace.browser()
  const page = await browser.get(path)
  assert.match(page.body, /L’ente «Comune di Prova» sta per aderire ad Ascolto/)
  const version = /name="agreement"\s+value="([^"]+)"/.exec(page.body)![1]!
  const named = { name: 'Carla Blu', email: 'carla@ente.example' }
  for (const agreement of [{}, { agreement: '1999-01' }]) {
    const refused = await browser.post(path, { ...named, ...agreement })
    assert.equal(refused.statusCode, 400)
    assert.match(refused.body, /bisogna accettare la convenzione/)
    assert.match(refused.body, /value="Carla Blu"/)
  }
  assert.equal((await browser.make(device(), `${path}/passkey`)).statusCode, 400)
  assert.equal((await browser.post(path, { ...named, agreement: version })).statusCode, 303)
  assert.equal((await browser.make(device(), `${path}/passkey`)).statusCode, 200)
  const adhesion = (await adhesionOf(context, bodyId))!
  assert.deepEqual([adhesion.state, adhesion.acceptedBy, adhesion.agreementVersion], ['active', 'Carla Blu', version])
  assert.deepEqual(
    (await session(browser))!.memberships.map(({ role }) => role),
    ['administrator'],
  )
})

test('who is logged in accepts the agreement with the role', async () => {
  const { context } = workspace
  await context.db`update bodies.body set pec = '{protocollo@pec.ente.example}' where id = ${bodyId}`
  const asked = { name: 'Anna Rossi', email: 'anna@ente.example', office: 'Ufficio', notice: 'yes' }
  await requestAdhesion(context, (await findBody(context, 'ente'))!, asked, origin)
  const [mail] = await listOutbox(context, 1)
  const path = /\/area\/invito\/[\w-]{43}/.exec(mail!.body)![0]
  const { token } = await logIn(context, { role: 'auditor' })
  const browser = workspace.browser()
  browser.cookies.set('__Host-ascolto', token)
  const page = await browser.get(path)
  assert.equal((await browser.post(`${path}/accetta`)).statusCode, 400)
  const agreement = /name="agreement"\s+value="([^"]+)"/.exec(page.body)![1]!
  assert.equal((await browser.post(`${path}/accetta`, { agreement })).statusCode, 303)
  assert.equal((await adhesionOf(context, bodyId))?.state, 'active')
})
