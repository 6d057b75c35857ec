// SPDX-License-Identifier: AGPL-3.0-or-later
// What must not work on the pages about people: ids of other bodies in addresses and forms, forms that are not ours, proofs of
// identity that are old, bodies that are held. Each changes nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createInvitation, findInvitation } from '../../../bodies/index.ts'
import { logIn } from '../../../bodies/testing.ts'
import { bodies, boss, everything, home, idOf, invited, member, serve, services, stranger } from './testing.ts'

test('changes need a fresh proof of identity and a form of our own', async () => {
  const person = await member('administrator')
  const analyst = await member('analyst')
  const changes = [
    `${home}/invita`,
    `${home}/${await idOf(analyst)}`,
    `${home}/${await idOf(analyst)}/rimuovi`,
    `${home}/${await idOf(analyst)}/recupero`,
  ]
  const before = await everything()
  for (const url of changes) {
    assert.equal((await serve.post(url, { ...invited, _csrf: 'x'.repeat(43) }, person)).statusCode, 403, url)
    const foreign = { ...person, headers: { ...person.headers, 'sec-fetch-site': 'cross-site' } }
    assert.equal((await serve.post(url, invited, foreign)).statusCode, 403, url)
  }
  await serve.db`update bodies.session set fresh_at = now() - interval '11 minutes' where account_id = ${person.account.id}`
  for (const url of changes) {
    const reply = await serve.post(url, invited, person)
    assert.match(String(reply.headers.location), /^\/area\/conferma\?ritorno=/, url)
  }
  assert.equal((await serve.get(home, person)).statusCode, 200, 'looking needs none')
  assert.equal(await everything(), before)
})

test('ids of another body lead nowhere, whoever asks, and change nothing', async () => {
  const theirs = await idOf(stranger, bodies[1])
  const token = await createInvitation(serve.context, {
    ...invited,
    purpose: 'member',
    role: 'analyst',
    bodyId: bodies[1]!.id,
  })
  const invitation = (await findInvitation(serve.context, token))!.id
  const adhesion = await createInvitation(serve.context, {
    purpose: 'adhesion',
    role: 'administrator',
    bodyId: bodies[0]!.id,
  })
  const ownAdhesion = (await findInvitation(serve.context, adhesion))!.id
  const before = await everything()
  const odd = ['0', '-1', '1e3', '999999999', '99999999999999999999', `${theirs}%00`, `${theirs} or 1=1`]
  for (const id of [theirs, ...odd]) {
    assert.ok([403, 404].includes((await serve.get(`${home}/${id}`, boss)).statusCode), `${id}`)
    for (const act of ['', '/rimuovi', '/recupero']) {
      const { statusCode } = await serve.post(`${home}/${id}${act}`, { confirm: 'yes', expiresOn: '2099-01-01' }, boss)
      assert.ok([403, 404].includes(statusCode), `${id}${act} ${statusCode}`)
      const other = await serve.post(`/area/enti/inail/persone/${id}${act}`, { confirm: 'yes' }, boss)
      assert.ok([403, 404].includes(other.statusCode))
    }
  }
  for (const id of [invitation, ownAdhesion, ...odd]) {
    assert.equal((await serve.post(`${home}/inviti/${id}/revoca`, {}, boss)).statusCode, 404, `${id}`)
  }
  assert.equal((await serve.post(`/area/enti/inail/persone/inviti/${invitation}/revoca`, {}, boss)).statusCode, 403)
  assert.equal(await everything(), before)
})

test('who administers two bodies does not reach the people of one by the address of the other', async () => {
  const own = bodies.map(({ id }) => ({ role: 'administrator', bodyId: id }) as const)
  const both = await logIn(serve.context, ...own)
  const theirs = await idOf(stranger, bodies[1])
  const more = { ...invited, purpose: 'member', role: 'analyst', bodyId: bodies[1]!.id } as const
  const { id } = (await findInvitation(serve.context, await createInvitation(serve.context, more)))!
  const before = await everything()
  assert.equal((await serve.get(`/area/enti/inail/persone/${theirs}`, both)).statusCode, 200)
  assert.equal((await serve.get(`${home}/${theirs}`, both)).statusCode, 404)
  for (const act of ['', '/rimuovi', '/recupero']) {
    assert.equal((await serve.post(`${home}/${theirs}${act}`, { expiresOn: '2099-01-01' }, both)).statusCode, 404, act)
  }
  assert.equal((await serve.post(`${home}/inviti/${id}/revoca`, {}, both)).statusCode, 404)
  assert.equal(await everything(), before)
})

test('a service of another body is not entrusted, in an invitation neither', async () => {
  const owner = await member('service-owner', { services: [services[0]!.id] })
  const before = await everything()
  for (const slug of [services[1]!.slug, String(services[1]!.id), '']) {
    const changed = await serve.post(`${home}/${await idOf(owner)}`, { services: slug }, boss)
    assert.equal(changed.statusCode, 400, slug)
    const more = { role: 'service-owner', services: slug }
    assert.equal((await serve.post(`${home}/invita`, { ...invited, ...more }, boss)).statusCode, 400, slug)
  }
  assert.equal(await everything(), before)
})

test('while the body is held its people are seen and not changed', async () => {
  const [held] = await serve.db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('enit', 'ENIT', 'enit') returning id`
  const admin = await logIn(serve.context, { role: 'administrator', bodyId: held!.id })
  await createInvitation(serve.context, { ...invited, purpose: 'member', role: 'analyst', bodyId: held!.id })
  await serve.db`
    insert into bodies.adhesion (body_id, requester_name, requester_email, state, requested_at)
    values (${held!.id}, 'x', 'x@x.example', 'suspended', now())`
  const { statusCode, body } = await serve.get('/area/enti/enit/persone', admin)
  assert.equal(statusCode, 200)
  assert.match(body, /ada@ente\.example/)
  assert.doesNotMatch(body, /persone\/invita/)
  assert.equal((await serve.post('/area/enti/enit/persone/invita', invited, admin)).statusCode, 403)
})
