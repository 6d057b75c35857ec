// SPDX-License-Identifier: AGPL-3.0-or-later
// Each night what was taken in the day before is written anew in random order, and so are the codes that are left: where a row
// stands, which transaction wrote it and what a deletion leaves behind tell no more in which order answers came and codes went.
// Any number of workers may do it at once, and a night that was missed is made up for.
import type { Context } from '../../base/context.ts'
import { addDays, dayOf } from '../../base/day.ts'

/** An answer may be corrected for an hour after midnight: what is written anew has come to rest. */
const restMilliseconds = 2 * 3_600_000
/** Of collect.unspent_code. */
const parts = 32

/** @returns whether there was a day to write anew. */
export async function rewriteRows({ db, now }: Context): Promise<boolean> {
  const open = dayOf(new Date(now().getTime() - restMilliseconds))
  const last = addDays(open, -1)
  const [due] = await db<{ through: string }[]>`
    select through::text as through from collect.rewritten where through < ${last}`
  if (!due) return false
  await db`select collect.rewrite_rows(${due.through}, ${open})`
  // One after the other, each on its own: answers wait for one part only.
  for (let part = 0; part < parts; part++) await db`select collect.rewrite_codes(${part})`
  // The rows that were there before go for good; until they are gone, the day is not done.
  await db`vacuum collect.answer, collect.receipt, collect.pending, collect.code_batch`
  await db`update collect.rewritten set through = ${last} where through < ${last}`
  return true
}
