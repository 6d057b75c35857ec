// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { compose, hashDocument, composeImported, layoutOf, type InstrumentVersion } from '@ascolto/questionnaire'
import { scoreInterval, wilson } from '@ascolto/statistics'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { fold } from '../fold/fold.ts'
import { importCounts, storeAnswer } from '../testing.ts'
import { measureService } from './measure-service.ts'

const service = { id: 1, slug: 'prova', demo: false }
const procedura = compose('procedura')
let database: TestDatabase
let version: number

beforeEach(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-20T12:00:00Z') })
  version = await ensureVersion(database.context, procedura)
})

/** One answer per code to the first question, on the day; other questions by name. */
async function answers(
  codes: readonly number[],
  {
    day = '2026-03-02',
    stream = 'invited',
    versionId = version,
    asked = procedura,
    others = {} as Record<string, number>,
  } = {},
): Promise<void> {
  for (const code of codes) {
    const values = asked.document.items.map(({ id }, index) => (index === 0 ? code : (others[id] ?? -1)))
    await storeAnswer(database.db, { serviceId: 1, day, versionId, codes: values, stream })
  }
  await fold(database.context)
}

const times = (n: number, code: number): number[] => Array<number>(n).fill(code)

test('the headline is the mean counted by hand, with its interval, n and distribution', async () => {
  const codes = [...times(2, 1), ...times(1, 2), ...times(3, 3), ...times(7, 4), ...times(22, 5)]
  await answers(codes, { others: { outcome: 2, overall: 4, clarity: -3 } })
  const { headline, distribution, satisfied, outcome, overall, dimensions, responses, period } = await measureService(
    database.context,
    service,
  )
  const byHand = codes.reduce((sum, code) => sum + 25 * (code - 1), 0) / codes.length
  const interval = scoreInterval([2, 1, 3, 7, 22])
  assert.ok(headline && interval.estimable)
  assert.ok(Math.abs(headline.value! - byHand) < 1e-9)
  assert.deepEqual([headline.low, headline.high, headline.n], [interval.low, interval.high, 35])
  assert.equal(headline.stream, 'invited')
  assert.deepEqual(headline.scope, { kind: 'service', id: 'prova' })
  assert.deepEqual(headline.model, [procedura.hash])
  assert.deepEqual(distribution?.counts, [2, 1, 3, 7, 22])
  assert.deepEqual(distribution?.codes, [1, 2, 3, 4, 5])
  const share = wilson(29, 35)
  assert.ok(share.estimable)
  assert.ok(Math.abs(satisfied!.value! - 100 * share.value) < 1e-9)
  assert.equal(outcome?.value, 50)
  assert.equal(overall?.value, 75)
  assert.deepEqual(
    dimensions.map(({ item, estimate }) => [item, estimate.value !== null]),
    ['ease', 'outcome', 'clarity', 'time', 'reliability', 'accessibility', 'trust'].map((item) => [
      item,
      ['ease', 'outcome'].includes(item),
    ]),
  )
  assert.equal(responses.answered, 35)
  assert.deepEqual(period, { from: '2026-03-01', to: '2026-03-20' })
})

test('below ten answers nothing is told but that there are some', async () => {
  await answers(times(9, 4), { others: { overall: 4 } })
  const figures = await measureService(database.context, service)
  assert.equal(figures.headline?.quality, 'non pubblicabile')
  assert.deepEqual([figures.headline?.value, figures.headline?.low, figures.headline?.high], [null, null, null])
  assert.equal(figures.distribution, null)
  assert.equal(figures.overall?.value, null)
  assert.equal(figures.satisfied?.value, null)
  assert.ok([...figures.series, ...figures.weeks].every(({ estimate }) => estimate.value === null))
  await answers([4])
  const { headline, distribution } = await measureService(database.context, service)
  assert.equal(headline?.value, 75)
  assert.deepEqual(distribution?.counts, [0, 0, 0, 10, 0])
})

test('streams are never added: the invited one speaks as soon as it can, else the larger, flagged', async () => {
  await answers(times(12, 5), { stream: 'invited' })
  await answers(times(40, 2), { stream: 'spontaneous' })
  const before = await measureService(database.context, service)
  assert.equal(before.headline?.stream, 'spontaneous')
  assert.ok(before.headline.flags.includes('autoselezione'))
  assert.equal(before.headline.n, 40)
  assert.equal(before.streams.invited?.value, 100)
  await answers(times(18, 5), { stream: 'invited' })
  const after = await measureService(database.context, service)
  assert.equal(after.headline?.stream, 'invited')
  assert.equal(after.headline.n, 30)
  assert.equal(after.streams.spontaneous?.value, 25)
  assert.equal(after.distribution?.counts[1], 0)
})

test('a question that changed begins a new series, flagged where it breaks', async () => {
  const reworded = structuredClone(procedura.document)
  reworded.items[0]!.wording.it = 'Quanto è stato semplice usare questo servizio?'
  const next: InstrumentVersion = { hash: hashDocument(reworded), document: reworded }
  const nextId = await ensureVersion(database.context, next)
  await answers(times(20, 1), { day: '2026-01-10' })
  await answers(times(15, 5), { day: '2026-02-10', versionId: nextId, asked: next })
  await answers(times(15, 5), { day: '2026-03-10', versionId: nextId, asked: next })
  const { headline, series } = await measureService(database.context, service)
  assert.deepEqual([headline?.value, headline?.n], [100, 30])
  assert.ok(headline?.flags.includes('rottura di serie'))
  assert.deepEqual(
    series.map(({ month, estimate }) => [month, estimate.value, estimate.flags.includes('rottura di serie')]),
    [
      ['2026-01-01', 0, false],
      ['2026-02-01', 100, true],
      ['2026-03-01', 100, false],
    ],
  )
})

test('versions that ask the same go on in one series', async () => {
  const withWho = compose('procedura', { who: true })
  const id = await ensureVersion(database.context, withWho)
  await answers(times(10, 3), { day: '2026-02-10' })
  await answers(times(10, 5), { day: '2026-03-10', versionId: id, asked: withWho })
  const { headline } = await measureService(database.context, service)
  assert.deepEqual([headline?.value, headline?.n, headline?.flags.includes('rottura di serie')], [75, 20, false])
  assert.deepEqual(headline?.model, [procedura.hash, withWho.hash])
})

test('what another tool counted is a series of its own, with its level and the error of its scale', async () => {
  const { context, db } = database
  const label = { it: 'Utile?', de: 'Nützlich?', fr: 'Utile ?', sl: 'Koristno?', en: 'Useful?' }
  const asked = composeImported({
    id: 'thumbs-source',
    items: [{ id: 'useful', scale: 'thumbs', wording: label, dimension: null }],
  })
  const versionId = await ensureVersion(context, asked)
  const [source] = await db<{ id: number }[]>`
    insert into catalogue.source (slug, name, tool, level, created_on)
    values ('pollici', 'Pollici', 'altro', 'L2', '2026-01-01') returning id`
  const { length } = layoutOf(asked.document)
  for (const [day, down, up] of [
    ['2025-11-01', 30, 70],
    ['2025-12-01', 20, 80],
  ] as const) {
    const counts = [down, up, ...Array<number>(length - 2).fill(0)]
    await importCounts(db, {
      ...{ serviceId: 1, day, versionId, sourceId: source!.id, stream: 'spontaneous', channel: 'import' },
      ...{ device: 'unknown', userKind: 'unknown', n: down + up, counts },
    })
  }
  await answers(times(10, 1))
  const { headline, sources, responses } = await measureService(context, service)
  assert.equal(headline?.value, 0)
  assert.equal(responses.answered, 10)
  const [pollici] = sources
  assert.deepEqual([pollici?.source.slug, pollici?.level, pollici?.estimate.value], ['pollici', 'L2', 75])
  assert.deepEqual(
    pollici?.series.map(({ month, estimate }) => [month, estimate.value]),
    [
      ['2025-11-01', 70],
      ['2025-12-01', 80],
    ],
  )
  assert.ok(pollici?.estimate.flags.includes('convertito'))
  assert.deepEqual(pollici?.estimate.conversion, { level: 'L2', error: 10 })
})

test('the response rate comes from the counters, and makes an invited estimate official', async () => {
  const { context, db } = database
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('ente', 'Ente', 'ente')`
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           values (1, 'prova', 'Prova', 'prova', 'dispositivo', '2026-01-01')`
  await db`insert into bodies.touchpoint (service_id, code, name, stream, created_on)
           values (1, 'abcdef', 'Sito', 'invited', '2026-01-01')`
  await db`insert into collect.counter (service_id, touchpoint_id, day, channel, device, offered, opened, answered)
           values (1, 1, '2026-03-02', 'web', 'phone', 1000, 600, 420)`
  const codes = `{${procedura.document.items.map((_, index) => (index === 0 ? 4 : -1)).join(',')}}`
  await db`insert into collect.pending
           select 1, '2026-03-02', ${version}, 0, 'invited', 'web', 'phone', 'unknown', 1, ${codes}::smallint[]
           from generate_series(1, 420)`
  await fold(context)
  const { headline, responses } = await measureService(context, { ...service, demo: true })
  assert.equal(responses.rate?.value, 42)
  assert.equal(responses.byStream.invited.opened, 600)
  assert.equal(responses.eligible, null)
  assert.equal(headline?.quality, 'A')
  assert.ok(headline.flags.includes('dati dimostrativi'))
})
