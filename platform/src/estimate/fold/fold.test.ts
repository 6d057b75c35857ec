// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { compose, layoutOf, tally, validateAnswer, type InstrumentVersion } from '@ascolto/questionnaire'
import { answerInput } from '../../../../libraries/questionnaire/arbitrary-answer.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { monthOf } from '../../base/day.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { correctAnswer, crashPoints, importCounts, makeFragile, storeAnswer } from '../testing.ts'
import type { CrashPoint, StoredAnswer } from '../testing.ts'
import { checksum } from './checksum.ts'
import { fold } from './fold.ts'
import { rebuild } from './rebuild.ts'

let database: TestDatabase
let crash: (point: CrashPoint | null) => Promise<void>
const versions: { id: number; version: InstrumentVersion }[] = []

before(async () => {
  database = await testDatabase()
  crash = await makeFragile(database.db)
  for (const instrument of ['pagina', 'procedura']) {
    const version = compose(instrument)
    versions.push({ id: await ensureVersion(database.context, version), version })
  }
})

const days = ['2026-01-30', '2026-01-31', '2026-02-01']

const answerOf = (index: number) =>
  answerInput(versions[index]!.version.document).map((input) => {
    const checked = validateAnswer(versions[index]!.version.document, input)
    assert.ok(checked.ok)
    return checked.answer.values
  })

const steps = () =>
  fc.array(
    fc.oneof(
      ...[0, 1].map((version) =>
        fc.record({
          kind: fc.constant('answer' as const),
          service: fc.integer({ min: 1, max: 3 }),
          day: fc.constantFrom(...days),
          version: fc.constant(version),
          // Few different answers, so that equal ones meet.
          codes: fc.oneof(answerOf(version), fc.constant(versions[version]!.version.document.items.map(() => -1))),
        }),
      ),
      fc.record({ kind: fc.constant('correct' as const), which: fc.nat(), codes: fc.tuple(answerOf(0), answerOf(1)) }),
      fc.record({ kind: fc.constant('import' as const), service: fc.integer({ min: 1, max: 2 }), n: fc.nat(50) }),
      fc.constant({ kind: 'wait as one' as const }),
      fc.constant({ kind: 'fold' as const }),
      fc.constant({ kind: 'folds together' as const }),
      fc.record({ kind: fc.constant('crash' as const), point: fc.constantFrom(...crashPoints) }),
    ),
    { maxLength: 40 },
  )

async function foldAll(): Promise<void> {
  while ((await fold(database.context)).taken > 0);
}

/** As intake leaves the answers of one commit that belong to one cell. */
async function waitAsOne(): Promise<void> {
  await database.db`
    with taken as (delete from collect.pending returning *)
    insert into collect.pending
    select service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, string_agg(codes, ' ')
    from taken group by service_id, day, version_id, source_id, stream, channel, device, user_kind, sign`
}

async function empty(): Promise<void> {
  await database.db`truncate collect.answer, collect.pending, collect.imported_count, collect.pending_count,
    estimate.cube_day, estimate.cube_month, estimate.change, estimate.unfoldable`
}

test('however answers, corrections, imports, folds and crashes follow each other, the cube is the one rebuilt', async () => {
  await fc.assert(
    fc.asyncProperty(steps(), async (sequence) => {
      await empty()
      const answers: StoredAnswer[] = []
      const imported = new Map<number, number>()
      for (const step of sequence) {
        if (step.kind === 'answer') {
          const { service: serviceId, day, version, codes } = step
          answers.push(await storeAnswer(database.db, { serviceId, day, versionId: versions[version]!.id, codes }))
        } else if (step.kind === 'correct' && answers.length > 0) {
          const which = step.which % answers.length
          const before = answers[which]!
          const version = versions.findIndex(({ id }) => id === before.versionId)
          answers[which] = await correctAnswer(database.db, before, step.codes[version]!)
        } else if (step.kind === 'import') {
          imported.set(step.service, step.n)
          await importCounts(database.db, importedCell(step.service, step.n))
        } else if (step.kind === 'wait as one') await waitAsOne()
        else if (step.kind === 'fold') await fold(database.context)
        else if (step.kind === 'folds together') await Promise.all([fold(database.context), fold(database.context)])
        else if (step.kind === 'crash') {
          await crash(step.point)
          await fold(database.context).catch(() => {})
          await crash(null)
        }
      }
      await foldAll()
      const folded = await checksum(database.context)
      assert.deepEqual(await cubeByMonth(), countByHand(answers, imported))
      await rebuild(database.context)
      assert.equal(await checksum(database.context), folded)
    }),
    { numRuns: 40 },
  )
})

function importedCell(serviceId: number, n: number) {
  const { id, version } = versions[0]!
  const counts = Array<number>(layoutOf(version.document).length).fill(0)
  counts[0] = n
  return {
    ...{ serviceId, day: '2026-01-01', versionId: id, sourceId: 7, stream: 'spontaneous' },
    ...{ channel: 'import', device: 'unknown', userKind: 'unknown', n, counts },
  }
}

interface Cell {
  n: number
  counts: number[]
}

async function cubeByMonth(): Promise<Record<string, Cell>> {
  const rows = await database.db<{ name: string; n: number; counts: number[] }[]>`
    select concat_ws(' ', service_id, month, version_id, source_id) as name, n, counts from estimate.cube_month order by 1`
  return Object.fromEntries(rows.map(({ name, n, counts }) => [name, { n, counts }]))
}

function countByHand(answers: StoredAnswer[], imported: Map<number, number>): Record<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const { serviceId, day, versionId, codes } of answers) {
    const name = `${serviceId} ${monthOf(day)} ${versionId} 0`
    const layout = layoutOf(versions.find(({ id }) => id === versionId)!.version.document)
    const cell = cells.get(name) ?? { n: 0, counts: Array<number>(layout.length).fill(0) }
    tally(layout, cell.counts, codes, 1)
    cells.set(name, { ...cell, n: cell.n + 1 })
  }
  for (const [service, n] of imported) {
    const { versionId, counts } = importedCell(service, n)
    if (n > 0) cells.set(`${service} 2026-01-01 ${versionId} 7`, { n, counts })
  }
  return Object.fromEntries([...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

test('what fits no questionnaire is set aside with its reason and keeps nothing waiting', async () => {
  await empty()
  const at = { serviceId: 1, day: days[0]! }
  await storeAnswer(database.db, { ...at, versionId: 999, codes: [5] })
  await storeAnswer(database.db, { ...at, versionId: versions[0]!.id, codes: [5, 1] })
  await storeAnswer(database.db, { ...at, versionId: versions[0]!.id, codes: [5, -1, -2, 3, -1] })
  // One row holds what fits and what does not.
  await waitAsOne()
  assert.deepEqual(await fold(database.context), { taken: 2, full: false })
  const reasons = await database.db`select version_id, reason from estimate.unfoldable order by version_id desc`
  assert.deepEqual(
    reasons.map(({ reason }) => String(reason)),
    ['unknown version', 'does not fit its version'],
  )
  const [cube] = await database.db`select sum(n)::int as n from estimate.cube_month`
  assert.equal(cube?.['n'], 1)
  assert.match(await database.context.metrics.text(), /ascolto_fold_set_aside_total 2/)
  const folded = await checksum(database.context)
  await rebuild(database.context)
  assert.equal(await checksum(database.context), folded)
  const [kept] = await database.db`select count(*)::int as n from estimate.unfoldable`
  assert.equal(kept?.['n'], 2)
})

test('a rebuild beside intake and folds neither waits in a circle nor loses anything', async () => {
  await empty()
  const { db, context } = database
  const codes = [5, -1, -2, 3, -1]
  const write = async (serviceId: number): Promise<void> => {
    for (let i = 0; i < 20; i++) await storeAnswer(db, { serviceId, day: days[0]!, versionId: versions[0]!.id, codes })
  }
  const folds = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await fold(context)
  }
  await Promise.all([write(1), write(2), folds(), rebuild(context).then(() => rebuild(context))])
  await foldAll()
  const [cube] = await db`select sum(n)::int as n from estimate.cube_day`
  assert.equal(cube?.['n'], 40)
})
