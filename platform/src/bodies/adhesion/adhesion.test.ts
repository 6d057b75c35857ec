// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Context } from '../../base/context.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import type { Mail } from '../../base/mail/index.ts'
import type { Body } from '../index.ts'
import {
  acceptAgreement,
  acceptInvitation,
  adhesionOf,
  approveAdhesion,
  currentAgreement,
  decideAdhesion,
  findBody,
  findInvitation,
  findSession,
  isCurrent,
  listAdhesions,
  listMembers,
  mayDo,
  renewAgreement,
  requestAdhesion,
  standingOf,
  withRights,
  type Decided,
  type Decision,
} from '../index.ts'
import { logIn, type Person } from '../testing.ts'
import { expireAdhesions } from './request-adhesion.ts'

let database: TestDatabase
let context: Context
let manager: Person
let now = new Date('2026-11-25T09:00:00Z')
let made = 0

const asked = { name: 'Anna Rossi', email: 'anna@ente.example', office: 'Ufficio digitale', notice: 'yes' }
const origin = 'https://ascolto.example'

before(async () => {
  database = await testDatabase({ now: () => now })
  context = database.context
  manager = await logIn(context, { role: 'programme-manager' })
})

async function someBody(pec: string[] = ['protocollo@pec.ente.example', 'altra@pec.ente.example']): Promise<Body> {
  const name = `ente-${++made}-fine`
  await database.db`
    insert into bodies.body (ipa_code, name, sort_name, pec) values (${name}, ${name}, ${name}, ${pec})`
  return (await findBody(context, name))!
}

const ask = (body: Body, given: object = {}) => requestAdhesion(context, body, { ...asked, ...given }, origin)

const lettersAbout = (body: Body) => database.db<Mail[]>`
  select recipient, subject, body from base.mail where subject like ${`%${body.name}%`} order by id`

const tokenIn = (text: string): string => /\/area\/invito\/([\w-]{43})/.exec(text)![1]!

async function linkOf(body: Body): Promise<number> {
  const letter = (await lettersAbout(body)).at(-1)!
  return (await findInvitation(context, tokenIn(letter.body)))!.id
}

async function join(body: Body): Promise<Person> {
  assert.equal((await ask(body)).kind, 'done')
  const id = await linkOf(body)
  const adhesion = (await adhesionOf(context, body.id))!
  assert.ok(await acceptAgreement(context, adhesion.id, currentAgreement().version))
  const person = await logIn(context)
  assert.ok(await acceptInvitation(context, id, { accountId: person.account.id }))
  return person
}

async function decide(body: Body, decision: Decision, given: object = { reason: 'Perché sì.' }): Promise<Decided> {
  const session = (await findSession(context, manager.token))!
  return withRights(context, session, async (scoped) => {
    const adhesion = (await adhesionOf(scoped, body.id))!
    return decideAdhesion(scoped, decision, { adhesion, body, decider: session.account, given: { ...given }, origin })
  })
}

test('the link goes to the first PEC of the registry; who opens it with the agreement accepted has joined', async () => {
  const body = await someBody()
  assert.deepEqual(await standingOf(context, body), { kind: 'free' })
  await ask(body)
  const [letter, ...more] = await lettersAbout(body)
  assert.deepEqual([letter!.recipient, more.length], ['protocollo@pec.ente.example', 0])
  assert.match(letter!.body, /Anna Rossi \(Ufficio digitale\)[^]+https:\/\/ascolto\.example\/area\/invito\//)
  const standing = await standingOf(context, body)
  assert.deepEqual(standing, {
    ...{ kind: 'sent', to: 'pr•••@pec.ente.example', asked: now, until: new Date(now.getTime() + 7 * 86_400_000) },
  })
  const adhesion = (await adhesionOf(context, body.id))!
  await acceptAgreement(context, adhesion.id, currentAgreement().version)
  const account = await acceptInvitation(context, await linkOf(body), { pseudonym: crypto.randomUUID() })
  assert.ok(account)
  assert.deepEqual(await standingOf(context, body), { kind: 'joined' })
  const joined = (await adhesionOf(context, body.id))!
  assert.deepEqual([joined.state, joined.agreementVersion, joined.acceptedAt], ['active', '2026-11', now])
  assert.ok(isCurrent(joined))
  assert.deepEqual(
    (await listMembers(context, body.id)).map(({ role, accountId }) => [role, accountId]),
    [['administrator', account.id]],
  )
})

test('without the agreement in force nobody joins, and the link stays good', async () => {
  const body = await someBody()
  await ask(body)
  const person = await logIn(context)
  const proof = { accountId: person.account.id }
  const { id } = (await adhesionOf(context, body.id))!
  for (const version of ['2020-01', undefined, '']) assert.ok(!(await acceptAgreement(context, id, version)))
  await assert.rejects(acceptInvitation(context, await linkOf(body), proof), /convenzione/)
  await database.db`update bodies.adhesion set agreement_version = '2026-11', agreement_hash = 'another' where id = ${id}`
  await assert.rejects(acceptInvitation(context, await linkOf(body), proof), /convenzione/)
  assert.equal((await listMembers(context, body.id)).length, 0)
  assert.ok(await acceptAgreement(context, id, currentAgreement().version))
  assert.ok(await acceptInvitation(context, await linkOf(body), proof))
})

test('asking again with the same address changes nothing; somebody else is told that one is open', async () => {
  const body = await someBody()
  const together = await Promise.all([ask(body), ask(body), ask(body, { email: 'ANNA@ente.example' })])
  assert.deepEqual(
    together.map(({ kind }) => kind),
    ['done', 'done', 'done'],
  )
  assert.equal((await lettersAbout(body)).length, 1)
  assert.deepEqual(await ask(body, { email: 'bruno@ente.example' }), { kind: 'refused' })
  assert.equal((await listAdhesions(context, { q: body.name, limit: 9 })).total, 1)
})

test('a body that has joined, or that the registry closed, is refused kindly', async () => {
  const body = await someBody()
  await join(body)
  assert.deepEqual(await ask(body), { kind: 'refused' })
  const closed = { ...(await someBody()), state: 'closed' } as const
  assert.deepEqual(await standingOf(context, closed), { kind: 'closed' })
  assert.deepEqual(await ask(closed), { kind: 'refused' })
})

test('what is missing or would carry an address into a mail is said field by field', async () => {
  const body = await someBody()
  for (const [given, field] of [
    [{ name: '' }, 'name'],
    [{ name: 'Vinci su www.truffa.example' }, 'name'],
    [{ office: 'https://truffa.example' }, 'office'],
    [{ office: 'scrivi a x@y.example' }, 'office'],
    [{ email: 'non è un indirizzo' }, 'email'],
    [{ email: 'a@b.it, c@d.it' }, 'email'],
    [{ notice: undefined }, 'notice'],
    [{ name: ['x'] }, 'name'],
  ] as const) {
    const refused = await ask(body, given)
    assert.deepEqual(refused.kind === 'faulty' && refused.problems.map((problem) => problem.field), [field])
  }
  assert.equal((await listAdhesions(context, { q: body.name, limit: 9 })).total, 0)
})

test('a link nobody opened in time ends the request, and anybody may ask anew', async () => {
  const body = await someBody()
  await ask(body)
  const before = now
  now = new Date(now.getTime() + 8 * 86_400_000)
  assert.deepEqual(await standingOf(context, body), { kind: 'free' })
  assert.equal((await ask(body, { email: 'bruno@ente.example' })).kind, 'done')
  const { items } = await listAdhesions(context, { q: body.name, limit: 9 })
  assert.deepEqual(
    items.map(({ stage }) => stage),
    ['sent', 'expired'],
  )
  now = new Date(now.getTime() + 8 * 86_400_000)
  await expireAdhesions(context)
  assert.equal((await adhesionOf(context, body.id))!.state, 'expired')
  now = before
})

test('where the registry has no PEC the programme decides where the link goes', async () => {
  const body = await someBody(['not an address'])
  await ask(body)
  assert.equal((await standingOf(context, body)).kind, 'waiting')
  assert.equal((await lettersAbout(body)).length, 0)
  const later = now
  now = new Date(now.getTime() + 90 * 86_400_000)
  await expireAdhesions(context)
  assert.equal((await standingOf(context, body)).kind, 'waiting', 'what waits for the programme does not end by itself')
  now = later
  const fresh = await logIn(context, { role: 'programme-manager' })
  const session = (await findSession(context, fresh.token))!
  const adhesion = (await adhesionOf(context, body.id))!
  const deciding = { adhesion, body, decider: session.account, origin, given: { recipient: 'sindaco@ente.example' } }
  const wrong = await withRights(context, session, (scoped) =>
    approveAdhesion(scoped, { ...deciding, given: { recipient: 'nessuno' } }),
  )
  assert.equal(wrong.kind, 'faulty')
  const first = await withRights(context, session, (scoped) => approveAdhesion(scoped, deciding))
  const second = await withRights(context, session, (scoped) => approveAdhesion(scoped, deciding))
  assert.ok(first.kind === 'done' && second.kind === 'done')
  assert.equal(await findInvitation(context, tokenIn(first.path)), undefined, 'the link before is worth nothing')
  assert.ok(await findInvitation(context, tokenIn(second.path)))
  assert.deepEqual(
    (await lettersAbout(body)).map(({ recipient }) => recipient),
    Array(2).fill('sindaco@ente.example'),
  )
})

test('a refusal needs a reason, reaches who asked, and takes the link away', async () => {
  const body = await someBody()
  await ask(body)
  const id = await linkOf(body)
  assert.equal((await decide(body, 'refuse', { reason: ' ' })).kind, 'faulty')
  assert.deepEqual(await decide(body, 'refuse'), { kind: 'done' })
  assert.deepEqual(await decide(body, 'refuse'), { kind: 'late' })
  const letter = (await lettersAbout(body)).at(-1)!
  assert.equal(letter.recipient, 'anna@ente.example')
  assert.match(letter.body, /Perché sì\./)
  const person = await logIn(context)
  assert.equal(await acceptInvitation(context, id, { accountId: person.account.id }), undefined)
  assert.equal((await standingOf(context, body)).kind, 'free')
})

test('only what is possible from a state can be decided', async () => {
  const body = await someBody()
  await join(body)
  const path: [Decision, Decided['kind']][] = [
    ['refuse', 'late'],
    ['reopen', 'late'],
    ['suspend', 'done'],
    ['suspend', 'late'],
    ['reopen', 'done'],
    ['close', 'done'],
    ['suspend', 'late'],
    ['reopen', 'done'],
    ['suspend', 'done'],
    ['close', 'done'],
  ]
  for (const [decision, kind] of path) assert.equal((await decide(body, decision)).kind, kind, decision)
  await ask(body)
  assert.equal((await adhesionOf(context, body.id))!.state, 'requested')
  assert.equal((await decide(body, 'refuse')).kind, 'done')
})

test('an adhesion is not opened again beside a newer one', async () => {
  const body = await someBody()
  await join(body)
  await decide(body, 'close')
  const session = (await findSession(context, manager.token))!
  const adhesion = (await adhesionOf(context, body.id))!
  await ask(body)
  const deciding = { adhesion, body, decider: session.account, given: {}, origin }
  assert.deepEqual(await withRights(context, session, (scoped) => decideAdhesion(scoped, 'reopen', deciding)), {
    kind: 'late',
  })
})

test('people of a held body read but write nothing, in the application and in the database', async () => {
  const body = await someBody()
  const person = await join(body)
  const subject = { bodyId: body.id, serviceId: null }
  const may = async () => {
    const session = (await findSession(context, person.token))!
    const writes = await withRights(
      context,
      session,
      ({ db }) => db`update bodies.adhesion set reason = 'x' where body_id = ${body.id} returning id`,
    )
    const can = (permission: Parameters<typeof mayDo>[1]) => mayDo(session.memberships, permission, subject)
    return { read: can('body.read'), keys: can('key.read'), write: can('service.create'), rows: writes.length }
  }
  const free = { read: true, keys: true, write: true, rows: 1 }
  const held = { read: true, keys: true, write: false, rows: 0 }
  assert.deepEqual(await may(), free)
  await decide(body, 'suspend')
  assert.deepEqual(await may(), held)
  await decide(body, 'reopen', {})
  assert.deepEqual(await may(), free)
  await decide(body, 'close')
  assert.deepEqual(await may(), held)
  const told = (await lettersAbout(body)).filter(({ recipient }) => recipient === person.account.email)
  assert.equal(told.length, 3)
})

test('a new version of the agreement is accepted by an administrator, and only the one in force', async () => {
  const body = await someBody()
  const person = await join(body)
  await database.db`update bodies.adhesion set agreement_version = '2026-01', agreement_hash = 'old' where body_id = ${body.id}`
  assert.equal((await listAdhesions(context, { stage: 'renew', limit: 9 })).items[0]?.bodyName, body.name)
  const session = (await findSession(context, person.token))!
  const renew = (version: unknown) =>
    withRights(context, session, async (scoped) =>
      renewAgreement(scoped, (await adhesionOf(scoped, body.id))!, session.account, version),
    )
  assert.equal(await renew('2026-01'), false)
  assert.equal(await renew('2026-11'), true)
  const adhesion = (await adhesionOf(context, body.id))!
  assert.deepEqual([isCurrent(adhesion), adhesion.acceptedBy], [true, person.account.name])
})
