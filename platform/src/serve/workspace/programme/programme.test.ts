// SPDX-License-Identifier: AGPL-3.0-or-later
// The programme's pages over HTTP: what they show, who may open them, and what their forms do.
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import type { Role } from '../../../bodies/index.ts'
import {
  adhesionOf,
  findBody,
  findInvitation,
  findSession,
  listAudit,
  listMembers,
  requestAdhesion,
} from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { origin, testWorkspace, type Workspace } from '../login/testing.ts'

let workspace: Workspace
let manager: Person
const here = '/area/programma'

before(async () => {
  workspace = await testWorkspace()
  await workspace.context.db`
    insert into bodies.body (ipa_code, name, sort_name, region_code, category_code, pec) values
      ('c_uno', 'Comune Uno', 'comune uno', '08', 'L6', '{protocollo@pec.uno.example}'),
      ('c_due', 'Comune Due', 'comune due', '08', 'L6', '{}'),
      ('ente_tre', 'Ente Tre', 'ente tre', '12', null, '{}')`
})

beforeEach(async () => {
  const { db } = workspace.context
  await db`delete from bodies.invitation`
  await db`delete from bodies.adhesion`
  await db`delete from base.mail`
  await db`delete from bodies.membership`
  workspace.now = new Date()
  manager = await logIn(workspace.context, { role: 'programme-manager' })
})

const headersOf = (person: Person) => ({ ...person.headers, host: new URL(origin).host })
const get = (url: string, person = manager) => workspace.app.inject({ url, headers: headersOf(person) })
const post = (url: string, fields: Record<string, string> = {}, person = manager) =>
  workspace.app.inject({
    ...{ method: 'POST', url, headers: { ...headersOf(person), 'content-type': 'application/x-www-form-urlencoded' } },
    payload: new URLSearchParams({ _csrf: person.formToken, ...fields }).toString(),
  })

const asked = { name: 'Anna Rossi', email: 'anna@uno.example', office: 'Ufficio digitale', notice: 'yes' }

async function ask(ipa: string): Promise<number> {
  const body = (await findBody(workspace.context, ipa))!
  assert.equal((await requestAdhesion(workspace.context, body, asked, origin)).kind, 'done')
  return (await adhesionOf(workspace.context, body.id))!.id
}

const setState = (id: number, state: string) =>
  workspace.context.db`update bodies.adhesion set state = ${state} where id = ${id}`
const stateOf = async (id: number) =>
  (await workspace.context.db<{ state: string }[]>`select state from bodies.adhesion where id = ${id}`)[0]!.state
const letters = () =>
  workspace.context.db<{ id: number; recipient: string; body: string }[]>`
    select id, recipient, body from base.mail order by id`
const actsOf = async () => (await listAudit(workspace.context, { limit: 5 })).map(({ act }) => act)

test('each page is open to who needs it and to nobody else', async () => {
  const id = await ask('c_uno')
  const pages: Record<string, Role[]> = {
    [here]: ['programme-manager', 'publisher', 'methodologist'],
    [`${here}/enti`]: ['programme-manager', 'publisher', 'methodologist'],
    [`${here}/adesioni`]: ['programme-manager'],
    [`${here}/adesioni/${id}`]: ['programme-manager'],
    [`${here}/adesioni/${id}/rifiuta`]: ['programme-manager'],
    [`${here}/adesioni/${id}/approva`]: ['programme-manager'],
    [`${here}/persone`]: ['programme-manager'],
    [`${here}/posta`]: ['programme-manager'],
    [`${here}/registro`]: ['programme-manager'],
  }
  const { id: bodyId } = (await findBody(workspace.context, 'c_uno'))!
  const people = [
    ...(['programme-manager', 'publisher', 'methodologist', 'support', 'auditor'] as const).map((role) => ({ role })),
    ...(['administrator', 'analyst'] as const).map((role) => ({ role, bodyId })),
  ]
  for (const given of people) {
    const person = await logIn(workspace.context, given)
    for (const [url, roles] of Object.entries(pages)) {
      const { statusCode } = await get(url, person)
      assert.equal(statusCode, roles.includes(given.role) ? 200 : 403, `${given.role} ${url}`)
    }
  }
})

test('the overview answers where we are, and the publisher sees figures without names', async () => {
  await ask('c_uno')
  await ask('c_due')
  const page = (await get(here)).body
  assert.match(page, /0 servizi su 300 e 0 enti su 100/)
  assert.match(page, /Aspettano una decisione[^]+Comune Due/)
  assert.match(page, /Emilia-Romagna/)
  const publisher = await logIn(workspace.context, { role: 'publisher' })
  const figures = (await get(here, publisher)).body
  assert.match(figures, /Adesione chiesta/)
  assert.doesNotMatch(figures, /Anna|Comune Due/)
  assert.match((await get(`${here}/enti?passo=requested`, publisher)).body, /2 enti/)
  assert.match((await get(`${here}/enti?passo=service`)).body, /Nulla corrisponde/)
  assert.match((await get(`${here}/enti?q=uno&regione=08&categoria=L6`)).body, /1 ente/)
})

test('adhesions are searched and filtered by where they stand', async () => {
  await ask('c_uno')
  await ask('c_due')
  assert.match((await get(`${here}/adesioni`)).body, /2 adesioni/)
  const waiting = (await get(`${here}/adesioni?stato=waiting&ordine=name&q=due`)).body
  assert.match(waiting, /1 adesione/)
  assert.match(waiting, /Comune Due/)
  assert.match((await get(`${here}/adesioni?stato=boh&ordine=x&da=-1&q=%00`)).body, /2 adesioni/)
})

test('an approval by hand sends the link where the programme says, and the same form twice makes one link', async () => {
  const id = await ask('c_due')
  const form = (await get(`${here}/adesioni/${id}/approva`)).body
  const once = /name="once" value="([\w-]+)"/.exec(form)![1]!
  assert.match(form, /value="anna@uno\.example"/, 'without a PEC the address of who asked is proposed')
  assert.equal((await post(`${here}/adesioni/${id}/approva`, { once, recipient: 'x' })).statusCode, 400)
  const fields = { once, recipient: 'sindaco@due.example' }
  const replies = [
    await post(`${here}/adesioni/${id}/approva`, fields),
    await post(`${here}/adesioni/${id}/approva`, fields),
  ]
  const links = replies.map(({ body }) => /\/area\/invito\/([\w-]{43})/.exec(body)![1]!)
  assert.equal(links[0], links[1])
  assert.deepEqual(
    (await letters()).map(({ recipient }) => recipient),
    ['sindaco@due.example'],
  )
  const { purpose, role } = (await findInvitation(workspace.context, links[0]!))!
  assert.deepEqual([purpose, role], ['adhesion', 'administrator'])
  assert.ok((await actsOf()).includes('adhesion.approve'))
})

test('a refusal needs a reason, and what was decided cannot be decided again', async () => {
  const id = await ask('c_uno')
  const url = `${here}/adesioni/${id}/rifiuta`
  assert.equal((await post(url, { reason: ' ' })).statusCode, 400)
  assert.equal((await post(url, { reason: 'Ente sbagliato.' })).headers.location, `${here}/adesioni/${id}`)
  assert.match((await letters()).at(-1)!.body, /Ente sbagliato\./)
  assert.equal(await stateOf(id), 'refused')
  const again = await post(url, { reason: 'Ancora.' })
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /qualcun altro ha già deciso/)
  assert.match((await get(`${here}/adesioni/${id}/approva`)).body, /In questo stato non è possibile/)
})

test('suspending, opening again and closing are each written down', async () => {
  const id = await ask('c_uno')
  await setState(id, 'active')
  for (const [way, state] of [
    ['sospendi', 'suspended'],
    ['riattiva', 'active'],
    ['chiudi', 'closed'],
    ['riattiva', 'active'],
  ]) {
    assert.equal((await post(`${here}/adesioni/${id}/${way}`, { reason: 'Motivo.' })).statusCode, 303)
    assert.equal(await stateOf(id), state)
  }
  assert.deepEqual((await actsOf()).slice(0, 4).toReversed(), [
    ...['adhesion.suspend', 'adhesion.reopen', 'adhesion.close', 'adhesion.reopen'],
  ])
})

test('decisions and central roles ask for a fresh proof of identity', async () => {
  const id = await ask('c_uno')
  workspace.now = new Date(workspace.now.getTime() + 11 * 60_000)
  for (const url of [`${here}/adesioni/${id}/rifiuta`, `${here}/persone`, `${here}/persone/invita`]) {
    assert.match(String((await get(url)).headers.location), /^\/area\/conferma\?ritorno=/)
  }
  assert.match(String((await post(`${here}/adesioni/${id}/rifiuta`, { reason: 'x' })).headers.location), /conferma/)
  assert.equal(await stateOf(id), 'requested')
  assert.equal((await get(here)).statusCode, 200)
})

test('a form without its token, or from another site, decides nothing', async () => {
  const id = await ask('c_uno')
  const url = `${here}/adesioni/${id}/rifiuta`
  assert.equal((await post(url, { _csrf: 'falso', reason: 'x' })).statusCode, 403)
  const headers = { ...headersOf(manager), 'sec-fetch-site': 'cross-site' }
  assert.equal((await workspace.app.inject({ method: 'POST', url, headers, payload: {} })).statusCode, 403)
  assert.equal(await stateOf(id), 'requested')
})

test('a mail that did not go out is read, which is written down, and handed over', async () => {
  await ask('c_uno')
  const [letter] = await letters()
  assert.match((await get(`${here}/posta`)).body, /protocollo@pec\.uno\.example/)
  const url = `${here}/posta/${letter!.id}`
  assert.match((await get(url)).body, /\/area\/invito\/[\w-]{43}/)
  assert.deepEqual((await actsOf())[0], 'mail.read')
  assert.equal((await post(`${url}/consegna`)).statusCode, 303)
  assert.doesNotMatch((await get(url)).body, /\/area\/invito\//)
  assert.match((await get(`${here}/posta?stato=handed`)).body, /Consegnato a mano \(1\)/)
  assert.equal((await get(`${here}/posta/999999`)).statusCode, 404)
})

test('central roles are given, changed and taken; somebody always manages the programme', async () => {
  const invite = (fields: object) =>
    post(`${here}/persone/invita`, { name: 'Ugo Blu', email: 'ugo@x.example', ...fields })
  assert.equal((await invite({ role: 'administrator' })).statusCode, 400, 'that is no central role')
  const reply = await invite({ role: 'methodologist', expiresOn: '2099-01-01' })
  const token = /\/area\/invito\/([\w-]{43})/.exec(reply.body)![1]!
  const invitation = (await findInvitation(workspace.context, token))!
  assert.deepEqual(
    [invitation.role, invitation.bodyId, invitation.roleExpiresOn],
    ['methodologist', null, '2099-01-01'],
  )
  assert.match((await get(`${here}/persone`)).body, /Ugo Blu/)
  assert.equal((await post(`${here}/persone/inviti/${invitation.id}/revoca`)).statusCode, 303)
  assert.equal(await findInvitation(workspace.context, token), undefined)

  const other = await logIn(workspace.context, { role: 'publisher' })
  const members = await listMembers(workspace.context, null)
  const idOf = (person: Person) => members.find(({ accountId }) => accountId === person.account.id)!.id
  assert.equal((await post(`${here}/persone/${idOf(other)}`, { expiresOn: '2000-01-01' })).statusCode, 400)
  assert.equal((await post(`${here}/persone/${idOf(other)}`, { expiresOn: '2099-05-01' })).statusCode, 303)
  assert.match((await get(`${here}/persone`)).body, /1º\u00a0maggio 2099/)
  assert.equal((await post(`${here}/persone/${idOf(manager)}/rimuovi`)).statusCode, 409, 'their own')
  assert.equal((await post(`${here}/persone/${idOf(other)}/rimuovi`)).statusCode, 303)
  const { memberships } = (await findSession(workspace.context, other.token))!
  assert.equal(memberships.length, 0)
})

test('the last programme manager stays, whoever decides', async () => {
  const second = await logIn(workspace.context, { role: 'programme-manager', expiresOn: '2099-01-01' })
  const members = await listMembers(workspace.context, null)
  const first = members.find(({ accountId }) => accountId === manager.account.id)!
  const reply = await post(`${here}/persone/${first.id}/rimuovi`, {}, second)
  assert.equal(reply.statusCode, 409)
  assert.match(reply.body, /non può restarne privo/)
  assert.equal((await post(`${here}/persone/${first.id}`, { expiresOn: '2099-01-01' }, second)).statusCode, 409)
})

test('who has lost the passkey gets a link, shown only where no mail goes out', async () => {
  const other = await logIn(workspace.context, { role: 'auditor' })
  const member = (await listMembers(workspace.context, null)).find(({ accountId }) => accountId === other.account.id)!
  const reply = await post(`${here}/persone/${member.id}/recupero`)
  const token = /\/area\/invito\/([\w-]{43})/.exec(reply.body)![1]!
  assert.equal((await findInvitation(workspace.context, token))?.purpose, 'recovery')
  assert.equal((await letters()).at(-1)!.recipient, other.account.email)
})

test('every page speaks English to who wants it', async () => {
  const id = await ask('c_uno')
  await post('/area/lingua', { language: 'en' })
  const english = { ...manager, account: { ...manager.account } }
  for (const [path, words] of Object.entries({
    '': /Where we are/,
    '/enti': /Bodies of the programme/,
    '/adesioni': /adhesion/,
    [`/adesioni/${id}/rifiuta`]: /Refuse the request of/,
    '/persone': /People of the programme/,
    '/posta': /About to go|Not sent/,
    '/registro': /Send the file/,
  })) {
    assert.match((await get(`${here}${path}`, english)).body, words)
  }
})
