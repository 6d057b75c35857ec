// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { fold } from '../../estimate/index.ts'
import { storeAnswer } from '../../estimate/testing.ts'
import { bodyFigures, edition, nation, serviceBySlug } from '../read/find-figures.ts'
import { searchServices } from '../read/search-services.ts'
import { refresh } from './refresh.ts'
import { markRenamed } from './store.ts'

const procedura = compose('procedura')
let database: TestDatabase
let versionId: number

before(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-20T12:00:00Z') })
  const { db, context } = database
  versionId = await ensureVersion(context, procedura)
  await db`insert into bodies.body (ipa_code, name, sort_name, region_code, category_code)
           values ('c_f205', 'Comune di Milano', 'comune di milano', '03', 'L6'), ('inps', 'INPS', 'inps', '12', 'C1')`
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           values (1, 'anagrafe', 'Anagrafe della città', 'anagrafe', 'dispositivo', '2026-01-01'),
                  (2, 'pensione', 'Domanda di pensione', 'pensione', 'dispositivo', '2026-01-01'),
                  (2, 'cassetto', 'Cassetto', 'cassetto', 'consultazione', '2026-01-01')`
})

async function answer(serviceId: number, codes: readonly number[], stream = 'invited'): Promise<void> {
  for (const code of codes) {
    const values = procedura.document.items.map((_, index) => (index === 0 ? code : -1))
    await storeAnswer(database.db, { serviceId, day: '2026-03-02', versionId, codes: values, stream })
  }
  await fold(database.context)
}

async function refreshAll(): Promise<void> {
  while ((await refresh(database.context)).services > 0);
}

const times = (n: number, code: number): number[] => Array<number>(n).fill(code)

test('what was answered is public after a refresh, the rest of the country with it', async () => {
  const { context } = database
  await markRenamed(database.db)
  await answer(1, times(40, 5))
  await answer(2, times(60, 2))
  await answer(3, times(9, 1))
  await refreshAll()
  const anagrafe = await serviceBySlug(context, 'anagrafe')
  assert.deepEqual([anagrafe?.headline?.value, anagrafe?.headline?.n], [100, 40])
  assert.deepEqual(anagrafe?.body, {
    ...{ ipaCode: 'c_f205', name: 'Comune di Milano', acronym: null, typology: null, categoryCode: 'L6' },
    ...{ regionCode: '03', region: 'Lombardia' },
  })
  assert.equal((await serviceBySlug(context, 'cassetto'))?.headline?.value, null)
  const country = await nation(context)
  assert.deepEqual([country.services, country.publishedServices, country.bodies, country.answers], [3, 2, 2, 100])
  assert.equal(country.means.invited?.unweighted.value, 62.5)
  assert.equal(country.means.invited.weighted.value, 55)
  assert.equal(country.means.spontaneous, null)
  assert.deepEqual(country.histogram, [0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  const body = await bodyFigures(context, 'INPS')
  assert.deepEqual(
    body?.services.map(({ slug }) => slug),
    ['cassetto', 'pensione'],
  )
  assert.deepEqual([body.means.invited?.unweighted.value, body.means.invited?.services], [25, 1])
  assert.deepEqual(await edition(context), { kind: 'continuous', asOf: '2026-03-20', method: '2026.1' })
})

test('a second refresh has nothing to do; a new name is followed', async () => {
  const { context, db } = database
  await refreshAll()
  await markRenamed(db)
  assert.deepEqual(await refresh(context), { services: 0 })
  await db`update bodies.body set name = 'Istituto nazionale della previdenza sociale' where ipa_code = 'inps'`
  await markRenamed(db)
  await markRenamed(db)
  assert.deepEqual(await refresh(context), { services: 2 })
  assert.equal((await serviceBySlug(context, 'pensione'))?.body.name, 'Istituto nazionale della previdenza sociale')
})

test('services are found without accents, by region, kind and category, in the order asked for', async () => {
  const { context } = database
  const found = async (search: object): Promise<string[]> =>
    (await searchServices(context, search)).items.map(({ slug }) => slug)
  await refreshAll()
  assert.deepEqual(await found({}), ['anagrafe', 'cassetto', 'pensione'])
  assert.deepEqual(await found({ q: 'citta MILANO' }), ['anagrafe'])
  assert.deepEqual(await found({ q: '100%' }), [])
  assert.deepEqual(await found({ region: '12', kind: 'dispositivo' }), ['pensione'])
  assert.deepEqual(await found({ category: 'L6' }), ['anagrafe'])
  assert.deepEqual(await found({ sort: 'value' }), ['pensione', 'anagrafe', 'cassetto'])
  assert.deepEqual(await found({ sort: '-value' }), ['anagrafe', 'pensione', 'cassetto'])
  assert.deepEqual(await found({ sort: 'n' }), ['pensione', 'anagrafe', 'cassetto'])
  const page = await searchServices(context, { limit: 2 })
  assert.deepEqual([page.total, page.next], [3, 2])
  assert.deepEqual(await found({ limit: 2, offset: 2 }), ['pensione'])
})

test('the public role reads figures and neither answers nor the cube', async () => {
  const { publicDb } = database
  assert.equal((await publicDb`select from publish.service_figures`).length, 3)
  for (const table of [
    'collect.answer',
    'collect.pending',
    'estimate.cube_day',
    'estimate.cube_month',
    'base.secret',
  ]) {
    await assert.rejects(publicDb.unsafe(`select * from ${table}`), /permission denied/)
  }
  await assert.rejects(publicDb`update publish.service_figures set value = 100`, /permission denied/)
})

test('a crash while publishing leaves the service marked and the old figures in place', async () => {
  const { context, db } = database
  await answer(1, times(40, 1))
  await db.unsafe(`create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$;
    create trigger fail before insert or update on publish.nation_figures for each row execute function public.fail()`)
  await assert.rejects(refresh(context), /crash/)
  assert.equal((await serviceBySlug(context, 'anagrafe'))?.headline?.value, 100)
  await db`drop trigger fail on publish.nation_figures`
  assert.deepEqual(await refresh(context), { services: 1 })
  assert.equal((await serviceBySlug(context, 'anagrafe'))?.headline?.value, 50)
})
