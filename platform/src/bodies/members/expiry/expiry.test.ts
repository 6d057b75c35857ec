// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { addDays, dayOf } from '../../../base/day.ts'
import { testDatabase, type TestDatabase } from '../../../base/database/testing.ts'
import { listOutbox, type Mail } from '../../../base/mail/index.ts'
import { changeTerms, findBody, listMembers, warnBeforeEnd, type Body } from '../../index.ts'
import { logIn, type Person } from '../../testing.ts'

const start = new Date('2026-03-10T10:00:00Z')
const today = dayOf(start)
let now: Date
let database: TestDatabase
let body: Body
let boss: Person

beforeEach(async () => {
  now = start
  database = await testDatabase({ now: () => now })
  const config = { ...database.context.config, workspaceUrl: 'https://area.example' }
  database = { ...database, context: { ...database.context, config } }
  await database.db`insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Comune di Prova', 'prova')`
  body = (await findBody(database.context, 'ente'))!
  boss = await logIn(database.context, { role: 'administrator', bodyId: body.id })
})

const ending = (days: number, more: object = {}): Promise<Person> =>
  logIn(database.context, { role: 'analyst', bodyId: body.id, expiresOn: addDays(today, days), ...more })

/** The mails written since the last look, oldest first. */
let seen = 0
async function newMails(): Promise<Mail[]> {
  const mails = (await listOutbox(database.context, 1000)).toReversed()
  const fresh = mails.slice(seen)
  seen = mails.length
  return fresh
}
beforeEach(() => {
  seen = 0
})

/** Lets the days pass, with the job's turn on each. @returns the days before the end on which it warned. */
async function pass(days: number, until: number): Promise<number[]> {
  const warned: number[] = []
  for (let day = 0; day <= days; day++) {
    now = new Date(start.getTime() + day * 86_400_000)
    if ((await warnBeforeEnd(database.context)) > 0) warned.push(until - day)
  }
  return warned
}

test('the person and the administrators are told thirty and seven days before, once each', async () => {
  const person = await ending(40)
  assert.deepEqual(await pass(45, 40), [30, 7])
  const mails = await newMails()
  assert.deepEqual(
    mails.map(({ recipient }) => recipient),
    [person.account.email, boss.account.email, person.account.email, boss.account.email],
  )
  const [own, others] = mails as [Mail, Mail]
  assert.equal(own.subject, 'Ascolto: il tuo ruolo per Comune di Prova scade il 19 aprile 2026')
  assert.match(own.body, /^Buongiorno Persona \d+,[^]*- analista, fino al 19 aprile 2026/)
  assert.equal(others.subject, 'Ascolto: ruoli in scadenza per Comune di Prova')
  assert.match(others.body, new RegExp(`- ${person.account.name}, analista, fino al 19 aprile 2026`))
  assert.match(others.body, /https:\/\/area\.example\/area\/enti\/ente\/persone/)
  assert.doesNotMatch(mails.map(({ subject, body: text }) => subject + text).join(), /\{\w+\}/)
})

test('a worker that was away does not make up for one warning with two', async () => {
  await ending(40)
  now = new Date(start.getTime() + 35 * 86_400_000)
  assert.equal(await warnBeforeEnd(database.context), 1)
  assert.equal(await warnBeforeEnd(database.context), 0)
  assert.equal((await newMails()).length, 2)
})

test('what is over, has no end, ends later, or belongs to who may not come in is passed over', async () => {
  await ending(-1)
  await ending(31)
  const suspended = await ending(5)
  await database.db`update bodies.account set state = 'suspended' where id = ${suspended.account.id}`
  assert.equal(await warnBeforeEnd(database.context), 0)
  assert.deepEqual(await newMails(), [])
})

test('several workers at once write each mail once', async () => {
  for (let number = 0; number < 5; number++) await ending(20)
  const warned = await Promise.all(Array.from({ length: 6 }, () => warnBeforeEnd(database.context)))
  assert.equal(
    warned.reduce((sum, one) => sum + one, 0),
    5,
  )
  const mails = await newMails()
  assert.equal(mails.length, 6, 'five people, and one list for their administrator')
  assert.equal(mails.filter(({ body: text }) => text.includes('- Persona')).length, 1)
})

test('a failure leaves nothing half done: the next turn warns', async () => {
  await ending(20)
  await database.db`alter table base.mail add constraint none check (false) not valid`
  await assert.rejects(warnBeforeEnd(database.context), /none/)
  await database.db`alter table base.mail drop constraint none`
  assert.equal(await warnBeforeEnd(database.context), 1)
})

test('several roles of one person make one mail, in their language; an administrator does not hear of their own twice', async () => {
  const other = await logIn(
    database.context,
    { role: 'administrator', bodyId: body.id, expiresOn: addDays(today, 9) },
    { role: 'analyst', bodyId: body.id, expiresOn: addDays(today, 20) },
  )
  await database.db`update bodies.account set language = 'en' where id = ${other.account.id}`
  assert.equal(await warnBeforeEnd(database.context), 2)
  const mails = await newMails()
  assert.deepEqual(
    mails.map(({ recipient }) => recipient),
    [other.account.email, boss.account.email],
  )
  assert.match(mails[0]!.body, /- administrator, until 19 March 2026\n- analyst, until 30 March 2026/)
  assert.match(mails[1]!.body, /- Persona \d+, amministratore, fino al 19 marzo 2026\n- Persona \d+, analista/)
})

test('a central role that ends is for who manages the programme', async () => {
  const manager = await logIn(database.context, { role: 'programme-manager' })
  const auditor = await logIn(database.context, { role: 'auditor', expiresOn: addDays(today, 7) })
  assert.equal(await warnBeforeEnd(database.context), 1)
  const mails = await newMails()
  assert.deepEqual(
    mails.map(({ recipient }) => recipient),
    [auditor.account.email, manager.account.email],
  )
  assert.match(mails[0]!.body, /chi è responsabile del programma/)
})

test('a role that is given another end is warned about anew', async () => {
  const person = await ending(20)
  assert.equal(await warnBeforeEnd(database.context), 1)
  const { id } = (await listMembers(database.context, body.id)).find(
    ({ accountId }) => accountId === person.account.id,
  )!
  const changing = { body, id, actor: boss.account, given: { expiresOn: addDays(today, 25) } }
  assert.equal((await changeTerms(database.context, changing)).kind, 'done')
  assert.equal(await warnBeforeEnd(database.context), 1)
})
