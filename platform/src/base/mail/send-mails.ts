// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends what is due. A worker first takes a mail, by putting its next attempt some minutes ahead: of several workers one alone
// gets it, and no transaction waits for a mail server. What is promised is at least once: a process that dies after the server
// took the mail and before that is written down leaves it to be sent again when those minutes are over, under the same
// Message-ID, by which the receiving side knows it for the same mail.
import type { Transporter } from 'nodemailer'
import type { Context } from '../context.ts'
import { every, type Job } from '../jobs/index.ts'
import { forgetMails, type Mail } from './outbox.ts'

const pause = 5_000
const hour = 3_600_000
/** Mails of one turn. */
const portion = 50
/** Minutes a mail is taken for: longer than the longest patience with a server. */
const taken = 10
/** Minutes before the next attempt, by attempts made; after the last one the mail has failed. About two days in all. */
const waits = [1, 5, 15, 60, 240, 720, 1440]
/** Milliseconds: a mail server that says nothing must not hold the worker. */
const patience = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

export function mailJobs(context: Context): Job[] {
  return [
    every(pause, 'base.mail', context.log, () => sendMails(context)),
    every(hour, 'base.mail.forget', context.log, () => forgetMails(context)),
  ]
}

export async function sendMails(context: Context): Promise<void> {
  const { config, db } = context
  if (config.smtpUrl === null) {
    await db`update base.mail set state = 'kept' where state = 'waiting'`
    return
  }
  // Loaded by whoever has a mail server, and not at every start.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(
    { url: config.smtpUrl, ...patience, ...securityOf(config.smtpUrl) },
    { from: config.mailFrom },
  )
  try {
    for (let turn = 0; turn < portion; turn++) {
      const outcome = await sendNext(context, transport)
      // When the server is away or refuses us, the other mails would fare no better.
      if (outcome === 'none' || outcome === 'away') return
    }
  } finally {
    transport.close()
  }
}

/** Mails carry links that open accounts: to another machine they go encrypted, whatever it offers, or not at all. */
export function securityOf(smtpUrl: string): object {
  const { protocol, hostname } = URL.parse(smtpUrl) ?? {}
  const isHere = protocol === 'smtp:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname ?? '')
  return isHere ? {} : { requireTLS: true, tls: { minVersion: 'TLSv1.2' } }
}

type Outcome = 'none' | 'sent' | 'refused' | 'away'

interface DueMail extends Mail {
  readonly id: number
  /** Before this one. */
  readonly attempts: number
  readonly createdAt: Date
}

async function sendNext(context: Context, transport: Transporter): Promise<Outcome> {
  const { db, now, log } = context
  const mail = await take(context)
  if (!mail) return 'none'
  const failure = await send(context, transport, mail)
  if (failure === null) {
    await db`update base.mail set state = 'sent', sent_at = ${now()}, body = '', problem = null where id = ${mail.id}`
    return 'sent'
  }
  // Neither the address nor the text: only what kind of failure it was.
  log.warn({ event: 'base.mail.failed', code: failure.code })
  await note(context, mail, failure)
  return failure.ofServer ? 'away' : 'refused'
}

async function take({ db, now }: Context): Promise<DueMail | undefined> {
  const [mail] = await db<DueMail[]>`
    update base.mail set attempts = attempts + 1, next_attempt_at = ${inMinutes(now(), taken)}
    where id = (select id from base.mail where state = 'waiting' and next_attempt_at <= ${now()}
                order by next_attempt_at, id limit 1 for update skip locked)
    returning id, recipient, subject, body, attempts - 1 as attempts, created_at as "createdAt"`
  return mail
}

interface Failure {
  /** As 'EENVELOPE 550'. */
  readonly code: string
  /** It will not be taken later either. */
  readonly forGood: boolean
  /** The server is not there, or does not talk to us; the mail itself may be fine. */
  readonly ofServer: boolean
}

async function send(
  { config }: Context,
  transport: Transporter,
  { id, createdAt, recipient, subject, body }: DueMail,
): Promise<Failure | null> {
  const domain = /@([\w.-]+)/.exec(config.mailFrom)?.[1] ?? 'localhost'
  try {
    await transport.sendMail({
      // An address and nothing else: as a text it could name several.
      to: { name: '', address: recipient },
      ...{ subject, text: body, messageId: `<ascolto-${id}-${createdAt.getTime()}@${domain}>` },
      ...{ disableFileAccess: true, disableUrlAccess: true },
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return null
  } catch (error) {
    return failureOf(error as SmtpError)
  }
}

interface SmtpError {
  readonly code?: string
  /** What the server said. */
  readonly responseCode?: number
  /** What it was asked, or 'API': our own side did not ask. */
  readonly command?: string
}

function failureOf({ code = 'UNKNOWN', responseCode = 0, command = '' }: SmtpError): Failure {
  // A sender that is refused is refused with every mail.
  const ofMail = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM')
  return {
    code: responseCode === 0 ? code : `${code} ${responseCode}`,
    ...{ forGood: ofMail && (responseCode >= 500 || command === 'API'), ofServer: !ofMail },
  }
}

async function note({ db, now }: Context, { id, attempts }: DueMail, { code, forGood }: Failure): Promise<void> {
  const wait = waits[attempts]
  const failed = forGood || wait === undefined
  await db`
    update base.mail
    set state = ${failed ? 'failed' : 'waiting'}, problem = ${code}, next_attempt_at = ${inMinutes(now(), wait ?? 0)}
    where id = ${id} and state = 'waiting'`
}

function inMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}
