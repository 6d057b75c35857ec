// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages about people over HTTP: what an administrator does there, from the invitation to the end of a role.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listOutbox } from '../../../base/mail/index.ts'
import { createInvitation, findBody, findInvitation, listMembers, viewAs } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { testServe } from '../../testing.ts'
import { bodies, boss, home, idOf, invited, member, serve, services, stranger } from './testing.ts'

/** The form as the page gives it: its name for what is sent twice. */
async function onceOf(url: string, person: Person): Promise<string> {
  return /name="once" value="([\w-]{43})"/.exec((await serve.get(url, person)).body)![1]!
}

test('the list names people, roles, services and ends, and warns of those that come soon', async () => {
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const owner = await member('service-owner', { services: [services[0]!.id], expiresOn: soon })
  const gone = await member('analyst', { expiresOn: '2020-03-01' })
  await serve.db`update bodies.account set name = '<i>Ada</i>' where id = ${owner.account.id}`
  const { body } = await serve.get(home, boss)
  assert.match(body, /&lt;i&gt;Ada&lt;\/i&gt;/)
  assert.match(body, /Responsabile di servizio\s*<small>Servizio INPS<\/small>/)
  assert.match(body, /<span class="tag tag-warm">Scade (il |l’)/)
  assert.match(body, /<span class="tag">Scaduto il 1º\smarzo\s2020<\/span>/)
  assert.match(body, /1 ruolo scade entro 30 giorni\./)
  assert.match(body, /Senza scadenza/)
  assert.match(body, /<span class="tag">sei tu<\/span>/)
  assert.doesNotMatch(body, new RegExp(stranger.account.email))
  const found = await serve.get(`${home}?q=${gone.account.email}`, boss)
  assert.match(found.body, new RegExp(gone.account.name))
  assert.doesNotMatch(found.body, new RegExp(owner.account.email))
})

test('who manages the programme and support see the people and cannot change them; other roles see nothing', async () => {
  const manager = await logIn(serve.context, { role: 'programme-manager' })
  const helper = await logIn(serve.context, { role: 'support' })
  await viewAs(serve.context, helper.token, bodies[0]!.id)
  for (const person of [manager, helper]) {
    const { statusCode, body } = await serve.get(home, person)
    assert.equal(statusCode, 200)
    assert.match(body, new RegExp(boss.account.email))
    assert.doesNotMatch(body, /persone\/invita|>Modifica|>\s*Revoca/)
    assert.equal((await serve.get(`${home}/invita`, person)).statusCode, 403)
    assert.equal((await serve.post(`${home}/invita`, invited, person)).statusCode, 403)
  }
  for (const person of [await member('analyst'), await member('service-owner'), stranger]) {
    for (const page of ['', '/inviti', '/invita', `/${await idOf(boss)}`]) {
      assert.equal((await serve.get(home + page, person)).statusCode, 403)
    }
  }
})

test('an invitation shows its link once; the form sent twice shows the same, and there is one', async () => {
  const once = await onceOf(`${home}/invita`, boss)
  const mails = (await listOutbox(serve.context, 1000)).length
  const replies = await Promise.all([1, 2].map(() => serve.post(`${home}/invita`, { ...invited, once }, boss)))
  const links = replies.map(({ statusCode, body, headers }) => {
    assert.equal(statusCode, 200)
    assert.equal(headers['cache-control'], 'no-store')
    return /http:\/\/localhost:\d+\/area\/invito\/([\w-]{43})/.exec(body)![1]!
  })
  assert.equal(links[0], links[1])
  assert.equal((await listOutbox(serve.context, 1000)).length, mails + 1)
  const list = await serve.get(home, boss)
  assert.equal(list.body.match(/ada@ente\.example/g)?.length, 1)
  assert.doesNotMatch(list.body, new RegExp(links[0]!))
  assert.match(replies[0]!.body, /Questa installazione non spedisce posta/)
})

test('another form makes another invitation, and another person’s the same name does not make the same link', async () => {
  const once = await onceOf(`${home}/invita`, boss)
  const other = await member('administrator')
  const linkOf = async (person: Person, more: object = {}) => {
    const { body } = await serve.post(
      `${home}/invita`,
      { ...invited, email: 'uno@ente.example', once, ...more },
      person,
    )
    return /invito\/([\w-]{43})/.exec(body)?.[1]
  }
  const links = [
    await linkOf(boss),
    await linkOf(other),
    await linkOf(boss, { once: 'x' }),
    await linkOf(boss, { once: 'x' }),
  ]
  assert.equal(new Set(links).size, 4)
  assert.ok(links.every((link) => link !== undefined))
})

test('a revoked invitation opens nothing; revoking it again changes nothing more', async () => {
  const token = await createInvitation(serve.context, {
    ...invited,
    purpose: 'member',
    role: 'analyst',
    bodyId: bodies[0]!.id,
  })
  const { id } = (await findInvitation(serve.context, token))!
  assert.equal((await serve.post(`${home}/inviti/${id}/revoca`, {}, boss)).headers.location, home)
  assert.equal(await findInvitation(serve.context, token), undefined)
  const acts = async () =>
    (await serve.db`select from bodies.audit_entry where act = 'member.withdraw-invitation'`).length
  const count = await acts()
  assert.equal((await serve.post(`${home}/inviti/${id}/revoca`, {}, boss)).statusCode, 303)
  assert.equal(await acts(), count)
})

test('end and services of a role change; what is wrong comes back with what was written', async () => {
  const owner = await member('service-owner', { services: [services[0]!.id] })
  const id = await idOf(owner)
  const page = await serve.get(`${home}/${id}`, boss)
  assert.match(page.body, new RegExp(`value="${services[0]!.slug}" checked`))
  const wrong = await serve.post(`${home}/${id}`, { expiresOn: '2020-01-01' }, boss)
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Scadenza: serve una data da domani in poi/)
  assert.match(wrong.body, /Servizi: scegli almeno una voce/)
  assert.match(wrong.body, /value="2020-01-01"/)
  const right = { expiresOn: '2099-12-31', services: [services[0]!.slug] }
  assert.equal((await serve.post(`${home}/${id}`, right, boss)).headers.location, home)
  assert.match((await serve.get(home, boss)).body, /31\sdicembre\s2099/)
})

test('a person who is removed can do nothing more in the very session that is open', async () => {
  const analyst = await member('analyst')
  assert.equal((await serve.get('/area/enti/inps', analyst)).statusCode, 200)
  const id = await idOf(analyst)
  assert.equal((await serve.post(`${home}/${id}/rimuovi`, {}, boss)).headers.location, home)
  assert.equal((await serve.get('/area/enti/inps', analyst)).statusCode, 403)
  const again = await serve.post(`${home}/${id}/rimuovi`, {}, boss)
  assert.equal(again.statusCode, 404)
  assert.match(again.body, /non lavora, o non lavora più, per l’ente/)
})

test('an administrator leaves only when it is confirmed, is led home, and cannot leave the body alone', async () => {
  const [alone] = await serve.db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('aci', 'ACI', 'aci') returning id`
  const last = await logIn(serve.context, { role: 'administrator', bodyId: alone!.id })
  const aci = '/area/enti/aci/persone'
  const [own] = await listMembers(serve.context, alone!.id)
  const page = await serve.get(`${aci}/${own!.id}`, last)
  assert.doesNotMatch(page.body, /name="expiresOn"/)
  const refused = await serve.post(`${aci}/${own!.id}/rimuovi`, { confirm: 'yes' }, last)
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /È l’unico amministratore senza scadenza/)
  assert.equal((await serve.post(`${aci}/${own!.id}`, { expiresOn: '2099-01-01' }, last)).statusCode, 409)
  await logIn(serve.context, { role: 'administrator', bodyId: alone!.id })
  const asked = await serve.post(`${aci}/${own!.id}/rimuovi`, {}, last)
  assert.equal(asked.statusCode, 409)
  assert.match(asked.body, /conferma che hai capito/)
  assert.equal((await serve.post(`${aci}/${own!.id}/rimuovi`, { confirm: 'yes' }, last)).headers.location, '/area')
  assert.equal((await serve.get(aci, last)).statusCode, 403)
})

test('a new access is offered; with a mail server only the person gets the link', async () => {
  const analyst = await member('analyst')
  const shown = await serve.post(`${home}/${await idOf(analyst)}/recupero`, {}, boss)
  assert.match(shown.body, /\/area\/invito\/[\w-]{43}/)
  const mailing = await testServe({ smtpUrl: 'smtp://localhost:1' })
  await mailing.db`insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS', 'inps')`
  const body = (await findBody(mailing.context, 'inps'))!
  const admin = await logIn(mailing.context, { role: 'administrator', bodyId: body.id })
  const lost = await logIn(mailing.context, { role: 'analyst', bodyId: body.id })
  const { id } = (await listMembers(mailing.context, body.id)).find(({ accountId }) => accountId === lost.account.id)!
  const sent = await mailing.post(`${home}/${id}/recupero`, {}, admin)
  assert.equal(sent.statusCode, 200)
  assert.doesNotMatch(sent.body, /\/area\/invito\//)
  assert.match(sent.body, new RegExp(`È partito per ${lost.account.email}`))
  const [mail] = await listOutbox(mailing.context, 1)
  assert.equal(mail!.recipient, lost.account.email)
})

test('of who has roles beyond the body only the programme manager gives the access back', async () => {
  const both = await logIn(
    serve.context,
    { role: 'analyst', bodyId: bodies[0]!.id },
    { role: 'analyst', bodyId: bodies[1]!.id },
  )
  const id = await idOf(both)
  const refused = await serve.post(`${home}/${id}/recupero`, {}, boss)
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /può darglielo solo chi è responsabile del programma/)
  assert.equal((await serve.get(`${home}/${id}/accesso`, boss)).statusCode, 403)
  assert.equal((await serve.post(`${home}/${id}/accesso`, {}, boss)).statusCode, 403)
  const manager = await logIn(serve.context, { role: 'programme-manager' })
  assert.match((await serve.get(home, manager)).body, new RegExp(`persone/${id}/accesso`))
  assert.equal((await serve.get(`${home}/${id}/accesso`, manager)).statusCode, 200)
  const given = await serve.post(`${home}/${id}/accesso`, {}, manager)
  assert.equal(given.statusCode, 200)
  assert.match(given.body, /\/area\/invito\/[\w-]{43}/)
})
