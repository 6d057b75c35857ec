// SPDX-License-Identifier: AGPL-3.0-or-later
// The mails of this installation: those that wait, those that stay here, those that failed. Of what was sent the text is
// deleted at once, and everything is forgotten after three months: mails name people, and some hold links that open accounts.
import type { Context } from '../context.ts'

export interface Mail {
  readonly recipient: string
  readonly subject: string
  /** Plain text. */
  readonly body: string
}

export const mailStates = ['waiting', 'kept', 'failed', 'sent', 'handed'] as const
export type MailState = (typeof mailStates)[number]

export interface OutboxMail extends Mail {
  readonly id: number
  readonly createdAt: Date
  readonly state: MailState
  readonly attempts: number
  /** Of a waiting one. */
  readonly nextAttemptAt: Date
  /** Code of what went wrong last. */
  readonly problem: string | null
}

const keptDays = 90

export async function writeMail({ db, now }: Context, { recipient, subject, body }: Mail): Promise<void> {
  await db`
    insert into base.mail (recipient, subject, body, created_at, next_attempt_at)
    values (${oneLine(recipient)}, ${oneLine(subject)}, ${body}, ${now()}, ${now()})`
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ').trim()
}

const columns = ({ db }: Pick<Context, 'db'>) => db`
  id, recipient, subject, body, created_at as "createdAt", state, attempts, next_attempt_at as "nextAttemptAt", problem`

/** Newest first. */
export async function listOutbox(
  { db }: Context,
  limit: number,
  { state = null, offset = 0 }: { readonly state?: MailState | null; readonly offset?: number } = {},
): Promise<OutboxMail[]> {
  return await db<OutboxMail[]>`
    select ${columns({ db })} from base.mail where ${state}::text is null or state = ${state}
    order by id desc offset ${offset} limit ${limit}`
}

/** How many there are of each state; a state without any is absent. */
export async function countOutbox({ db }: Context): Promise<Map<MailState, number>> {
  const rows = await db<{ state: MailState; count: number }[]>`
    select state, count(*) as count from base.mail group by state`
  return new Map(rows.map(({ state, count }) => [state, count]))
}

export async function findMail({ db }: Context, id: number): Promise<OutboxMail | undefined> {
  if (!Number.isSafeInteger(id)) return undefined
  const [mail] = await db<OutboxMail[]>`select ${columns({ db })} from base.mail where id = ${id}`
  return mail
}

/** Sends a mail that stayed here or failed as if it were new. @returns whether there was one. */
export async function sendAgain({ db, now }: Context, id: number): Promise<boolean> {
  const rows = await db`
    update base.mail set state = 'waiting', attempts = 0, next_attempt_at = ${now()}
    where id = ${id} and state in ('kept', 'failed') returning id`
  return rows.length > 0
}

/** Somebody told the recipient in another way; the text is no longer needed. @returns whether there was one. */
export async function handOver({ db }: Context, id: number): Promise<boolean> {
  const rows = await db`
    update base.mail set state = 'handed', body = ''
    where id = ${id} and state in ('waiting', 'kept', 'failed') returning id`
  return rows.length > 0
}

export async function forgetMails({ db, now }: Context): Promise<void> {
  await db`delete from base.mail where created_at < ${new Date(now().getTime() - keptDays * 86_400_000)}`
}
