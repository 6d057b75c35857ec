// SPDX-License-Identifier: AGPL-3.0-or-later
// Folds that are wrong on purpose: the judge that clears the real one must catch each of them.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { crashPoints, makeFragile, storeAnswer, type CrashPoint } from '../testing.ts'
import { fold, layoutsOf, write } from './fold.ts'
import { gatherCells, type AnswerGroup } from './gather-cells.ts'
import { takeAnswers } from './store.ts'

type Fold = (context: Context) => Promise<unknown>

let database: TestDatabase
let crash: (point: CrashPoint | null) => Promise<void>
let versionId: number

before(async () => {
  database = await testDatabase()
  crash = await makeFragile(database.db)
  versionId = await ensureVersion(database.context, compose('pagina'))
})

/** Two answers fold; two more meet a crash at the point; then everything folds. @returns what the cube counts, of 4. */
async function countAfterCrash(judged: Fold, point: CrashPoint): Promise<number> {
  const { db, context } = database
  await db`truncate collect.answer, collect.pending, estimate.cube_day, estimate.cube_month, estimate.change`
  const answerTwice = async (): Promise<void> => {
    for (const first of [4, 5]) {
      await storeAnswer(db, { serviceId: 1, day: '2026-03-01', versionId, codes: [first, -1, -1, 3, -1] })
    }
  }
  await answerTwice()
  await judged(context)
  await answerTwice()
  await crash(point)
  await assert.rejects(judged(context), /crash/)
  await crash(null)
  await judged(context)
  await judged(context)
  const [cube] = await db<{ n: number }[]>`select coalesce(sum(n), 0)::int as n from estimate.cube_month`
  return cube!.n
}

async function counts(judged: Fold): Promise<number[]> {
  const points = crashPoints.filter((point) => point !== 'pending_count')
  const found: number[] = []
  for (const point of points) found.push(await countAfterCrash(judged, point))
  return found
}

const add = async (context: Context, groups: AnswerGroup[]): Promise<void> => {
  const layoutOf = await layoutsOf(context, groups)
  await context.db.begin((transaction) => write(transaction, gatherCells(layoutOf, groups)))
}
const look = (context: Context): Promise<AnswerGroup[]> => context.db<AnswerGroup[]>`
  select service_id as "serviceId", day, version_id as "versionId", source_id as "sourceId", stream, channel, device,
         user_kind as "userKind", codes, sign as copies from collect.pending`

const mutants: Record<string, Fold> = {
  'adds without deleting': async (context) => {
    await add(context, await look(context))
    await context.db`delete from collect.pending where false`
  },
  'adds, then deletes in another transaction': async (context) => {
    await add(context, await look(context))
    await context.db`delete from collect.pending`
  },
  'deletes in another transaction, then adds': async (context) => {
    await add(context, await context.db.begin((transaction) => takeAnswers(transaction, 100)))
  },
}

test('the fold counts four answers as four, wherever the crash', async () => {
  assert.deepEqual(await counts(fold), [4, 4, 4, 4])
})

for (const [name, mutant] of Object.entries(mutants)) {
  test(`a fold that ${name} is caught`, async () => {
    assert.notDeepEqual(await counts(mutant), [4, 4, 4, 4])
  })
}
