// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, test } from 'node:test'
import { compose, hashDocument } from '@ascolto/questionnaire'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { createService, findBody, importRegistry, type Service } from '../bodies/index.ts'
import { assign, editTouchpoint, ensureSource, ensureVersion, findSource, openTouchpoint } from './index.ts'
import { forgetAssignments, versionById, versionFor } from './index.ts'

let database: TestDatabase
let service: Service

before(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-10T10:00:00Z') })
  const { context } = database
  const registry = 'cod_amm\tdes_amm\ninps\tINPS\n'
  await importRegistry(context, Readable.from([Buffer.from(registry)]), { fileName: 'a.tsv' })
  const made = await createService(context, (await findBody(context, 'inps'))!, {
    name: 'Domanda',
    kind: 'dispositivo',
  })
  assert.ok(made.ok)
  service = made.value
})

test('one document is one version, however many store it at once', async () => {
  const { context } = database
  const version = compose('procedura')
  const ids = await Promise.all(Array.from({ length: 10 }, () => ensureVersion(context, version)))
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual((await versionById(context, ids[0]!))?.document, version.document)
  assert.equal(await versionById(context, 999_999), undefined)
})

test('a stored version refuses to change, and a damaged one is never used', async () => {
  const { context, db } = database
  const id = await ensureVersion(context, compose('pagina'))
  await assert.rejects(db`update catalogue.instrument_version set document = '{}' where id = ${id}`, /never changes/)
  await assert.rejects(db`delete from catalogue.instrument_version where id = ${id}`, /never changes/)
  const document = structuredClone(compose('assistenza').document)
  const damaged = await ensureVersion(context, {
    hash: hashDocument(compose('assistenza').document),
    document: { ...document, steps: [] } as never,
  })
  await assert.rejects(versionById(context, damaged))
})

test('an opened touchpoint asks from today on the questionnaire of its kind; an assignment changes it from its day', async () => {
  const { context } = database
  const opened = await openTouchpoint(context, service, { name: 'Fine domanda' })
  assert.ok(opened.ok)
  const { touchpoint, version } = opened.value
  assert.equal(version.document.instrument, 'procedura')
  assert.equal(await versionFor(context, touchpoint.id, '2026-03-10'), version)
  assert.equal(await versionFor(context, touchpoint.id, '2016-03-10'), version, 'on a day before its own')
  const next = await ensureVersion(context, compose('procedura', { who: true }))
  await assign(context, touchpoint.id, next, '2026-04-01')
  assert.equal((await versionFor(context, touchpoint.id, '2026-03-31'))?.id, version.id)
  assert.equal((await versionFor(context, touchpoint.id, '2026-12-31'))?.id, next)
  await context.db`delete from catalogue.assignment where touchpoint_id = ${touchpoint.id} and from_day < '2026-04-01'`
  forgetAssignments(context)
  for (const day of ['2016-03-10', '2026-03-10', '2026-03-31'] as const)
    assert.equal(await versionFor(context, touchpoint.id, day), undefined, 'what is planned is not asked before')
})

test('who answers is asked where several kinds of people come by', async () => {
  const { context } = database
  const asked = async (given: object): Promise<boolean> => {
    const several = { ...service, audience: ['cittadini', 'imprese'] }
    const opened = await openTouchpoint(context, several, given as never)
    assert.ok(opened.ok)
    return opened.value.version.document.items.some(({ id }) => id === 'who')
  }
  assert.equal(await asked({ name: 'Tutti' }), true)
  assert.equal(await asked({ name: 'Solo imprese', userKind: 'impresa' }), false)
  assert.equal(await asked({ name: 'Tutti, senza chiederlo', who: false }), false)
})

test('a touchpoint that learns or forgets who comes by stops or begins to ask, unless its questionnaire is one of its own', async () => {
  const { context } = database
  const several = { ...service, audience: ['cittadini', 'imprese'] }
  const opened = await openTouchpoint(context, several, { name: 'Chi passa di qui' })
  assert.ok(opened.ok)
  let { touchpoint } = opened.value
  const edit = async (given: object): Promise<boolean> => {
    const edited = await editTouchpoint(context, several, touchpoint, given as never)
    assert.ok(edited.ok)
    touchpoint = edited.value.touchpoint
    const asked = await versionFor(context, touchpoint.id, '2026-03-10')
    assert.equal(edited.value.version?.id ?? asked!.id, asked!.id)
    return asked!.document.items.some(({ id }) => id === 'who')
  }
  assert.equal(await edit({ name: 'Altro nome' }), true)
  assert.equal(await edit({ userKind: 'impresa' }), false)
  assert.equal(await edit({ userKind: '' }), true)
  const own = await ensureVersion(context, compose('procedura', { who: true, previous: compose('procedura') }))
  await assign(context, touchpoint.id, own, '2026-03-10')
  assert.equal(await edit({ userKind: 'cittadino' }), true)
})

test('an unknown questionnaire and a bad field make no touchpoint', async () => {
  const { context, db } = database
  const count = async (): Promise<number> => (await db`select from bodies.touchpoint`).length
  const before = await count()
  const wrong = await openTouchpoint(context, service, { name: 'X', instrument: 'altro' })
  assert.ok(!wrong.ok && wrong.problems[0]?.field === 'instrument')
  assert.ok(!(await openTouchpoint(context, service, { name: '' })).ok)
  assert.equal(await count(), before)
})

test('a source is made once and kept up to date', async () => {
  const { context } = database
  const input = { slug: 'anpr', name: 'Portale ANPR', tool: 'questionario del sito', level: 'L2' } as const
  const made = await ensureSource(context, input)
  const again = await ensureSource(context, { ...input, citation: 'italia/anpr-opendata' })
  assert.deepEqual([again.id, again.citation], [made.id, 'italia/anpr-opendata'])
  assert.deepEqual(await findSource(context, 'anpr'), again)
  assert.equal(await findSource(context, 'altro'), undefined)
})
