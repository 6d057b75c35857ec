// SPDX-License-Identifier: AGPL-3.0-or-later
// Who works for a body and on what terms: what an administrator may decide, what nobody may, and that of two who decide at once
// only one does. Each act runs with the rights of the person alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import type { Context } from '../../base/context.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { listOutbox } from '../../base/mail/index.ts'
import {
  acceptInvitation,
  changeTerms,
  createService,
  endMembership,
  findBody,
  findInvitation,
  findSession,
  giveRole,
  inviteMember,
  listAudit,
  listMembers,
  listPeople,
  searchInvitations,
  withRights,
  type Body,
  type Invited,
  type Service,
} from '../index.ts'
import { logIn, type Person } from '../testing.ts'

let database: TestDatabase
let count = 0

before(async () => {
  database = await testDatabase()
})

/** A body with two services and an administrator, apart from all others. */
async function newBody(): Promise<{ body: Body; services: Service[]; boss: Person }> {
  const { context, db } = database
  const code = `ente${++count}`
  await db`insert into bodies.body (ipa_code, name, sort_name) values (${code}, ${`Ente ${count}`}, ${code})`
  const body = (await findBody(context, code))!
  const services: Service[] = []
  for (const name of ['Anagrafe', 'Tributi']) {
    const made = await createService(context, body, { name, kind: 'sito' })
    assert.ok(made.ok)
    services.push(made.value)
  }
  return { body, services, boss: await logIn(context, { role: 'administrator', bodyId: body.id }) }
}

async function as<Result>(person: Person, act: (context: Context) => Promise<Result>): Promise<Result> {
  return withRights(database.context, (await findSession(database.context, person.token))!, act)
}

async function membershipOf({ account }: Person, { id }: Body): Promise<number> {
  const members = await listMembers(database.context, id)
  return members.find(({ accountId }) => accountId === account.id)?.id ?? 0
}

const lastAct = async (): Promise<string> => (await listAudit(database.context, { limit: 1 }))[0]!.act

const given = { name: 'Ada Neri', email: 'ada@ente.example', role: 'analyst' }
const origin = 'https://ascolto.example'

function invite(
  by: Person,
  body: Body,
  more: object = {},
  token = randomBytes(32).toString('base64url'),
): Promise<Invited> {
  return as(by, (context) =>
    inviteMember(context, { body, inviter: by.account, given: { ...given, ...more }, origin, token }),
  )
}

test('an invitation goes by mail with its link, names the role, and stands in the log without it', async () => {
  const { body, services, boss } = await newBody()
  const more = { role: 'service-owner', services: [services[1]!.slug], expiresOn: '2099-12-31' }
  const invited = await invite(boss, body, more)
  assert.ok(invited.kind === 'invited')
  const [mail] = await listOutbox(database.context, 1)
  assert.equal(mail?.recipient, 'ada@ente.example')
  assert.match(
    mail.body,
    /^Buongiorno Ada Neri,\n\nPersona \d+ ti invita .* Il tuo ruolo per Ente \d+: responsabile di servizio\./,
  )
  assert.ok(mail.body.includes(`${origin}${invited.path}`))
  const token = invited.path.split('/').at(-1)!
  const invitation = (await findInvitation(database.context, token))!
  assert.deepEqual(
    [invitation.role, invitation.services, invitation.roleExpiresOn],
    ['service-owner', [services[1]!.id], '2099-12-31'],
  )
  const [entry] = await listAudit(database.context, { limit: 1 })
  assert.deepEqual(entry!.after, {
    ...{ name: 'Ada Neri', email: 'a•••@ente.example', role: 'service-owner' },
    ...{ services: [services[1]!.slug], expiresOn: '2099-12-31' },
  })
  assert.doesNotMatch(JSON.stringify(entry), new RegExp(token))
})

test('a mail is written in the language of who is known, else in Italian', async () => {
  const { body, boss } = await newBody()
  const known = await logIn(database.context, { role: 'analyst', bodyId: body.id })
  await database.db`update bodies.account set language = 'en' where id = ${known.account.id}`
  await invite(boss, body, { email: known.account.email.toUpperCase(), role: 'administrator' })
  assert.match((await listOutbox(database.context, 1))[0]!.body, /^Hello Ada Neri/)
})

test('what is wrong is told field by field: no service for an owner, a service of another body, a past end, an address as a name', async () => {
  const { body, boss } = await newBody()
  const { services } = await newBody()
  const cases = [
    [{ role: 'service-owner' }, 'services'],
    [{ role: 'service-owner', services: [services[0]!.slug] }, 'services'],
    [{ role: 'programme-manager' }, 'role'],
    [{ role: '' }, 'role'],
    [{ expiresOn: '2020-01-01' }, 'expiresOn'],
    [{ name: 'vieni su www.truffa.example/' }, 'name'],
    [{ email: 'ada' }, 'email'],
  ] as const
  for (const [wrong, field] of cases) {
    const invited = await invite(boss, body, wrong)
    assert.ok(invited.kind === 'faulty', field)
    assert.deepEqual(
      invited.problems.map((problem) => problem.field),
      [field],
    )
  }
  assert.equal((await searchInvitations(database.context, { bodyId: body.id, limit: 9 })).total, 0)
})

test('the same form sent twice, at once too, is one invitation and one mail', async () => {
  const { body, boss } = await newBody()
  const token = randomBytes(32).toString('base64url')
  const mails = (await listOutbox(database.context, 1000)).length
  const [first, second] = await Promise.all([invite(boss, body, {}, token), invite(boss, body, {}, token)])
  assert.deepEqual(first, second)
  assert.equal(first.kind, 'invited')
  assert.equal((await listOutbox(database.context, 1000)).length, mails + 1)
  assert.equal((await searchInvitations(database.context, { bodyId: body.id, limit: 9 })).total, 1)
})

test('a newer invitation ends the one before; who has the role is not invited to it', async () => {
  const { body, boss } = await newBody()
  const [first, second] = [await invite(boss, body), await invite(boss, body, { email: 'ADA@ente.example' })]
  assert.ok(first.kind === 'invited' && second.kind === 'invited')
  assert.equal(await findInvitation(database.context, first.path.split('/').at(-1)!), undefined)
  assert.ok(await findInvitation(database.context, second.path.split('/').at(-1)!))
  const analyst = await logIn(database.context, { role: 'analyst', bodyId: body.id })
  assert.equal((await invite(boss, body, { email: analyst.account.email })).kind, 'member')
  assert.equal((await invite(boss, body, { email: analyst.account.email, role: 'suggestion-reader' })).kind, 'invited')
})

test('nobody opens the invitation they have made, and it stays for whom it is meant', async () => {
  const { context } = database
  const { body } = await newBody()
  const brief = await logIn(context, { role: 'administrator', bodyId: body.id, expiresOn: '2099-01-01' })
  const invited = await invite(brief, body, { role: 'administrator' })
  assert.ok(invited.kind === 'invited')
  const token = invited.path.split('/').at(-1)!
  const { id } = (await findInvitation(context, token))!
  await assert.rejects(
    acceptInvitation(context, id, { accountId: brief.account.id }),
    /lo può accettare soltanto un’altra persona/,
  )
  const [member] = (await listMembers(context, body.id)).filter(({ accountId }) => accountId === brief.account.id)
  assert.equal(member?.expiresOn, '2099-01-01')
  const other = await logIn(context)
  assert.ok(await findInvitation(context, token))
  assert.ok(await acceptInvitation(context, id, { accountId: other.account.id }))
})

test('a role given again adds and takes nothing away; one that is over begins anew', async () => {
  const { context, db } = database
  const { body, services, boss } = await newBody()
  const again = (role: 'administrator' | 'service-owner', expiresOn: string | null, entrusted: Service[] = []) =>
    giveRole(context, {
      accountId: boss.account.id,
      bodyId: body.id,
      role,
      services: entrusted.map(({ id }) => id),
      expiresOn,
    })
  const terms = async (role: string) => {
    const member = (await listMembers(context, body.id)).find((one) => one.role === role)!
    return [member.expiresOn, member.services.length]
  }
  await again('administrator', '2099-01-01')
  assert.deepEqual(await terms('administrator'), [null, 0], 'the only administrator does not come to an end')
  await again('service-owner', '2099-01-01', [services[0]!])
  await again('service-owner', '2098-01-01', [services[1]!])
  assert.deepEqual(await terms('service-owner'), ['2099-01-01', 2])
  await db`update bodies.membership set expires_on = '2020-01-01' where role = 'service-owner' and body_id = ${body.id}`
  await again('service-owner', '2098-01-01', [services[1]!])
  assert.deepEqual(await terms('service-owner'), ['2098-01-01', 1])
  await again('service-owner', null)
  assert.deepEqual(await terms('service-owner'), [null, 1])
})

test('end and services of a role change, with both states in the log; what stays the same leaves no entry', async () => {
  const { body, services, boss } = await newBody()
  const owner = { role: 'service-owner', bodyId: body.id, services: [services[0]!.id] } as const
  const id = await membershipOf(await logIn(database.context, owner), body)
  const change = (more: Readonly<Record<string, unknown>>) =>
    as(boss, (context) => changeTerms(context, { body, id, actor: boss.account, given: more }))
  const terms = { expiresOn: '2099-12-31', services: services.map(({ slug }) => slug) }
  assert.deepEqual(await change(terms), { kind: 'done', own: false })
  const [entry] = await listAudit(database.context, { limit: 1 })
  assert.deepEqual([entry!.act, entry!.actor, entry!.bodyId], ['member.change', boss.account.pseudonym, body.id])
  assert.deepEqual(entry!.before, { role: 'service-owner', services: [services[0]!.slug], expiresOn: null })
  assert.deepEqual(entry!.after, { role: 'service-owner', services: terms.services, expiresOn: '2099-12-31' })
  await change(terms)
  assert.equal((await listAudit(database.context, { limit: 1 }))[0]!.id, entry!.id)
  const wrong = await change({ ...terms, services: [] })
  assert.equal(wrong.kind, 'faulty')
})

test('an end that has come may stay while the services change', async () => {
  const { body, services, boss } = await newBody()
  const owner = {
    role: 'service-owner',
    bodyId: body.id,
    services: [services[0]!.id],
    expiresOn: '2020-01-01',
  } as const
  const id = await membershipOf(await logIn(database.context, owner), body)
  const more = { expiresOn: '2020-01-01', services: [services[1]!.slug] }
  assert.equal(
    (await as(boss, (context) => changeTerms(context, { body, id, actor: boss.account, given: more }))).kind,
    'done',
  )
})

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
    assert.deepEqual(kinds.toSorted(), ['done', 'last'])
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
