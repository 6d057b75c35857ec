// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a body with services and an administrator, and acts with the rights of one person alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before } from 'node:test'
import type { Context } from '../../base/context.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import {
  createService,
  findBody,
  findSession,
  inviteMember,
  listAudit,
  listMembers,
  withRights,
  type Body,
  type Invited,
  type Service,
} from '../index.ts'
import { logIn, type Person } from '../testing.ts'

export let database: TestDatabase
let count = 0

before(async () => {
  database = await testDatabase()
})

/** A body with two services and an administrator, apart from all others. */
export async function newBody(): Promise<{ body: Body; services: Service[]; boss: Person }> {
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

export async function as<Result>(person: Person, act: (context: Context) => Promise<Result>): Promise<Result> {
  return withRights(database.context, (await findSession(database.context, person.token))!, act)
}

export async function membershipOf({ account }: Person, { id }: Body): Promise<number> {
  const members = await listMembers(database.context, id)
  return members.find(({ accountId }) => accountId === account.id)?.id ?? 0
}

export const lastAct = async (): Promise<string> => (await listAudit(database.context, { limit: 1 }))[0]!.act

export const given = { name: 'Ada Neri', email: 'ada@ente.example', role: 'analyst' }
export const origin = 'https://ascolto.example'

export function invite(
  by: Person,
  body: Body,
  more: object = {},
  token = randomBytes(32).toString('base64url'),
): Promise<Invited> {
  return as(by, (context) =>
    inviteMember(context, { body, inviter: by.account, given: { ...given, ...more }, origin, token }),
  )
}
