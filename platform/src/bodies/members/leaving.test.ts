// SPDX-License-Identifier: AGPL-3.0-or-later
// Who stops working for a body: what an administrator may decide, what nobody may, and that of two who decide at once only
// one does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeTerms,
  endMembership,
  findInvitation,
  findSession,
  listAudit,
  listMembers,
  listPeople,
} from '../index.ts'
import { logIn, type Person } from '../testing.ts'
import { database, newBody, as, membershipOf, lastAct, invite } from './testing.ts'

test('nobody changes their own role; giving it up is asked once more', async () => {
  const { body, boss } = await newBody()
  const second = await logIn(database.context, { role: 'administrator', bodyId: body.id, expiresOn: '2099-01-01' })
  const changing = { body, id: await membershipOf(second, body), actor: second.account }
  assert.equal(
    (await as(second, (context) => changeTerms(context, { ...changing, given: { expiresOn: '' } }))).kind,
    'self',
  )
  assert.equal((await as(second, (context) => endMembership(context, { ...changing, given: {} }))).kind, 'unconfirmed')
  const left = await as(second, (context) => endMembership(context, { ...changing, given: { confirm: 'yes' } }))
  assert.deepEqual(left, { kind: 'done', own: true })
  assert.equal(
    (await findSession(database.context, second.token))!.memberships.length,
    0,
    'the open session has lost it',
  )
  assert.ok(boss)
})

test('the last administrator cannot be removed nor come to an end, a suspended one or one who ends does not count', async () => {
  const { context, db } = database
  const { body, boss } = await newBody()
  const brief = await logIn(context, { role: 'administrator', bodyId: body.id, expiresOn: '2099-01-01' })
  const gone = await logIn(context, { role: 'administrator', bodyId: body.id })
  await db`update bodies.account set state = 'suspended' where id = ${gone.account.id}`
  const changing = { body, id: await membershipOf(boss, body), actor: brief.account }
  const end = { ...changing, given: { expiresOn: '2099-01-01' } }
  assert.equal((await as(brief, (scoped) => changeTerms(scoped, end))).kind, 'last')
  assert.equal((await as(brief, (scoped) => endMembership(scoped, { ...changing, given: {} }))).kind, 'last')
  await db`update bodies.account set state = 'active' where id = ${gone.account.id}`
  assert.equal((await as(brief, (scoped) => endMembership(scoped, { ...changing, given: {} }))).kind, 'done')
  assert.equal(await lastAct(), 'member.remove')
})

test('of two administrators who remove each other at the same moment one stays', async () => {
  for (let round = 0; round < 10; round++) {
    const { body, boss } = await newBody()
    const other = await logIn(database.context, { role: 'administrator', bodyId: body.id })
    const remove = async (by: Person, whom: Person) => {
      const id = await membershipOf(whom, body)
      return () => as(by, (context) => endMembership(context, { body, id, actor: by.account, given: {} }))
    }
    const acts = [await remove(boss, other), await remove(other, boss)]
    const kinds = (await Promise.all(acts.map((act) => act()))).map(({ kind }) => kind)
    assert.equal((await listMembers(database.context, body.id)).length, 1)
    // Whoever comes second is told that the other is the last, or has lost the role already and sees nobody.
    const [first, second] = kinds.toSorted()
    assert.equal(first, 'done')
    assert.ok(second === 'last' || second === 'unknown', second)
  }
})

test('of two who leave and are given an end at the same moment one stays without end', async () => {
  const { body, boss } = await newBody()
  const other = await logIn(database.context, { role: 'administrator', bodyId: body.id })
  const ids = [await membershipOf(boss, body), await membershipOf(other, body)]
  await Promise.all([
    as(boss, (context) =>
      endMembership(context, { body, id: ids[0]!, actor: boss.account, given: { confirm: 'yes' } }),
    ),
    as(boss, (context) =>
      changeTerms(context, { body, id: ids[1]!, actor: boss.account, given: { expiresOn: '2099-01-01' } }),
    ),
  ])
  const left = await listMembers(database.context, body.id)
  assert.ok(left.some(({ expiresOn }) => expiresOn === null))
})

test('with who leaves go the invitations they have made for the body, and the links that give them access back', async () => {
  const { body, boss } = await newBody()
  const other = await logIn(database.context, { role: 'administrator', bodyId: body.id })
  const made = await invite(other, body)
  const kept = await invite(boss, body, { email: 'altra@ente.example' })
  const id = await membershipOf(other, body)
  await as(boss, (context) => endMembership(context, { body, id, actor: boss.account, given: {} }))
  assert.ok(made.kind === 'invited' && kept.kind === 'invited')
  assert.equal(await findInvitation(database.context, made.path.split('/').at(-1)!), undefined)
  assert.ok(await findInvitation(database.context, kept.path.split('/').at(-1)!))
  const [entry] = await listAudit(database.context, { limit: 1 })
  assert.deepEqual(entry!.after, { revokedInvitations: 1 })
})

test('a membership of another body is none, and the database alone lets nobody change it', async () => {
  const { body, boss } = await newBody()
  const elsewhere = await newBody()
  const id = await membershipOf(elsewhere.boss, elsewhere.body)
  assert.equal(
    (await as(boss, (context) => endMembership(context, { body, id, actor: boss.account, given: {} }))).kind,
    'unknown',
  )
  const analyst = await logIn(database.context, { role: 'analyst', bodyId: body.id })
  const own = await membershipOf(analyst, body)
  for (const person of [boss, analyst]) {
    const rows = await as(
      person,
      ({ db }) =>
        db`delete from bodies.membership where id = any(${[id, ...(person === analyst ? [own] : [])]}) returning id`,
    )
    assert.equal(rows.length, 0)
  }
  await assert.rejects(invite(analyst, body), /row-level security/)
  await assert.rejects(invite(boss, elsewhere.body), /row-level security/)
})

test('five hundred people are searched, sorted and paged by the database', async () => {
  const { context, db } = database
  const { body, services, boss } = await newBody()
  await db`
    with made as (
      insert into bodies.account (name, email, created_at)
      select 'Collega ' || lpad(n::text, 3, '0'), 'collega' || n || '@ente.example', now() from generate_series(1, 498) n
      returning id, email
    )
    insert into bodies.membership (account_id, body_id, role, created_at, expires_on)
    select id, ${body.id}, 'analyst', now(), case when email = 'collega7@ente.example' then '2099-01-01'::date end from made`
  const { account } = await logIn(context, {
    role: 'service-owner',
    bodyId: body.id,
    services: services.map(({ id }) => id),
  })
  await db`update bodies.account set name = 'Niccolò D''Àvila' where id = ${account.id}`
  const list = (search: object) => as(boss, (scoped) => listPeople(scoped, { bodyId: body.id, limit: 25, ...search }))
  const names = async (search: object) => (await list(search)).items.map(({ name }) => name)
  assert.equal((await list({})).total, 500)
  assert.deepEqual((await names({ offset: 25 })).slice(0, 2), ['Collega 026', 'Collega 027'])
  assert.equal((await names({ offset: 475 })).length, 25)
  assert.deepEqual((await names({ sort: 'role' })).slice(0, 2), [boss.account.name, "Niccolò D'Àvila"])
  assert.deepEqual((await names({ sort: 'end' })).slice(0, 1), ['Collega 007'])
  assert.deepEqual(await names({ q: 'davila' }), [])
  for (const q of ['NICCOLO avila', 'd’avila niccolò']) assert.deepEqual(await names({ q }), ["Niccolò D'Àvila"])
  assert.deepEqual(await names({ q: 'collega411@ente' }), ['Collega 411'])
  assert.deepEqual(await names({ q: '100%' }), ['Collega 100'], 'signs of the search are no patterns')
  assert.deepEqual((await list({ q: 'niccolo' })).items[0]!.serviceNames, ['Anagrafe', 'Tributi'])
})
