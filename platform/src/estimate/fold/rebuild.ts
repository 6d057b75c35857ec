// SPDX-License-Identifier: AGPL-3.0-or-later
// The cube once more from the answers and the imported counts themselves: the same bytes the folds have made. One
// transaction on one snapshot: what waits in that snapshot is counted from the answers and leaves the queue; what commits
// later waits for the next fold. Readers see the old cube until the end.
import type { Context } from '../../base/context.ts'
import type { Transaction } from '../../base/database/index.ts'
import type { CubeCell } from '../write-cells.ts'
import { layoutsOf, write } from './fold.ts'
import { gatherCells, type AnswerGroup } from './gather-cells.ts'
import { announce } from './store.ts'

/** Groups of equal answers that are in memory at once. */
const portion = 10_000

export async function rebuild(context: Context): Promise<void> {
  await context.db.begin('isolation level repeatable read', async (transaction) => {
    // Before the first query, because that one fixes the snapshot: every fold has ended by then.
    await announce(transaction, 'rebuild')
    await clear(transaction)
    const add = async (answers: AnswerGroup[], imported: CubeCell[]): Promise<void> => {
      const layoutOf = await layoutsOf(context, [...answers, ...imported])
      await write(transaction, gatherCells(layoutOf, answers, imported))
    }
    for await (const groups of readAnswers(transaction)) await add(groups, [])
    for await (const rows of readImported(transaction)) await add([], rows)
  })
}

async function clear(transaction: Transaction): Promise<void> {
  await transaction`insert into estimate.change select distinct service_id from estimate.cube_month`
  await transaction`delete from collect.pending`
  await transaction`delete from collect.pending_count`
  await transaction`delete from estimate.cube_day`
  await transaction`delete from estimate.cube_month`
  await transaction`delete from estimate.unfoldable`
}

function readAnswers(transaction: Transaction): AsyncIterable<AnswerGroup[]> {
  return transaction<AnswerGroup[]>`
    select service_id as "serviceId", day, version_id as "versionId", source_id as "sourceId", stream, channel, device,
           user_kind as "userKind", codes::text as codes, count(*) as copies
    from collect.answer
    where state = 'counted'
    group by service_id, day, version_id, source_id, stream, channel, device, user_kind, codes`.cursor(portion)
}

function readImported(transaction: Transaction): AsyncIterable<CubeCell[]> {
  return transaction<CubeCell[]>`
    select service_id as "serviceId", month as day, version_id as "versionId", source_id as "sourceId", stream, channel,
           device, user_kind as "userKind", n, counts
    from collect.imported_count`.cursor(portion)
}
