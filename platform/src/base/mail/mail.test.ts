// SPDX-License-Identifier: AGPL-3.0-or-later
// Against a real mail server and a real database; the clock is the test's.
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { readConfig } from '../config/index.ts'
import type { Context } from '../context.ts'
import { testDatabase, type TestDatabase } from '../database/testing.ts'
import type { Log } from '../log/index.ts'
import { countOutbox, findMail, forgetMails, handOver, listOutbox, sendAgain, sendMails, writeMail } from './index.ts'
import { securityOf } from './send-mails.ts'
import { testMailServer, type TestMailServer } from './testing.ts'

let database: TestDatabase
let server: TestMailServer
let now: Date
let logged: unknown[]
let context: Context

before(async () => {
  database = await testDatabase({ now: () => now })
})

beforeEach(async () => {
  now = new Date('2026-11-25T09:00:00Z')
  await database.db`delete from base.mail`
  server = await testMailServer()
  context = withServer(server.url)
})

function withServer(smtpUrl: string): Context {
  logged = []
  const write = (entry: unknown): unknown => logged.push(entry)
  const log = { debug: write, info: write, warn: write, error: write } as unknown as Log
  return { ...database.context, log, config: readConfig({ smtpUrl, mailFrom: 'Ascolto <ascolto@ente.example>' }, {}) }
}

const later = (minutes: number): unknown => (now = new Date(now.getTime() + minutes * 60_000))
const to = (recipient: string, more: object = {}) =>
  writeMail(context, { recipient, subject: 'Perché no?', body: 'Un testo riservato: così è.\n', ...more })
const only = async () => (await listOutbox(context, 2))[0]!

test('a mail is delivered once, as it was written, and its text does not stay', async () => {
  await to('anna@ente.example')
  await sendMails(context)
  await sendMails(context)
  assert.equal(server.taken.length, 1)
  const { from, to: recipients, raw } = server.taken[0]!
  assert.deepEqual([from, recipients], ['ascolto@ente.example', ['anna@ente.example']])
  assert.match(raw, /^From: Ascolto <ascolto@ente\.example>/m)
  assert.match(raw, /^Auto-Submitted: auto-generated/m)
  const { state, body } = await only()
  assert.deepEqual([state, body], ['sent', ''])
})

test('what is written with its act is there with it, or not at all', async () => {
  await assert.rejects(
    database.db.begin(async (transaction) => {
      await writeMail({ ...context, db: transaction as never }, { recipient: 'a@b.example', subject: 'x', body: 'y' })
      throw new Error('undone')
    }),
    /undone/,
  )
  await sendMails(context)
  assert.equal(server.taken.length, 0)
})

test('a recipient or a subject with line breaks begins no other header, and names nobody else', async () => {
  await to('anna@ente.example', { subject: 'Ciao\r\nBcc: tutti@ente.example\nX-Altro: 1' })
  await to('anna@ente.example\r\nBcc: tutti@ente.example')
  await to('anna@ente.example, tutti@ente.example')
  await to('Tutti <tutti@ente.example>')
  await to('anna@ente.example> RCPT TO:<tutti@ente.example')
  await sendMails(context)
  for (const { to: recipients, raw } of server.taken) {
    assert.ok(!recipients.includes('tutti@ente.example'), recipients.join())
    assert.doesNotMatch(raw, /^(bcc|cc|x-altro):/im)
  }
  assert.deepEqual(server.taken[0]!.to, ['anna@ente.example'])
})

test('a mail never reads a file or an address', async () => {
  await to('anna@ente.example', { body: 'file:///etc/passwd' })
  await sendMails(context)
  assert.match(server.taken[0]!.raw, /file:\/\/\/etc\/passwd/)
})

test('a mail that is put off is tried after 1, 5, 15 minutes, 1, 4, 12 and 24 hours, then has failed', async () => {
  let tries = 0
  server.refuse = () => {
    tries++
    return 451
  }
  await to('anna@ente.example')
  for (const [attempt, minutes] of [1, 5, 15, 60, 240, 720, 1440].entries()) {
    await sendMails(context)
    assert.equal(tries, attempt + 1)
    later(minutes - 0.1)
    await sendMails(context)
    assert.equal(tries, attempt + 1, 'not before its time')
    later(0.1)
  }
  assert.equal((await only()).state, 'waiting')
  await sendMails(context)
  const { state, attempts, problem } = await only()
  assert.deepEqual([state, attempts, problem], ['failed', 8, 'EENVELOPE 451'])
  later(10_000)
  await sendMails(context)
  assert.equal(tries, 8)
})

test('a mail that is refused for good fails at once and does not hold up the others', async () => {
  server.refuse = (recipient) => (recipient.startsWith('nessuno') ? 550 : undefined)
  await to('nessuno@ente.example')
  await to('anna@ente.example')
  await sendMails(context)
  assert.deepEqual(
    server.taken.map(({ to: recipients }) => recipients),
    [['anna@ente.example']],
  )
  const [sent, failed] = await listOutbox(context, 2)
  assert.deepEqual([sent!.state, failed!.state, failed!.problem], ['sent', 'failed', 'EENVELOPE 550'])
})

test('while the server is away one mail alone is tried, and all arrive when it is back', async () => {
  await server.close()
  for (let number = 0; number < 5; number++) await to(`persona${number}@ente.example`)
  await sendMails(context)
  const tried = (await listOutbox(context, 9)).filter(({ attempts }) => attempts > 0)
  assert.deepEqual(
    tried.map(({ problem }) => problem),
    ['ESOCKET'],
  )
  const back = await testMailServer()
  later(1)
  await sendMails(withServer(back.url))
  assert.equal(back.taken.length, 5)
})

test('several workers at once send each mail once', async () => {
  for (let number = 0; number < 40; number++) await to(`persona${number}@ente.example`)
  await Promise.all(Array.from({ length: 5 }, () => sendMails(context)))
  const recipients = server.taken.flatMap((mail) => mail.to)
  assert.equal(recipients.length, 40)
  assert.equal(new Set(recipients).size, 40)
})

test('a worker that dies between sending and writing it down sends again later, under the same Message-ID', async () => {
  await to('anna@ente.example')
  const dying = await testDatabase()
  // Its connections go while the server takes the mail: what happened can no longer be written down.
  server.beforeReply = () => dying.close()
  const db = Object.assign(
    (parts: TemplateStringsArray, ...values: never[]) =>
      server.taken.length === 0 ? database.db(parts, ...values) : dying.db(parts, ...values),
    { begin: database.db.begin },
  )
  await assert.rejects(sendMails({ ...context, db: db as never }))
  delete server.beforeReply
  later(9)
  await sendMails(context)
  assert.equal(server.taken.length, 1, 'the other worker may still be at it')
  later(1)
  await sendMails(context)
  const ids = server.taken.map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim())
  assert.equal(ids.length, 2)
  assert.match(ids[0]!, /^<ascolto-\d+-\d+@ente\.example>$/)
  assert.equal(ids[0], ids[1])
  assert.equal((await only()).state, 'sent')
})

test('without a mail server mails stay readable; once there is one they go out when somebody says so', async () => {
  const without = { ...context, config: readConfig({}, {}) }
  await to('anna@ente.example')
  await sendMails(without)
  const kept = await only()
  assert.deepEqual([kept.state, kept.body], ['kept', 'Un testo riservato: così è.\n'])
  await sendMails(context)
  assert.equal(server.taken.length, 0)
  assert.equal(await sendAgain(context, kept.id), true)
  await sendMails(context)
  assert.equal(server.taken.length, 1)
  assert.equal(await sendAgain(context, kept.id), false, 'what was sent is not sent again')
})

test('a mail that was handed over is not sent any more, and its text is gone', async () => {
  await to('anna@ente.example')
  const { id } = await only()
  assert.equal(await handOver(context, id), true)
  await sendMails(context)
  assert.equal(server.taken.length, 0)
  assert.deepEqual([(await findMail(context, id))?.body, await handOver(context, id)], ['', false])
})

test('the outbox is read by state and page, and forgets after three months', async () => {
  for (const name of ['a', 'b', 'c']) await to(`${name}@ente.example`)
  await handOver(context, (await only()).id)
  assert.deepEqual(
    await countOutbox(context),
    new Map([
      ['waiting', 2],
      ['handed', 1],
    ]),
  )
  const waiting = await listOutbox(context, 1, { state: 'waiting', offset: 1 })
  assert.deepEqual(
    waiting.map(({ recipient }) => recipient),
    ['a@ente.example'],
  )
  later(91 * 1440)
  await forgetMails(context)
  assert.equal((await listOutbox(context, 9)).length, 0)
})

test('neither an address nor a text reaches the log, whatever goes wrong', async () => {
  server.refuse = (recipient) => (recipient.includes('uno') ? 550 : 451)
  await to('nessuno@ente.example', { subject: 'Oggetto riservato' })
  await to('anna@ente.example', { subject: 'Oggetto riservato' })
  await sendMails(context)
  await server.close()
  later(10)
  await sendMails(context)
  assert.ok(logged.length >= 3)
  assert.doesNotMatch(JSON.stringify(logged), /@|riservato|ente\.example|ciao/i)
  assert.deepEqual(new Set(logged.flatMap((entry) => Object.keys(entry as object))), new Set(['event', 'code']))
})

test('no mail and no password goes to another machine in the clear', async () => {
  for (const url of [
    'smtp://mail.ente.example',
    'smtp://utente:parola@10.0.0.7:587',
    'smtp://localhost.ente.example',
  ]) {
    assert.deepEqual(securityOf(url), { requireTLS: true, tls: { minVersion: 'TLSv1.2' } }, url)
  }
  assert.deepEqual(securityOf('smtps://mail.ente.example'), { requireTLS: true, tls: { minVersion: 'TLSv1.2' } })
  // A relay on this machine, which sends on by itself.
  for (const url of ['smtp://localhost:25', 'smtp://127.0.0.1', 'smtp://[::1]:2525'])
    assert.deepEqual(securityOf(url), {})
  const transport = createTransport({ url: server.url, ...securityOf('smtp://mail.ente.example') })
  await assert.rejects(transport.sendMail({ from: 'a@x.example', to: 'b@x.example', text: 'x' }), { code: 'ETLS' })
  assert.equal(server.taken.length, 0)
})
