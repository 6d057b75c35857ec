// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail. Written into the outbox in the transaction of the act that causes it, sent afterwards by a job that tries again
// for two days. Without a mail server the mails stay in the outbox, where the workspace shows them.
import { createTransport } from 'nodemailer'
import type { Context } from '../context.ts'
import type { Sql } from '../database/index.ts'
import { every, type Job } from '../jobs/index.ts'

export interface Mail {
  readonly recipient: string
  readonly subject: string
  /** Plain text. */
  readonly body: string
}

export interface OutboxMail extends Mail {
  readonly id: number
  readonly createdAt: Date
  readonly state: 'waiting' | 'sent' | 'kept' | 'failed'
}

const pause = 5_000
const portion = 20
/** Minutes before the next attempt, by attempts made; after the last one the mail has failed. */
const waits = [1, 5, 15, 60, 240, 720, 1440]

export async function writeMail({ db, now }: Context, { recipient, subject, body }: Mail): Promise<void> {
  await db`
    insert into base.mail (recipient, subject, body, created_at, next_attempt_at)
    values (${oneLine(recipient)}, ${oneLine(subject)}, ${body}, ${now()}, ${now()})`
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ').trim()
}

export function mailJobs(context: Context): Job[] {
  return [every(pause, 'base.mail', context.log, () => sendMails(context))]
}

/** Sends what is due. Several processes may do so at once: each mail is taken by one of them. */
export async function sendMails(context: Context): Promise<void> {
  const { config, db, now } = context
  if (config.smtpUrl === null) {
    await db`update base.mail set state = 'kept' where state = 'waiting'`
    return
  }
  const transport = createTransport(config.smtpUrl, { from: config.mailFrom })
  try {
    await db.begin(async (transaction) => {
      const due = await transaction<(Mail & { id: number; attempts: number })[]>`
        select id, recipient, subject, body, attempts from base.mail
        where state = 'waiting' and next_attempt_at <= ${now()} order by id limit ${portion} for update skip locked`
      for (const { id, attempts, recipient, subject, body } of due) {
        const sent = await transport.sendMail({ to: recipient, subject, text: body }).then(
          () => true,
          (error: unknown) => logFailure(context, error),
        )
        await note(transaction as unknown as Sql, context, { id, attempts, sent })
      }
    })
  } finally {
    transport.close()
  }
}

/** Neither the address nor the text: only what kind of failure it was. */
function logFailure({ log }: Context, error: unknown): false {
  log.warn({ event: 'base.mail.failed', code: (error as { code?: string }).code })
  return false
}

async function note(
  db: Sql,
  { now }: Context,
  { id, attempts, sent }: { id: number; attempts: number; sent: boolean },
): Promise<void> {
  const wait = waits[attempts]
  if (sent) await db`update base.mail set state = 'sent', sent_at = ${now()}, body = '' where id = ${id}`
  else if (wait === undefined) await db`update base.mail set state = 'failed' where id = ${id}`
  else {
    const next = new Date(now().getTime() + wait * 60_000)
    await db`update base.mail set attempts = attempts + 1, next_attempt_at = ${next} where id = ${id}`
  }
}

/** Newest first. */
export async function listOutbox({ db }: Context, limit: number): Promise<OutboxMail[]> {
  return await db<OutboxMail[]>`
    select id, recipient, subject, body, created_at as "createdAt", state from base.mail order by id desc limit ${limit}`
}
