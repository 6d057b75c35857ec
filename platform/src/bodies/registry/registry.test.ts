// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { importComuni } from '../comuni/import-comuni.ts'
import { importRegistry, type RegistryOptions, type RegistryReport } from './import-registry.ts'
import { listRegistryChanges } from './list-changes.ts'

type Import = (content: string, options?: Partial<RegistryOptions>) => Promise<RegistryReport>

async function fresh(): Promise<TestDatabase & { bring: Import }> {
  const database = await testDatabase({ now: () => new Date('2026-03-10T10:00:00Z') })
  const bring: Import = (content, options) =>
    importRegistry(database.context, Readable.from([Buffer.from(content)]), { fileName: 'enti.csv', ...options })
  return { ...database, bring }
}

const header =
  'Codice_IPA,Denominazione_ente,Codice_fiscale_ente,Tipologia,Codice_Categoria,Ente_in_liquidazione,Acronimo,'
const places =
  'Codice_catastale_comune,CAP,Indirizzo,Mail1,Tipo_Mail1,Mail2,Tipo_Mail2,Sito_istituzionale,Nome_responsabile'
const file = (...rows: string[]): string => [`\ufeff${header}${places}`, ...rows].join('\n')
const milano =
  'C_F205,Comune di Milano,01199250158,Comuni,L6,N,,F205,20121,Piazza,PEC@x.it,Pec,altro@x.it,Altro,www.milano.it,Mario'
const inps = 'inps,INPS,80078750587,Enti,,N,INPS,H501,00144,Via,a@x.it,pec,,,www.inps.it,Anna'

const changes = ({ new: added, renamed, changed, closed, reopened, merged, unchanged }: RegistryReport): object => ({
  ...{ added, renamed, changed, closed, reopened, merged, unchanged },
})
const none = { added: 0, renamed: 0, changed: 0, closed: 0, reopened: 0, merged: 0, unchanged: 0 }

test('a first file brings bodies; names of people and other mails stay outside', async () => {
  const { db, bring } = await fresh()
  const report = await bring(file(milano, inps))
  assert.deepEqual([report.rows, report.layout, report.rejected], [2, 'IndicePA enti', []])
  const [body] = await db`select * from bodies.body where ipa_code = 'c_f205'`
  assert.deepEqual(
    [body?.['name'], body?.['category_code'], body?.['cadastral_code'], body?.['pec'], body?.['state']],
    ['Comune di Milano', 'L6', 'F205', ['pec@x.it'], 'active'],
  )
  assert.doesNotMatch(JSON.stringify(body), /Mario|altro@/)
})

test('the same file again changes nothing, a later one is a difference with its history', async () => {
  const { db, bring } = await fresh()
  await bring(file(milano, inps))
  assert.deepEqual(changes(await bring(file(milano, inps))), { ...none, unchanged: 2 })
  const later = file(milano.replace('Comune di Milano', 'Milano').replace('20121', '20100'), inps.replace(',N,', ',S,'))
  assert.deepEqual(changes(await bring(later)), { ...none, renamed: 1, changed: 1, closed: 1 })
  assert.deepEqual(changes(await bring(file(milano, inps))), { ...none, renamed: 1, changed: 1, reopened: 1 })
  const rows = await db<{ change: string }[]>`
    select change from bodies.body_history join bodies.body on body.id = body_id where ipa_code = 'inps'
    order by body_history.import_id`
  assert.deepEqual(
    rows.map(({ change }) => change),
    ['new', 'closed', 'reopened'],
  )
})

test('a body that is gone closes and keeps its services; one whose fiscal code lives on was merged', async () => {
  const { db, bring } = await fresh()
  await bring(file(milano, inps))
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           select id, 'domanda', 'Domanda', 'domanda', 'dispositivo', '2026-01-01' from bodies.body where ipa_code = 'inps'`
  assert.deepEqual(changes(await bring(file(milano))), { ...none, closed: 1, unchanged: 1 })
  assert.equal((await db`select from bodies.service`).length, 1)
  const heir = milano.replace('C_F205', 'nuovo').replace('Comune di Milano', 'Città di Milano')
  assert.deepEqual(changes(await bring(file(heir))), { ...none, added: 1, merged: 1 })
  const [row] = await db`select after from bodies.body_history where change = 'merged'`
  assert.equal(row?.['after'].into, 'nuovo')
})

test('a partial file closes nobody; a file that seems cut is refused and nothing of it stays', async () => {
  const { db, bring } = await fresh()
  const many = Array.from({ length: 40 }, (_, index) => inps.replace('inps', `ente${index}`))
  await bring(file(...many))
  await bring(file(milano), { partial: true })
  await assert.rejects(bring(file(milano)), /Mancano 40 dei 41 enti attivi/)
  const count = async (state: string): Promise<number> =>
    (await db`select from bodies.body where state = ${state}`).length
  assert.deepEqual([await count('active'), await count('closed')], [41, 0])
  assert.equal((await bring(file(milano), { closeMany: true })).merged, 0)
  assert.deepEqual([await count('active'), await count('closed')], [1, 40])
})

test('bad rows come with line and reason, the others come in', async () => {
  const { bring } = await fresh()
  const { rows, rejected } = await bring(
    file(
      milano,
      ',Senza codice,,,,,,,,,,,,,,',
      'x,,,,,,,,,,,,,,,',
      milano,
      'a b,Nome,,,,,,,,,,,,,,',
      'corta,Riga',
      inps,
    ),
    { mostRefused: true },
  )
  assert.equal(rows, 7)
  assert.deepEqual(
    rejected.map(({ line, reason }) => [line, reason]),
    [
      [3, 'manca il codice IPA'],
      [4, 'manca la denominazione di x'],
      [5, 'c_f205 è già alla riga 2'],
      [6, 'codice IPA non valido: a b'],
      [7, '2 celle invece di 16'],
    ],
  )
})

const nameless = 'inps,,,,,,,,,,,,,,,'
const codeless = ',Senza codice,,,,,,,,,,,,,,'

async function stateOf({ db }: TestDatabase, code: string): Promise<unknown> {
  return (await db`select state from bodies.body where ipa_code = ${code}`)[0]?.['state']
}

test('a body whose row is refused stays open', async () => {
  const database = await fresh()
  await database.bring(file(milano, inps))
  for (const refused of [nameless, 'inps,INPS']) {
    const report = await database.bring(file(milano, refused))
    assert.deepEqual([changes(report), report.unreadable, report.kept], [{ ...none, unchanged: 1 }, 0, 0], refused)
    assert.equal(await stateOf(database, 'inps'), 'active')
  }
})

test('while nobody knows whose a refused row is, nobody the file lacks is closed without a word of the operator', async () => {
  const database = await fresh()
  await database.bring(file(milano, inps))
  for (const refused of [codeless, 'in ps,INPS,,,,,,,,,,,,,,', 'Via Roma,inps', 'parola,inps']) {
    const report = await database.bring(file(milano, refused))
    assert.deepEqual([report.closed, report.unreadable, report.kept], [0, 1, 1], refused)
  }
  assert.equal(await stateOf(database, 'inps'), 'active')
  assert.deepEqual((await database.bring(file(milano, codeless), { closeMany: true })).closed, 1)
})

test('a file most rows of which are refused changes nothing unless that is wanted', async () => {
  const database = await fresh()
  await database.bring(file(milano, inps))
  const bad = file(milano.replace('Comune di Milano', 'Milano'), nameless, codeless)
  await assert.rejects(database.bring(bad), /rifiutate 2 righe su 3\. Riga 3: manca la denominazione di inps\./)
  await assert.rejects(database.bring(bad, { partial: true }), /--most-refused/)
  await assert.rejects(database.bring(file(nameless, codeless), { mostRefused: true }), /nemmeno un ente/)
  assert.deepEqual(await stateOf(database, 'inps'), 'active')
  const report = await database.bring(bad, { mostRefused: true })
  assert.deepEqual(changes(report), { ...none, renamed: 1 })
})

test('a name holds nothing that turns or hides it', async () => {
  const { db, bring } = await fresh()
  await bring(file(milano.replace('Comune di Milano', 'Comune \u202edi\u2066 Mi\u0007la\u200bno'), inps))
  const [row] = await db`select name from bodies.body where ipa_code = 'c_f205'`
  assert.equal(row?.['name'], 'Comune di Milano')
  assert.match(
    (await bring(file(milano, 'vuoto,\u202e\u200b,,,,,,,,,,,,,,'))).rejected[0]!.reason,
    /manca la denominazione/,
  )
})

test('a file that is no registry is refused in words', async () => {
  const { bring } = await fresh()
  await assert.rejects(bring('a;b\n1;2\n'), /Mancano le colonne/)
  await assert.rejects(bring(''), /È vuoto/)
  await assert.rejects(bring(file()), /nemmeno un ente/)
})

const comuni =
  'Codice Regione;Codice Comune formato alfanumerico;Denominazione in italiano;"Denominazione dell\'Unità territoriale \n' +
  'sovracomunale";Sigla automobilistica;Codice Catastale del comune\n' +
  '03;015146;Milano;Milano;MI;F205\n12;058091;Roma;Roma;RM;H501\n12;58091;Corto;Roma;RM;H502\n'

test('bodies find their comune whichever file comes first; a renamed seat is placed anew', async () => {
  const { db, context, bring } = await fresh()
  await bring(file(milano))
  const report = await importComuni(context, Readable.from([Buffer.from(comuni, 'latin1')]))
  assert.deepEqual([report.comuni, report.placed, report.rejected.length], [2, 1, 1])
  assert.equal((await bring(file(milano, inps))).placed, 2)
  const seat = async (): Promise<unknown> =>
    (await db`select comune_istat_code, comune_name, region_code from bodies.body where ipa_code = 'inps'`)[0]
  assert.deepEqual(await seat(), { comune_istat_code: '058091', comune_name: 'Roma', region_code: '12' })
  await bring(file(milano, inps.replace('H501', 'F205')))
  assert.deepEqual(await seat(), { comune_istat_code: '015146', comune_name: 'Milano', region_code: '03' })
})

const folder = new URL('../../../../../shared/data/registry/', import.meta.url)
const shared = (t: TestContext, name: string): URL | undefined => {
  const url = new URL(name, folder)
  if (existsSync(url)) return url
  t.skip(`not run: ../shared/data/registry/${name} is absent`)
  return undefined
}

test('the real registry of 22,672 bodies comes in whole and finds its comuni', async (t) => {
  const list = shared(t, 'istat_elenco_comuni_2020-01-01.csv')
  const registry = shared(t, 'ipa_amministrazioni_io.tsv.gz')
  if (!list || !registry) return
  const { db, context } = await fresh()
  assert.equal((await importComuni(context, createReadStream(list))).comuni, 7904)
  const report = await importRegistry(context, createReadStream(registry), { fileName: 'ipa.tsv.gz' })
  assert.deepEqual([report.rows, report.new, report.rejected.length], [22_672, 22_672, 0])
  t.diagnostic(`${report.placed} placed`)
  const again = await importRegistry(context, createReadStream(registry), { fileName: 'ipa.tsv.gz' })
  assert.deepEqual(changes(again), { ...none, unchanged: 22_672 })
  const [lost] = await db`select count(*) as n from bodies.body where region_code is null`
  assert.equal(lost?.['n'], 0)
  const [comune] =
    await db`select comune_istat_code, region_code, category_code from bodies.body where ipa_code = 'c_h501'`
  assert.deepEqual(comune, { comune_istat_code: '058091', region_code: '12', category_code: 'L6' })
})

test('an import nobody wants any more leaves nothing', async () => {
  const { db, bring } = await fresh()
  await bring(file(milano))
  await assert.rejects(
    bring(file(milano, inps), { signal: AbortSignal.abort('cancelled') }),
    (why) => why === 'cancelled',
  )
  assert.equal((await db`select from bodies.body`).length, 1)
  assert.equal((await db`select from bodies.registry_import`).length, 1)
})

test('a file without end is refused', async () => {
  const { bring } = await fresh()
  await assert.rejects(bring(file(milano, inps), { mostBytes: 300 }), /una volta decompresso/)
})

test('what an import changed can be listed', async () => {
  const { context, bring } = await fresh()
  await bring(file(milano, inps))
  const { importId } = await bring(file(milano.replace('Comune di Milano', 'Milano')), { closeMany: true })
  assert.deepEqual(
    [...(await listRegistryChanges(context, importId, 'renamed', 9))],
    [{ ipaCode: 'c_f205', name: 'Milano', nameBefore: 'Comune di Milano', into: null }],
  )
  assert.deepEqual(
    (await listRegistryChanges(context, importId, 'closed', 9)).map(({ name }) => name),
    ['INPS'],
  )
})
