// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import type { Made, Service, Touchpoint } from '../index.ts'
import { createService, createTouchpoint, findBody, findTouchpoint, listTouchpoints } from '../index.ts'
import { mergeTouchpoint, separateTouchpoint, updateTouchpoint } from '../index.ts'

let database: TestDatabase
let services = 0

before(async () => {
  database = await testDatabase()
  await database.db`insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS', 'inps')`
})

function made<Value>(result: Made<Value>): Value {
  if (!result.ok) assert.fail(JSON.stringify(result.problems))
  return result.value
}

async function someTouchpoints(count: number, given: object = {}): Promise<{ service: Service; points: Touchpoint[] }> {
  const { context } = database
  const body = (await findBody(context, 'inps'))!
  const service = made(await createService(context, body, { name: `Servizio ${++services}`, kind: 'sito' }))
  const points: Touchpoint[] = []
  for (let n = 0; n < count; n++)
    points.push(made(await createTouchpoint(context, service, { name: `punto ${n}`, ...given })))
  return { service, points }
}

function inTransaction<Result>(act: (scoped: Context) => Promise<Result>): Promise<Result> {
  const { context, db } = database
  return db.begin((transaction) => act({ ...context, db: transaction as unknown as Sql })) as Promise<Result>
}

const merge = (from: Touchpoint, into: unknown) => inTransaction((scoped) => mergeTouchpoint(scoped, from, { into }))
const separate = (from: Touchpoint) => inTransaction((scoped) => separateTouchpoint(scoped, from))

test('a touchpoint is merged into another of its service and separated again; everything else of it stays', async () => {
  const { points } = await someTouchpoints(2)
  const [old, other] = points as [Touchpoint, Touchpoint]
  assert.deepEqual(made(await merge(old, other.code)), { ...old, mergedInto: other.code })
  assert.deepEqual(await separate(old), old)
})

test('what is no touchpoint of this service to merge into is refused, and so is another stream', async () => {
  const { points } = await someTouchpoints(2)
  const [old, other] = points as [Touchpoint, Touchpoint]
  const elsewhere = (await someTouchpoints(1)).points[0]!
  for (const into of [undefined, '', old.code, elsewhere.code, 'nobody0', ['x'], 3])
    assert.ok(!(await merge(old, into)).ok)
  made(await updateTouchpoint(database.context, other, { stream: 'invited' }))
  const refused = await merge(old, other.code)
  assert.match(refused.ok ? '' : refused.problems[0]!.message, /flusso/)
  const tool = (await someTouchpoints(2, { channel: 'import' })).points
  assert.ok(!(await merge(tool[0]!, tool[1]!.code)).ok)
})

test('whatever people merge and separate, also at once, there is neither a chain nor a circle', async () => {
  const { service, points } = await someTouchpoints(5)
  const place = fc.nat({ max: points.length - 1 })
  const step = fc.record({ from: place, into: fc.option(place) })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (steps) => {
      for (const together of steps) {
        await Promise.all(
          together.map(({ from, into }) =>
            into === null ? separate(points[from]!) : merge(points[from]!, points[into]!.code),
          ),
        )
        const now = await listTouchpoints(database.context, service.id)
        for (const { mergedInto } of now) {
          const other = now.find(({ code }) => code === mergedInto)
          assert.equal(other?.mergedInto ?? null, null)
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('merging is seen at once', async () => {
  const { points } = await someTouchpoints(2)
  const { context } = database
  assert.equal((await findTouchpoint(context, points[0]!.code))?.touchpoint.mergedInto, null)
  made(await mergeTouchpoint(context, points[0]!, { into: points[1]!.code }))
  assert.equal((await findTouchpoint(context, points[0]!.code))?.touchpoint.mergedInto, points[1]!.code)
})
