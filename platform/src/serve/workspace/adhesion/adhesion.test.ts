// SPDX-License-Identifier: AGPL-3.0-or-later
// Joining over HTTP, as somebody new does it: without an account, with what the mail brought.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { adhesionOf, currentAgreement, findBody, listMembers } from '../../../bodies/index.ts'
import { TestAuthenticator } from '../../../bodies/passkeys/testing.ts'
import { logIn } from '../../../bodies/testing.ts'
import { origin, testWorkspace, type Workspace } from '../login/testing.ts'

let workspace: Workspace
const url = '/area/adesione/c_prova'
const asked = { name: 'Anna Rossi', email: 'anna@prova.example', office: 'Ufficio digitale', notice: 'yes' }

beforeEach(async () => {
  workspace = await testWorkspace()
  await workspace.context.db`
    insert into bodies.body (ipa_code, name, sort_name, acronym, pec)
    values ('c_prova', 'Comune di Prova', 'comune di prova', 'PROVA', '{protocollo@pec.prova.example}')`
})

const body = async () => (await findBody(workspace.context, 'c_prova'))!
const letters = () =>
  workspace.context.db<{ recipient: string; body: string }[]>`select recipient, body from base.mail order by id`

/** @returns the path of the link in the last mail. */
async function link(): Promise<string> {
  const text = (await letters()).at(-1)!.body
  assert.match(text, new RegExp(`${origin}/area/invito/`))
  return /\/area\/invito\/[\w-]{43}/.exec(text)![0]
}

test('a body is found by name, acronym or code; closed ones say so', async () => {
  await workspace.context.db`
    insert into bodies.body (ipa_code, name, sort_name, state) values ('vecchio', 'Comune Vecchio', 'comune vecchio', 'closed')`
  const browser = workspace.browser()
  assert.match((await browser.get('/area/adesione')).body, /10|Dieci|dieci minuti/)
  for (const q of ['prova', 'PROVA', 'c_prova', 'comune prov']) {
    assert.match(
      (await browser.get(`/area/adesione?q=${encodeURIComponent(q)}`)).body,
      /href="\/area\/adesione\/c_prova"/,
    )
  }
  assert.match((await browser.get('/area/adesione?q=vecchio')).body, /non più attivo/)
  assert.match((await browser.get('/area/adesione?q=%00nulla')).body, /Nessun ente trovato/)
  assert.match((await browser.get('/area/adesione?q=prova', { 'accept-language': 'en' })).body, /Choose your body/)
})

test('from the request to the workspace: the PEC is shown masked, the mail has the link, the agreement is accepted', async () => {
  const browser = workspace.browser()
  const form = (await browser.get(url)).body
  assert.match(form, /pr•••@pec\.prova\.example/)
  assert.doesNotMatch(form, /protocollo@/)
  const sent = await browser.post(url, asked)
  assert.equal(sent.headers.location, `${url}?fatto=1`)
  const after = (await browser.get(`${url}?fatto=1`)).body
  assert.match(after, /La tua richiesta è arrivata/)
  assert.doesNotMatch(after, /Anna|anna@|protocollo@/)
  const path = await link()
  const opener = workspace.browser()
  assert.match((await opener.get(path)).body, /«Comune di Prova» sta per aderire/)
  const person = { name: 'Bruno Neri', email: 'bruno@prova.example' }
  const without = await opener.post(path, person)
  assert.equal(without.statusCode, 400)
  assert.match(without.body, /bisogna accettare la convenzione/)
  const early = await opener.make(new TestAuthenticator(origin), `${path}/passkey`)
  assert.notEqual(early.statusCode, 200)
  const { version } = currentAgreement()
  assert.equal((await opener.post(path, { ...person, agreement: version })).headers.location, `${path}?passo=2`)
  assert.equal((await opener.make(new TestAuthenticator(origin), `${path}/passkey`)).statusCode, 200)
  const adhesion = (await adhesionOf(workspace.context, (await body()).id))!
  assert.deepEqual([adhesion.state, adhesion.agreementVersion, adhesion.acceptedBy], ['active', version, 'Bruno Neri'])
  const page = (await opener.get('/area/enti/c_prova/adesione')).body
  assert.match(page, /Attiva\./)
  assert.match(page, /Anna Rossi, Ufficio digitale/)
  assert.match(page, /da Bruno Neri/)
  assert.match((await browser.get(url)).body, /ha già aderito/)
})

test('who is logged in accepts the agreement in one step', async () => {
  await workspace.browser().post(url, asked)
  const path = await link()
  const { browser } = await workspace.newcomer({ purpose: 'member', role: 'support' })
  await browser.get(path)
  assert.equal((await browser.post(`${path}/accetta`)).statusCode, 400)
  const { version } = currentAgreement()
  assert.equal((await browser.post(`${path}/accetta`, { agreement: version })).headers.location, '/area/enti/c_prova')
  assert.equal((await listMembers(workspace.context, (await body()).id)).length, 1)
})

test('what is wrong comes back with what was written; nothing is sent', async () => {
  const reply = await workspace.browser().post(url, { ...asked, email: 'anna', notice: '' })
  assert.equal(reply.statusCode, 400)
  assert.match(reply.body, /value="Ufficio digitale"/)
  assert.match(reply.body, /serve un indirizzo di posta[^]+per continuare serve la tua conferma/)
  assert.equal((await letters()).length, 0)
})

test('a request from another site is refused', async () => {
  const browser = workspace.browser()
  browser.headers = { 'sec-fetch-site': 'cross-site' }
  assert.equal((await browser.post(url, asked)).statusCode, 403)
  assert.equal((await letters()).length, 0)
})

test('a body gets only so many mails in an hour, whoever asks', async () => {
  const ask = async () => (await workspace.browser().post(url, asked)).statusCode
  for (let time = 0; time < 5; time++) {
    assert.equal(await ask(), 303)
    await workspace.context.db`update bodies.adhesion set state = 'refused' where state = 'requested'`
  }
  assert.equal(await ask(), 429)
  assert.equal((await letters()).length, 5)
  workspace.now = new Date(workspace.now.getTime() + 3_600_000)
  assert.equal(await ask(), 303)
})

test('requests that come to nothing do not use up the hour', async () => {
  for (let time = 0; time < 9; time++) assert.equal((await workspace.browser().post(url, {})).statusCode, 400)
  assert.equal((await workspace.browser().post(url, asked)).statusCode, 303)
})

test('the link never follows a name that only the request gives', async () => {
  const browser = workspace.browser()
  browser.headers = { host: 'ascolto.truffa.example' }
  assert.equal((await browser.get(url)).statusCode, 400)
  assert.equal((await browser.post(url, asked)).statusCode, 400)
  assert.equal((await letters()).length, 0)
})

test('a new version waits on the body’s page; an analyst reads, an administrator accepts', async () => {
  const { context, app } = workspace
  const { id: bodyId } = await body()
  await context.db`
    insert into bodies.adhesion (body_id, requester_name, requester_email, state, agreement_version, agreement_hash,
                                 accepted_at, requested_at)
    values (${bodyId}, 'Anna', 'anna@prova.example', 'active', '2026-01', 'old', now(), now())`
  const here = '/area/enti/c_prova/adesione'
  const analyst = await logIn(context, { role: 'analyst', bodyId })
  const administrator = await logIn(context, { role: 'administrator', bodyId })
  const { version } = currentAgreement()
  const get = async (person: typeof analyst) =>
    (await app.inject({ url: here, headers: { ...person.headers, host: 'localhost' } })).body
  const post = async (person: typeof analyst, agreement: string) =>
    app.inject({
      ...{ method: 'POST', url: here, headers: { ...person.headers, host: 'localhost' } },
      payload: { _csrf: person.formToken, agreement },
    })
  assert.match(await get(analyst), /la deve accettare un amministratore/)
  assert.match(await get(administrator), /A nome di Comune di Prova accetto/)
  assert.equal((await post(analyst, version)).statusCode, 403)
  assert.equal((await post(administrator, '2026-01')).statusCode, 400)
  assert.equal((await post(administrator, version)).statusCode, 303)
  assert.doesNotMatch(await get(administrator), /nuova versione/)
})
