// SPDX-License-Identifier: AGPL-3.0-or-later
// Data of other tools from the file to the estimate: it stands here because only this stage sees the whole way.
import assert from 'node:assert/strict'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { importRegistry } from '../../bodies/index.ts'
import { importAnswers, importCounts, type CountsReport } from '../../collect/index.ts'
import { checksum, fold, measureService, rebuild } from '../index.ts'

const registry = `cod_amm\tdes_amm\nm_it\tMinistero dell'Interno\nuni_na\tUniversita' di Napoli\n`
const bytes = (text: string) => Readable.from([Buffer.from(text)])

async function fresh(): Promise<TestDatabase> {
  const database = await testDatabase({ now: () => new Date('2026-06-10T10:00:00Z') })
  await importRegistry(database.context, bytes(registry), { fileName: 'a.tsv' })
  return database
}

async function foldAll({ context }: TestDatabase): Promise<void> {
  while ((await fold(context)).taken > 0);
}

async function sourcesOf(database: TestDatabase, serviceId = 1) {
  await foldAll(database)
  return (await measureService(database.context, { id: serviceId, slug: 's', demo: false })).sources
}

const counts = (...rows: string[]): string => ['MESE,ANNO,UTILE,NON_UTILE', ...rows].join('\n')
const change = ({ added, changed, unchanged }: CountsReport) => [added, changed, unchanged]

test('counts become a series of their own with their scale; the last month is open', async () => {
  const database = await fresh()
  const report = await importCounts(database.context, bytes(counts('5,2026,30,10', '4,2026,10,10')))
  assert.deepEqual([report.adapter, report.answers, ...change(report)], ['anpr-feedback', 60, 2, 0, 0])
  const [source] = await sourcesOf(database)
  assert.deepEqual([source?.level, source?.scale, source?.estimate.n], ['L2', 'thumbs', 60])
  assert.ok(Math.abs((source?.estimate.value ?? 0) - (100 * 40) / 60) < 1e-9)
  assert.deepEqual(
    source?.series.map(({ month, estimate, open }) => [month, estimate.n, open ?? false]),
    [
      ['2026-04-01', 20, false],
      ['2026-05-01', 40, true],
    ],
  )
  assert.ok(source?.source.notes.some((note) => note.includes('giugno 2024')))
})

test('the same file again changes nothing; a later one replaces what it says differently', async () => {
  const database = await fresh()
  const { context } = database
  await importCounts(context, bytes(counts('5,2026,4,5', '4,2026,10,10')))
  assert.deepEqual(change(await importCounts(context, bytes(counts('5,2026,4,5', '4,2026,10,10')))), [0, 0, 2])
  const later = counts('6,2026,7,0', '5,2026,40,5', '4,2026,10,10')
  assert.deepEqual(change(await importCounts(context, bytes(later))), [1, 1, 1])
  const [source] = await sourcesOf(database)
  assert.equal(source?.estimate.n, 72)
  assert.deepEqual(
    source?.series.map(({ open }) => open ?? false),
    [false, false, true],
  )
})

test('whatever files came before, the cube is that of the last one', async () => {
  const months = fc.uniqueArray(
    fc.record({ month: fc.integer({ min: 1, max: 12 }), good: fc.nat(500), bad: fc.nat(500) }),
    {
      minLength: 12,
      maxLength: 12,
      selector: ({ month }) => month,
    },
  )
  const text = (rows: { month: number; good: number; bad: number }[]): string =>
    counts(...rows.map(({ month, good, bad }) => `${month},2025,${good},${bad}`))
  await fc.assert(
    fc.asyncProperty(fc.array(months, { minLength: 1, maxLength: 4 }), fc.boolean(), async (files, folded) => {
      const [database, once] = [await fresh(), await fresh()]
      for (const file of files) {
        await importCounts(database.context, bytes(text(file)))
        if (folded) await foldAll(database)
      }
      await importCounts(once.context, bytes(text(files.at(-1)!)))
      await Promise.all([foldAll(database), foldAll(once)])
      assert.deepEqual(await checksum(database.context), await checksum(once.context))
      const before = await checksum(database.context)
      await rebuild(database.context)
      assert.deepEqual(await checksum(database.context), before)
      await Promise.all([database.close(), once.close()])
    }),
    { numRuns: 4 },
  )
})

test('a crash in the middle of an import leaves nothing of it', async () => {
  const { context, db } = await fresh()
  await db.unsafe(`create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$;
    create trigger fail before insert on collect.imported_count for each row when (new.month = '2026-05-01') execute function public.fail()`)
  await assert.rejects(importCounts(context, bytes(counts('4,2026,1,1', '5,2026,2,2'))), /crash/)
  assert.equal((await db`select from collect.imported_count`).length, 0)
  assert.equal((await db`select from collect.pending_count`).length, 0)
})

test('rows that make no sense are kept with line and reason, the others come in', async () => {
  const { context, db } = await fresh()
  const { rejected, added } = await importCounts(
    context,
    bytes(counts('13,2026,1,1', '4,26,1,1', '4,2026,-1,1', '4,2026,1,x', '3,2026,1', '2,2026,1,1', '2,2026,2,2')),
  )
  assert.equal(added, 1)
  assert.deepEqual(
    rejected.map(({ line, reason }) => `${line} ${reason}`),
    [
      '2 mese non valido: 13',
      '3 anno non valido: 26',
      '4 UTILE non è un conteggio: -1',
      '5 NON_UTILE non è un conteggio: x',
      '6 3 celle invece di 4',
      '8 mese già presente nel file',
    ],
  )
  assert.equal((await db`select from collect.rejected_row`).length, 6)
})

test('what cannot be imported is refused in words', async () => {
  const { context } = await fresh()
  await assert.rejects(importCounts(context, bytes('a,b\n1,2\n')), /Nessuno riconosce le colonne a, b/)
  await assert.rejects(importCounts(context, bytes('MESE,ANNO,UTILE,NON_UTILE\n')), /nessuna riga/)
  await assert.rejects(
    importCounts(context, bytes(counts('4,2026,1,1')), { body: 'nessuno' }),
    /Carica prima il registro/,
  )
  await assert.rejects(importCounts(context, bytes(counts('4,2026,1,1')), { adapter: 'altro' }), /anpr-feedback/)
  await assert.rejects(importCounts(context, bytes(counts('4,2026,1,1')), { adapter: 'naples-orientation' }), /answers/)
})

const answers = (...rows: string[]): string =>
  ['faculty,informat,willingn,officeho,compete,global,age', ...rows].join('\n')

test('answers come in by the one door, each once, by service; other columns stay outside', async () => {
  const database = await fresh()
  const { context, db } = database
  const file = answers('1,5,6,7,5,7,20', '1,5,6,7,5,7,20', '2,1,NA,,2,1,31', '2,8,1,1,1,1,20', '1,x,1,1,1,1,20')
  const report = await importAnswers(context, bytes(file))
  assert.deepEqual([report.services, report.rows, report.taken, report.known], [2, 5, 3, 0])
  assert.deepEqual(
    report.rejected.map(({ line }) => line).toSorted((a, b) => a - b),
    [5, 6],
  )
  const again = await importAnswers(context, bytes(file))
  assert.deepEqual([again.taken, again.known, again.rejected.length], [0, 3, 2])
  const rows = await db<{ codes: number[] }[]>`select codes from collect.answer order by service_id, codes`
  assert.deepEqual(rows.map(({ codes }) => codes.join()).toSorted(), ['1,-1,-1,2,1', '5,6,7,5,7', '5,6,7,5,7'])
  await foldAll(database)
  assert.equal((await db`select sum(n)::int as n from estimate.cube_month`)[0]?.['n'], 3)
})

const folder = new URL('../../../../../shared/data/', import.meta.url)
const shared = (t: TestContext, name: string): URL | undefined => {
  const url = new URL(name, folder)
  if (existsSync(url)) return url
  t.skip(`not run: ../shared/data/${name} is absent`)
  return undefined
}

test('the real feedback of the ANPR portal says what a count by hand says', async (t) => {
  const file = shared(t, 'satisfaction/anpr_feedback_export.csv')
  if (!file) return
  const database = await fresh()
  const report = await importCounts(database.context, createReadStream(file))
  assert.deepEqual([report.added, report.rejected.length, report.answers], [42, 0, 4258 + 1357])
  const byHand = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number))
  const useful = byHand.reduce((sum, [, , good]) => sum + good!, 0)
  const useless = byHand.reduce((sum, [, , , bad]) => sum + bad!, 0)
  const [source] = await sourcesOf(database)
  assert.ok(Math.abs(source!.estimate.value! - (100 * useful) / (useful + useless)) < 1e-9)
  assert.equal(source!.series.length, 42)
  for (const [month, year, good, bad] of byHand) {
    const point = source!.series.find((candidate) => candidate.month === `${year}-${String(month).padStart(2, '0')}-01`)
    const all = good! + bad!
    if (all < 10) assert.equal(point?.estimate.value, null)
    else assert.ok(Math.abs(point!.estimate.value! - (100 * good!) / all) < 1e-9)
  }
  assert.deepEqual(
    source!.series.filter(({ open }) => open).map(({ month }) => month),
    ['2026-05-01'],
  )
})

test('the real answers of Naples say what a count by hand says, faculty by faculty and item by item', async (t) => {
  const file = shared(t, 'scales/cub_univer_naples_orientation_2002_scale1-7.csv')
  if (!file) return
  const database = await fresh()
  const report = await importAnswers(database.context, createReadStream(file))
  assert.deepEqual([report.services, report.rows, report.taken, report.rejected.length], [13, 2179, 2179, 0])
  const [header, ...lines] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('"', '').split(','))
  const column = (name: string): number => header!.indexOf(name)
  const columns = {
    information: 'informat',
    willingness: 'willingn',
    hours: 'officeho',
    competence: 'compete',
    overall: 'global',
  }
  const services = await database.db<{ id: number; name: string }[]>`select id, name from bodies.service`
  for (const { id, name } of services) {
    const faculty = /facoltà (\d+)$/.exec(name)?.[1]
    const people = lines.filter((line) => line[column('faculty')] === faculty)
    const [source] = await sourcesOf(database, id)
    for (const { item, estimate } of source!.questions) {
      const values = people.map((line) => Number(line[column(columns[item as keyof typeof columns])]))
      const mean = values.reduce((sum, value) => sum + (100 * (value - 1)) / 6, 0) / values.length
      assert.equal(estimate.n, values.length < 5 ? null : values.length)
      if (values.length >= 10) assert.ok(Math.abs(estimate.value! - mean) < 1e-9, `${name} ${item}`)
    }
  }
})
