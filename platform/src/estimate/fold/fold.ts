// SPDX-License-Identifier: AGPL-3.0-or-later
// Moves what waits into the cube, exactly once: rows leave the queue in the transaction that adds them to the cube, so a
// crash at any point leaves both as they were. No clock and no sequence decides what is next: a row is either waiting or
// counted, however late its transaction committed. Any number of workers may fold at once.
import { versionById } from '../../catalogue/index.ts'
import type { Layout } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import type { Transaction } from '../../base/database/index.ts'
import { gatherCells, type Gathered } from './gather-cells.ts'
import { foldMetrics } from './measure-fold.ts'
import { addCells, announce, setAside, takeAnswers, takeCounts, tellChange } from './store.ts'

/** Rows of the queue that one transaction takes at most; each holds the answers of one commit to one cell, up to 500. */
const portion = 5000

export interface Folded {
  /** How many waiting rows were taken; 0 when nothing waits that no other worker holds. */
  readonly taken: number
  /** Whether the portion was full, so that more is likely to wait. */
  readonly full: boolean
}

/** Folds one portion. */
export async function fold(context: Context): Promise<Folded> {
  const { db, metrics, log } = context
  const { taken, full, unfoldable } = await db.begin(async (transaction) => {
    await announce(transaction, 'fold')
    const answers = await takeAnswers(transaction, portion)
    const imported = await takeCounts(transaction, portion)
    const layoutOf = await layoutsOf(context, [...answers, ...imported])
    const gathered = gatherCells(layoutOf, answers, imported)
    await write(transaction, gathered)
    const rows = answers.reduce((sum, group) => sum + group.taken, 0)
    const full = rows >= portion || imported.length >= portion
    return { taken: rows + imported.length, full, unfoldable: gathered.unfoldable.length }
  })
  const measured = foldMetrics(metrics)
  measured.taken.inc(taken)
  measured.unfoldable.inc(unfoldable)
  if (unfoldable > 0) log.warn({ event: 'estimate.fold.set-aside', groups: unfoldable })
  return { taken, full }
}

/** Adds to the cube, and says which services moved. */
export async function write(transaction: Transaction, { days, months, unfoldable }: Gathered): Promise<void> {
  await addCells(transaction, 'day', days)
  await addCells(transaction, 'month', months)
  await setAside(transaction, unfoldable)
  const moved = months.map(({ serviceId }) => serviceId)
  if (moved.length > 0) await tellChange(transaction, moved)
}

/** The layouts of the versions these rows name; undefined for a version nobody knows. */
export async function layoutsOf(
  context: Context,
  rows: readonly { versionId: number }[],
): Promise<(versionId: number) => Layout | undefined> {
  const layouts = new Map<number, Layout | undefined>()
  for (const id of new Set(rows.map(({ versionId }) => versionId))) {
    layouts.set(id, (await versionById(context, id))?.layout)
  }
  return (id) => layouts.get(id)
}
