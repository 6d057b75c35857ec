// SPDX-License-Identifier: AGPL-3.0-or-later
// Upkeep of what was taken in: partitions stand ready before their month begins, rows are written anew once their day is over,
// and receipts are forgotten when no honest retry can come any more. All may run in any number of workers at once.
import type { Context } from '../base/context.ts'
import { addDays, addMonths, dayOf, monthOf } from '../base/day.ts'
import { every, type Job } from '../base/jobs/index.ts'
import { rewriteRows } from './codes/index.ts'

const hour = 3_600_000
const monthsAhead = 3
const receiptDays = 3

export function collectJobs(context: Context): Job[] {
  return [
    every(24 * hour, 'collect.partitions', context.log, () => preparePartitions(context)),
    every(hour, 'collect.receipts', context.log, () => tidyReceipts(context)),
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
