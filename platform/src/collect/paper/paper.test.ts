// SPDX-License-Identifier: AGPL-3.0-or-later
// From the marks of a sheet to the answer that counts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { answerInput, anyVersion } from '../../../../libraries/questionnaire/arbitrary-answer.ts'
import fc from 'fast-check'
import { findTouchpoint } from '../../bodies/index.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { assign, ensureVersion } from '../../catalogue/index.ts'
import { createCounters, type Counters } from '../counters/index.ts'
import { createIntake, type Intake } from '../intake/index.ts'
import { marksOf } from './marks.ts'
import { readTyped } from './read-typed.ts'
import { sheetVersion, takeSheet, type Sheet } from './take-sheet.ts'

const { document } = compose('procedura', { who: true })

test('whatever a person may answer can be marked, typed and read again', () => {
  fc.assert(
    fc.property(
      anyVersion.chain(({ document }) => fc.tuple(fc.constant(document), answerInput(document))),
      ([document, input]) => {
        const typed = Object.entries(input).map(([id, value]) => {
          const marks = marksOf(document.items.find((item) => item.id === id)!)
          const mark = (code: number) => marks.find((mark) => mark.code === code)!.mark
          const text = typeof value === 'string' ? value : [value].flat().map(mark).join(' ')
          return [id, text.trim() === '' ? '' : text] as const
        })
        const read = readTyped(document, Object.fromEntries(typed))
        assert.deepEqual(read.problems, [])
        for (const [id, value] of Object.entries(input)) {
          if (Array.isArray(value) && value.length > 0) assert.deepEqual(read.input[id], value)
          if (typeof value === 'number') assert.equal(read.input[id], value)
        }
      },
    ),
  )
})

test('no two boxes of a question have one mark', () => {
  fc.assert(
    fc.property(anyVersion, ({ document }) => {
      for (const item of document.items) {
        const marks = marksOf(item).map(({ mark }) => mark)
        assert.equal(new Set(marks).size, marks.length, item.id)
      }
    }),
  )
})

test('what is no mark, one too many or missing is told at its question; the branch not taken is dropped', () => {
  const read = (typed: Record<string, string>) => readTyped(document, typed)
  assert.deepEqual(read({ ease: '7' }).problems, [{ item: 'ease', kind: 'mark', typed: '7' }])
  assert.deepEqual(read({ ease: '4 5' }).problems, [{ item: 'ease', kind: 'several' }])
  assert.deepEqual(read({}).problems, [{ item: 'ease', kind: 'required' }])
  assert.deepEqual(read({ ease: ' 4, ', liked: '1;3', hindered: '2', clarity: 'n' }).input, {
    ...{ ease: 4, liked: [1, 3] },
    ...(marksOf(document.items.find(({ id }) => id === 'clarity')!).some(({ mark }) => mark === 'N') && {
      clarity: -2,
    }),
  })
  const huge = read({ ease: 'x'.repeat(100_000) }).problems
  assert.ok(JSON.stringify(huge).length < 100)
  assert.deepEqual(read({ ease: '4', liked: '__proto__' }).problems, [
    { item: 'liked', kind: 'mark', typed: '__PROTO__' },
  ])
})

let database: TestDatabase
let intake: Intake
let counters: Counters
let sheet: Sheet

before(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-10T10:00:00Z') })
  const { context, db } = database
  const [body] = await db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS', 'inps') returning id`
  const [service] = await db<{ id: number }[]>`
    insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
    values (${body!.id}, 'nido', 'Nido', 'nido', 'dispositivo', '2026-01-01') returning id`
  await db`insert into bodies.touchpoint (service_id, code, name, state, stream, created_on)
    values (${service!.id}, 'prc234', 'Sportello', 'active', 'invited', '2026-03-01')`
  const { touchpoint } = (await findTouchpoint(context, 'prc234'))!
  await assign(context, touchpoint.id, await ensureVersion(context, compose('procedura')), '2026-03-01')
  await assign(context, touchpoint.id, await ensureVersion(context, compose('procedura', { who: true })), '2026-03-09')
  intake = await createIntake(context)
  counters = createCounters(context)
  const key = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
  sheet = {
    touchpoint,
    day: '2026-03-08',
    language: 'sl',
    key,
    typed: { ease: '2', suggestion: 'Scrivete a mario@esempio.it' },
  }
})

after(async () => {
  await intake.close()
  await counters.close()
  await database.close()
})

test('a sheet counts once, on its day, at the desk, by the questions of that day', async () => {
  const { context, db } = database
  const take = (change: Partial<Sheet> = {}) => takeSheet({ context, intake, counters }, { ...sheet, ...change })
  assert.deepEqual(await take(), { kind: 'taken' })
  assert.deepEqual(await take(), { kind: 'taken' }, 'sent twice it is one answer')
  await counters.flush()
  const rows = await db`
    select day, channel, device, stream, language, state, cardinality(codes) as asked, suggestion from collect.answer`
  assert.deepEqual(
    { ...rows[0] },
    {
      ...{
        day: '2026-03-08',
        channel: 'sportello',
        device: 'unknown',
        stream: 'invited',
        language: 'sl',
        state: 'counted',
      },
      ...{ asked: compose('procedura').document.items.length, suggestion: 'Scrivete a [e-mail]' },
    },
  )
  assert.equal(rows.length, 1)
  const counted = await db`select day, channel, answered, completed from collect.counter`
  assert.deepEqual(
    counted.map((row) => ({ ...row })),
    [{ day: '2026-03-08', channel: 'sportello', answered: 1, completed: 1 }],
  )
  assert.equal((await take({ day: '2026-02-28' })).kind, 'closed')
  const long = await take({ key: sheet.key.replaceAll('a', 'b'), typed: { ease: '2', suggestion: 'x'.repeat(5000) } })
  assert.deepEqual(long, { kind: 'wrong', problems: [{ item: 'suggestion', kind: 'long' }] })
})

test('a day to come, too long ago, before the first question or none at all has no sheet', async () => {
  const version = (day: unknown) => sheetVersion(database.context, sheet.touchpoint.id, day)
  for (const day of ['2026-03-11', '2025-12-09', '2026-02-28', '2026-02-30', '', undefined, 3])
    assert.equal(await version(day), undefined)
  assert.equal(
    (await version('2026-03-10'))?.version.document.items.some(({ id }) => id === 'who'),
    true,
  )
})
