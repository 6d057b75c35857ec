// SPDX-License-Identifier: AGPL-3.0-or-later
// Upkeep of what was taken in: partitions stand ready before their month begins, rows are written anew once their day is over,
// and receipts are forgotten when no honest retry can come any more. And what is sent on: the month's feedback to the Single
// Digital Gateway. All of it may run in any number of workers at once.
import type { Context } from '../base/context.ts'
import { addDays, addMonths, dayOf, monthOf } from '../base/day.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { rewriteRows } from './codes/index.ts'
import { gatherMonths, sendBatches } from './sdg/index.ts'

const minute = 60_000
const hour = 3_600_000
const monthsAhead = 3
const receiptDays = 3

export function collectJobs(context: Context): Job[] {
  return [
    every(24 * hour, 'collect.partitions', context.log, () => preparePartitions(context)),
    every(hour, 'collect.sdg.gather', context.log, () => gatherMonths(context)),
    every(hour, 'collect.receipts', context.log, () => tidyReceipts(context)),
    every(minute, 'collect.sdg.send', context.log, () => sendBatches(context)),
  ]
}

export async function preparePartitions({ db, now }: Context): Promise<void> {
  const first = monthOf(dayOf(now()))
  for (let ahead = 0; ahead <= monthsAhead; ahead++) await db`select collect.ensure_month(${addMonths(first, ahead)})`
}

/** Receipts say which rows are to be written anew, so they are forgotten afterwards. */
async function tidyReceipts(context: Context): Promise<void> {
  await rewriteRows(context)
  await forgetReceipts(context)
}

/** An answer that comes again on its own day is still recognised by its row; only another day needs the receipt. */
export async function forgetReceipts({ db, now }: Context): Promise<void> {
  await db`delete from collect.receipt where taken_on < ${addDays(dayOf(now()), -receiptDays)}`
}
