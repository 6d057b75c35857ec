// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { importRegistry } from '../../bodies/index.ts'
import { importAnswers } from './import-answers.ts'
import { importCounts } from './import-counts.ts'

const bytes = (text: string) => Readable.from([Buffer.from(text)])
const naples = JSON.parse(readFileSync(join(import.meta.dirname, 'adapters/naples-orientation.json'), 'utf8')) as object

/** The adapter of Naples with these changes, as a file of one's own. */
function adapterWith(t: TestContext, changes: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-adapter-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'mio.json')
  writeFileSync(path, JSON.stringify({ ...naples, ...changes }))
  return path
}

async function fresh(): Promise<TestDatabase> {
  const database = await testDatabase({ now: () => new Date('2026-06-10T10:00:00Z') })
  const registry = "cod_amm\tdes_amm\nm_it\tMinistero dell'Interno\nuni_na\tUniversita' di Napoli\n"
  await importRegistry(database.context, bytes(registry), { fileName: 'a.tsv' })
  return database
}

/** Every row of every table of collect and catalogue as text. */
async function everything({ db }: TestDatabase): Promise<string> {
  const tables = await db<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('collect', 'catalogue', 'bodies')`
  const rows = await Promise.all(
    tables.map(({ name }) => db.unsafe<{ row: string }[]>(`select t::text as row from ${name} as t`)),
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

async function refused({ db }: TestDatabase) {
  const rows = await db<{ line: number; reason: string; content: string }[]>`
    select line, reason, content from collect.rejected_row order by line`
  return rows.map(({ line, reason, content }) => [line, reason, content])
}

const header = 'nome,faculty,informat,willingn,officeho,compete,global,note,age'

test('of a refused row only what the adapter reads is kept, and no personal data in it', async (t) => {
  const database = await fresh()
  const adapter = adapterWith(t, { drops: ['nome', 'age'] })
  const file = [
    header,
    'Annunziata,1,5,6,7,5,mario.rossi@example.it,chiamare Esposito,novantuno',
    'Annunziata,1,9,6,7,5,RSSMRA90A01H501W,chiamare Esposito,novantuno',
    'Annunziata,1,5,6,x,5,333 1234567,chiamare Esposito,novantuno',
    'Annunziata,1,5,6,7,5,chiamare Esposito,novantuno',
    'Annunziata,1,5,6,7,5,\0chiamare\tEsposito IT60X0542811101000000123456,altro,novantuno',
  ]
  await importAnswers(database.context, bytes(file.join('\n')), { adapter })
  assert.deepEqual(await refused(database), [
    [
      2,
      'global non è un codice: [e-mail]',
      'faculty: 1 | informat: 5 | willingn: 6 | officeho: 7 | compete: 5 | global: [e-mail]',
    ],
    [
      3,
      'global non è un codice: [codice fiscale]',
      'faculty: 1 | informat: 9 | willingn: 6 | officeho: 7 | compete: 5 | global: [codice fiscale]',
    ],
    [
      4,
      'officeho non è un codice: x',
      'faculty: 1 | informat: 5 | willingn: 6 | officeho: x | compete: 5 | global: [telefono]',
    ],
    [5, '8 celle invece di 9', ''],
    [
      6,
      'global non è un codice: chiamare Esposito [IBAN]',
      'faculty: 1 | informat: 5 | willingn: 6 | officeho: 7 | compete: 5 | global: chiamare Esposito [IBAN]',
    ],
  ])
  const stored = await everything(database)
  for (const word of ['Annunziata', 'novantuno', 'rossi', 'RSSMRA', '1234567', 'IT60X']) {
    assert.ok(!stored.includes(word), word)
  }
})

test('a refused month keeps its columns alone, and its reason no personal data', async () => {
  const database = await fresh()
  const file = 'MESE,ANNO,UTILE,NON_UTILE,compilato da\n4,il 2026 tel. 333 1234567,1,2,Maria Esposito\n5,2026,1,2,x\n'
  const { rejected } = await importCounts(database.context, bytes(file))
  const content = 'ANNO: il 2026 tel. [telefono] | MESE: 4 | NON_UTILE: 2 | UTILE: 1'
  assert.deepEqual(await refused(database), [[2, 'anno non valido: il 2026 tel. [telefono]', content]])
  assert.deepEqual(rejected, [{ line: 2, reason: 'anno non valido: il 2026 tel. [telefono]', content }])
})

test('a dropped column says nothing about which answer is which: another value in it is the same row', async (t) => {
  const database = await fresh()
  const adapter = adapterWith(t, { drops: ['nome', 'age'] })
  const file = (name: string) => [header, `${name},1,5,6,7,5,7,a,20`, `${name},1,5,6,7,5,7,a,21`].join('\n')
  const first = await importAnswers(database.context, bytes(file('Anna')), { adapter })
  const again = await importAnswers(database.context, bytes(file('Maria')), { adapter })
  assert.deepEqual([first.taken, again.taken, again.known], [2, 0, 2])
})

test('an adapter that reads what it drops is refused, whichever way it reads it', async (t) => {
  const { context } = await fresh()
  for (const changes of [{ drops: ['global'] }, { drops: ['faculty'] }, { drops: ['quando'], dayColumn: 'quando' }]) {
    await assert.rejects(
      importAnswers(context, bytes(`${header}\n`.concat('a,1,1,1,1,1,1,n,2\n')), { adapter: adapterWith(t, changes) }),
      (error: Error) => error.message.includes(`legge e insieme lascia fuori ${changes.drops[0]!}.`),
    )
  }
  const dead = adapterWith(t, { serviceColumn: 'faculty' })
  await assert.rejects(importAnswers(context, bytes(`${header}\n1,1,1,1,1,1,1,n,2\n`), { adapter: dead }), /mio\.json/)
})

test('a question on the scale text is one whether or not its role says so', async (t) => {
  const database = await fresh()
  const items = [
    { id: 'overall', column: 'global', scale: '1-7', wording: 'Nel complesso', dimension: null, role: 'overall' },
    { id: 'note', column: 'note', scale: 'text', wording: 'Note', dimension: null },
  ]
  const rows = `${header}\nx,1,5,6,7,5,7,chiamate il 333 1234567,20\n`
  const { taken, rejected } = await importAnswers(database.context, bytes(rows), { adapter: adapterWith(t, { items }) })
  assert.deepEqual([taken, rejected], [1, []])
  const [answer] = await database.db`select suggestion from collect.answer`
  assert.equal(answer?.['suggestion'], 'chiamate il [telefono]')
})

test('a day no answer can have is refused with its line and reason', async (t) => {
  const database = await fresh()
  const adapter = adapterWith(t, { day: undefined, dayColumn: 'quando' })
  const days = ['0000-01-01', '9999-12-31', '1989-12-31', '2026-06-11', '2026-02-30', '2026-06-10', '1990-01-01']
  const file = [`${header},quando`, ...days.map((day) => `x,1,5,6,7,5,7,a,20,${day}`)].join('\n')
  const { taken, rejected } = await importAnswers(database.context, bytes(file), { adapter })
  assert.equal(taken, 2)
  assert.deepEqual(
    rejected.map(({ line, reason }) => [line, reason]),
    [
      [2, 'giorno prima del 1990: 0000-01-01'],
      [3, 'giorno che deve ancora venire: 9999-12-31'],
      [4, 'giorno prima del 1990: 1989-12-31'],
      [5, 'giorno che deve ancora venire: 2026-06-11'],
      [6, 'giorno non valido: 2026-02-30'],
    ],
  )
})
