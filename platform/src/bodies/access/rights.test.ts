// SPDX-License-Identifier: AGPL-3.0-or-later
// The second lock alone: what the database shows to a person's rights, without any check of the application before it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import type { Body, Service, Touchpoint } from '../index.ts'
import { audit, createService, createTouchpoint, findBody, findSession, listServices, withRights } from '../index.ts'
import { logIn, type GivenRole } from '../testing.ts'

let database: TestDatabase
const bodies: Body[] = []
const services: Service[] = []
const touchpoints: Touchpoint[] = []

before(async () => {
  database = await testDatabase()
  const { context, db } = database
  for (const name of ['primo', 'secondo']) {
    await db`insert into bodies.body (ipa_code, name, sort_name) values (${name}, ${name}, ${name})`
    const body = (await findBody(context, name))!
    bodies.push(body)
    for (const kind of ['dispositivo', 'sito']) {
      const made = await createService(context, body, { name: `${name} ${kind}`, kind })
      assert.ok(made.ok)
      services.push(made.value)
      const opened = await createTouchpoint(context, made.value, { name: 'web' })
      assert.ok(opened.ok)
      touchpoints.push(opened.value)
    }
    await audit(context, { act: 'test', bodyId: body.id, subject: name })
  }
})

async function seenBy(...given: GivenRole[]): Promise<{ services: string[]; touchpoints: number; log: number }> {
  const { context } = database
  const session = (await findSession(context, (await logIn(context, ...given)).token))!
  return withRights(context, session, async ({ db }) => ({
    services: (await db<{ name: string }[]>`select name from bodies.service order by name`).map(({ name }) => name),
    touchpoints: (await db`select from bodies.touchpoint`).length,
    log: (await db`select from bodies.audit_entry`).length,
  }))
}

test('each role sees the rows of its own body, a service owner those entrusted, nobody else’s', async () => {
  const [first] = bodies as [Body, Body]
  const bodyId = first.id
  const own = ['primo dispositivo', 'primo sito']
  assert.deepEqual(await seenBy(), { services: [], touchpoints: 0, log: 0 })
  assert.deepEqual(await seenBy({ role: 'administrator', bodyId }), { services: own, touchpoints: 2, log: 1 })
  assert.deepEqual(await seenBy({ role: 'analyst', bodyId }), { services: own, touchpoints: 2, log: 0 })
  const owner = { role: 'service-owner', bodyId, services: [services[1]!.id] } as const
  assert.deepEqual(await seenBy(owner), { services: ['primo sito'], touchpoints: 1, log: 0 })
  const all = await seenBy({ role: 'programme-manager' })
  assert.deepEqual([all.services.length, all.touchpoints, all.log], [4, 4, 0])
  assert.equal((await seenBy({ role: 'auditor' })).log, 2)
  assert.deepEqual(await seenBy({ role: 'support' }), { services: [], touchpoints: 0, log: 0 })
})

test('an expired role opens nothing', async () => {
  const [first] = bodies as [Body, Body]
  const gone = { role: 'administrator', bodyId: first.id, expiresOn: '2020-01-01' } as const
  assert.deepEqual(await seenBy(gone), { services: [], touchpoints: 0, log: 0 })
})

test('a service cannot be moved to another body, nor anything of it be changed from there', async () => {
  const { context } = database
  const [first, second] = bodies as [Body, Body]
  const person = await logIn(context, { role: 'administrator', bodyId: first.id })
  const session = (await findSession(context, person.token))!
  const denied = /row-level security/
  await assert.rejects(
    withRights(
      context,
      session,
      ({ db }) => db`update bodies.service set body_id = ${second.id} where body_id = ${first.id}`,
    ),
    denied,
  )
  await assert.rejects(
    withRights(context, session, (scoped) => createService(scoped, second, { name: 'intruso', kind: 'sito' })),
    denied,
  )
  const changed = await withRights(
    context,
    session,
    ({ db }) => db`update bodies.touchpoint set state = 'closed' where id = ${touchpoints[2]!.id} returning id`,
  )
  assert.equal(changed.length, 0)
  assert.equal((await listServices(context, second.id)).length, 2)
})

test('what fails is undone with its entry in the log, and the role is given back', async () => {
  const { context, db } = database
  const person = await logIn(context, { role: 'administrator', bodyId: bodies[0]!.id })
  const session = (await findSession(context, person.token))!
  await assert.rejects(
    withRights(context, session, async (scoped) => {
      await audit(scoped, { act: 'half', bodyId: bodies[0]!.id, subject: 'x' })
      throw new Error('halfway')
    }),
    /halfway/,
  )
  assert.equal((await db`select from bodies.audit_entry where act = 'half'`).length, 0)
  const [row] = await db<{ user: string }[]>`select current_user as user`
  assert.notEqual(row!.user, 'ascolto_workspace')
})

test('nobody reads the secrets of the installation with the rights of a person', async () => {
  const { context } = database
  const person = await logIn(context, { role: 'programme-manager' }, { role: 'auditor' })
  const session = (await findSession(context, person.token))!
  await assert.rejects(
    withRights(context, session, ({ db }) => db`select from base.secret`),
    /permission denied/,
  )
})
