// SPDX-License-Identifier: AGPL-3.0-or-later
// The batches that wait, as the sender takes them: one worker each, by putting the next attempt some minutes ahead.
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { Batch, Feedback } from './feedback.ts'
import { minuteOf } from './minute.ts'
import type { Failure } from './receiver.ts'

/** Minutes a batch is taken for: longer than both calls together may last. */
const taken = 10

export interface TakenBatch {
  readonly id: number
  readonly uniqueId: string | null
  /** Before this one. */
  readonly attempts: number
}

export async function takeBatch({ db, now }: Context): Promise<TakenBatch | undefined> {
  const minute = minuteOf(now())
  const [batch] = await db<TakenBatch[]>`
    update collect.sdg_batch set attempts = attempts + 1, next_minute = ${minute + taken}
    where id = (select id from collect.sdg_batch where state in ('waiting', 'sent') and next_minute <= ${minute}
                order by next_minute, id limit 1 for update skip locked)
    returning id, unique_id as "uniqueId", attempts - 1 as attempts`
  return batch
}

/** @returns false when the batch has one, is gone, or the id was given for another batch already. */
export async function nameBatch({ db }: Context, id: number, uniqueId: string): Promise<boolean> {
  const named = await db`
    update collect.sdg_batch set unique_id = ${uniqueId}
    where id = ${id} and unique_id is null
      and not exists (select from collect.sdg_batch as other where other.unique_id = ${uniqueId})
    returning id`
  return named.length > 0
}

export interface Outgoing extends Batch {
  readonly revision: number
}

interface Head extends Omit<Outgoing, 'feedbacks'> {
  readonly serviceId: number
  readonly month: Day
  readonly part: number
}

/** What is to be sent, noted as sent before it is: whatever happens then, nobody takes it for never sent. */
export async function beginSending({ db }: Context, id: number): Promise<Outgoing | undefined> {
  return (await db.begin(async (transaction) => {
    const sql = transaction as unknown as Sql
    // First the row: who is gathering has then finished, and what is read below is of this revision.
    const [head] = await sql<Head[]>`
      update collect.sdg_batch as batch set state = 'sent'
      from collect.sdg_month as gathered
      where batch.id = ${id} and batch.unique_id is not null
        and gathered.service_id = batch.service_id and gathered.month = batch.month
      returning batch.service_id as "serviceId", batch.month, part, batch.unique_id as "uniqueId", revision, category, source`
    if (head === undefined) return undefined
    const { serviceId, part, ...rest } = head
    const feedbacks = await sql<Feedback[]>`
      select rating, found from collect.sdg_feedback
      where service_id = ${serviceId} and month = ${head.month} and part = ${part} and not withdrawn order by id`
    return { ...rest, feedbacks: [...feedbacks] }
  })) as Outgoing | undefined
}

/** The receiver has it. When it changed meanwhile, what was not sent yet is sent next. */
export async function noteAccepted({ db, now }: Context, id: number, { revision }: Outgoing): Promise<void> {
  await db`
    update collect.sdg_batch
    set state = case when revision = ${revision} then 'accepted' else 'waiting' end, accepted_revision = ${revision},
        attempts = 0, next_minute = ${minuteOf(now())}, problem = null, reason = null
    where id = ${id}`
}

/** @param state where the batch goes: refused waits for people, the others for their minute. */
export async function noteFailure(
  { db }: Context,
  id: number,
  {
    state,
    minute,
    problem,
    reason,
  }: Failure & { readonly state: 'waiting' | 'sent' | 'refused'; readonly minute: number },
): Promise<void> {
  // Attempts are none when it was changed meanwhile: then it goes at once, whatever became of the call.
  await db`
    update collect.sdg_batch set state = ${state}, next_minute = ${minute}, problem = ${problem}, reason = ${reason}
    where id = ${id} and attempts > 0`
}
