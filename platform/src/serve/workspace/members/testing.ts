// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: two bodies with a service and an administrator each, and what their tables say of people.
import assert from 'node:assert/strict'
import { before } from 'node:test'
import { createService, findBody, listMembers, type Body, type Service } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { testServe, type TestServe } from '../../testing.ts'

export let serve: TestServe
export const bodies: Body[] = []
export const services: Service[] = []
/** Administrator of the first body, and of the second. */
export let boss: Person
export let stranger: Person
export const home = '/area/enti/inps/persone'

before(async () => {
  serve = await testServe()
  const { context, db } = serve
  for (const name of ['INPS', 'INAIL']) {
    const code = name.toLowerCase()
    await db`insert into bodies.body (ipa_code, name, sort_name) values (${code}, ${name}, ${code})`
    const body = (await findBody(context, code))!
    bodies.push(body)
    const made = await createService(context, body, { name: `Servizio ${name}`, kind: 'sito' })
    assert.ok(made.ok)
    services.push(made.value)
  }
  boss = await logIn(context, { role: 'administrator', bodyId: bodies[0]!.id })
  stranger = await logIn(context, { role: 'administrator', bodyId: bodies[1]!.id })
})

/** Somebody who works for the first body. */
export const member = (role: 'administrator' | 'analyst' | 'service-owner', more: object = {}): Promise<Person> =>
  logIn(serve.context, { role, bodyId: bodies[0]!.id, ...more })

/** Of the membership. */
export async function idOf(person: Person, body: Body = bodies[0]!): Promise<number> {
  return (await listMembers(serve.context, body.id)).find(({ accountId }) => accountId === person.account.id)!.id
}

/** Everything that says who may do what. */
export async function everything(): Promise<string> {
  const { db } = serve
  return JSON.stringify([
    await db`select * from bodies.membership order by id`,
    await db`select * from bodies.owned_service order by 1, 2`,
    await db`select * from bodies.invitation order by id`,
    await db`select count(*) from base.mail`,
  ])
}

export const invited = { name: 'Ada Neri', email: 'ada@ente.example', role: 'analyst' }
