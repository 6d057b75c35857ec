// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may give an account back to whom, with the rights of the person alone; and that nobody gains a role by it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { listOutbox } from '../../base/mail/index.ts'
import {
  acceptInvitation,
  findInvitation,
  findSession,
  giveRole,
  inviteRecovery,
  withRights,
  type RecoveryInvited,
} from '../index.ts'
import { logIn, type Person } from '../testing.ts'

let database: TestDatabase
let [first, second] = [0, 0]
const origin = 'https://ascolto.example'

before(async () => {
  database = await testDatabase()
  const rows = await database.db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('primo', 'Primo', 'primo'), ('secondo', 'Secondo', 'secondo')
    returning id`
  ;[first, second] = rows.map(({ id }) => id) as [number, number]
})

async function invite(by: Person, whom: Person, bodyId: number | null): Promise<RecoveryInvited> {
  const session = (await findSession(database.context, by.token))!
  return withRights(database.context, session, (scoped) =>
    inviteRecovery(scoped, { accountId: whom.account.id, bodyId, inviter: by.account, origin }),
  )
}

const why = (invited: RecoveryInvited): string => (invited.ok ? 'ok' : invited.why)

test('an administrator gives an account of the same body back; the link goes to its address', async () => {
  const { context } = database
  const administrator = await logIn(context, { role: 'administrator', bodyId: first })
  const lost = await logIn(context, { role: 'analyst', bodyId: first })
  const invited = await invite(administrator, lost, first)
  assert.ok(invited.ok)
  const [mail] = await listOutbox(context, 1)
  assert.equal(mail?.recipient, lost.account.email)
  assert.match(mail.body, new RegExp(`^Buongiorno ${lost.account.name},`))
  assert.ok(mail.body.includes(`${origin}/area/invito/${invited.token}`))
  const [entry] = await context.db<{ actor: string; subject: string }[]>`
    select actor, subject from bodies.audit_entry where act = 'account.invite-recovery'`
  assert.equal(entry?.actor, administrator.account.pseudonym)
  assert.equal(entry.subject, `account ${lost.account.pseudonym}`)

  assert.ok((await invite(administrator, lost, first)).ok)
  assert.equal(await findInvitation(context, invited.token), undefined, 'a newer link ends the one before')
})

test('nobody does it for themselves, for people of other bodies, or for who has roles beyond the body', async () => {
  const { context } = database
  const administrator = await logIn(context, { role: 'administrator', bodyId: first })
  assert.equal(why(await invite(administrator, administrator, first)), 'self')
  const stranger = await logIn(context, { role: 'analyst', bodyId: second })
  assert.equal(why(await invite(administrator, stranger, first)), 'stranger')
  const both = await logIn(context, { role: 'analyst', bodyId: first }, { role: 'analyst', bodyId: second })
  assert.equal(why(await invite(administrator, both, first)), 'elsewhere')
  const central = await logIn(context, { role: 'analyst', bodyId: first }, { role: 'programme-manager' })
  assert.equal(why(await invite(administrator, central, first)), 'elsewhere')
  const manager = await logIn(context, { role: 'programme-manager' })
  assert.equal(why(await invite(manager, both, null)), 'ok')
  assert.equal(why(await invite(manager, central, null)), 'ok')
})

test('the database refuses a link from who administers nothing, or another body', async () => {
  const { context } = database
  const lost = await logIn(context, { role: 'analyst', bodyId: first })
  const analyst = await logIn(context, { role: 'analyst', bodyId: first })
  await assert.rejects(invite(analyst, lost, first), /row-level security/)
  const other = await logIn(context, { role: 'administrator', bodyId: second })
  assert.equal(why(await invite(other, lost, first)), 'stranger')
  const administrator = await logIn(context, { role: 'administrator', bodyId: first })
  await assert.rejects(invite(administrator, lost, null), /row-level security/)
})

test('a role that comes in before the link is opened makes the link worth nothing', async () => {
  const { context } = database
  const administrator = await logIn(context, { role: 'administrator', bodyId: first })
  const lost = await logIn(context, { role: 'analyst', bodyId: first })
  const invited = await invite(administrator, lost, first)
  assert.ok(invited.ok)
  const given = { accountId: lost.account.id, bodyId: null, services: [], expiresOn: null }
  await giveRole(context, { ...given, role: 'programme-manager' })
  const { id } = (await findInvitation(context, invited.token))!
  assert.equal(await acceptInvitation(context, id, { async attach() {} }), undefined)
  assert.ok(await findSession(context, lost.token), 'nothing was taken away')
})
