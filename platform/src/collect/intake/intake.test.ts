// SPDX-License-Identifier: AGPL-3.0-or-later
// The door against a real database: what is accepted is there once, what is not accepted is not there at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose, validateAnswer } from '@ascolto/questionnaire'
import fc from 'fast-check'
import { answerInput } from '../../../../libraries/questionnaire/arbitrary-answer.ts'
import type { Context } from '../../base/context.ts'
import { testDatabase } from '../../base/database/testing.ts'
import { forgetReceipts } from '../jobs.ts'
import { countWaiting, createIntake, type Submission } from './index.ts'

const { document } = compose('procedura', { who: true })
const start = new Date('2026-03-10T10:00:30Z')

function submission(key: string, input: unknown = { ease: 4 }, more: Partial<Submission> = {}): Submission {
  return {
    touchpoint: { id: 7, serviceId: 3, code: 'abc234' },
    versionId: 1,
    document,
    key,
    language: 'it',
    device: 'phone',
    stream: 'spontaneous',
    channel: 'web',
    userKind: 'unknown',
    input,
    ...more,
  }
}

async function opened() {
  const clock = { now: start }
  const test = await testDatabase({ now: () => clock.now })
  const intake = await createIntake(test.context)
  const pending = async (): Promise<string[]> =>
    (await test.db<{ row: string }[]>`select user_kind || ' ' || sign || ' ' || codes as row from collect.pending`).map(
      ({ row }) => row,
    )
  return { ...test, clock, intake, pending }
}

async function accept(intake: Awaited<ReturnType<typeof createIntake>>, given: Submission) {
  const outcome = await intake.submit(given)
  assert.ok('receipt' in outcome, `refused: ${outcome.kind}`)
  return outcome
}

test('an answer is stored with its day, once, and waits for the cube', async () => {
  const { db, intake, pending, close } = await opened()
  const { kind, receipt } = await accept(intake, submission('a', { ease: 5, who: 2, suggestion: 'Scrivi a x@y.it' }))
  assert.equal(kind, 'accepted')
  const [row] = await db`select *, tableoid::regclass::text as partition from collect.answer`
  assert.equal(row!['day'], '2026-03-10')
  assert.equal(row!['partition'], 'collect.answer_2026_03')
  assert.equal(row!['user_kind'], 'impresa')
  assert.equal(row!['suggestion'], 'Scrivi a [e-mail]')
  assert.equal(String(row!['id']).replaceAll('-', ''), receipt.id)
  assert.equal((await pending()).length, 1)
  await close()
})

test('an intake that was closed leaves no connection behind: an import opens one each time', async () => {
  const { db, context, close } = await opened()
  const connections = async (): Promise<number> =>
    (await db`select from pg_stat_activity where datname = current_database()`).length
  await accept(await createIntake(context), submission('a'))
  const before = await connections()
  for (const key of ['b', 'c', 'd']) {
    const intake = await createIntake(context)
    await accept(intake, submission(key))
    await intake.close()
  }
  while ((await connections()) > before);
  await close()
})

test('a repeated key gets the identical receipt, also minutes later and in another process', async () => {
  const { db, context, clock, intake, close } = await opened()
  const first = await accept(intake, submission('a'))
  clock.now = new Date('2026-03-10T10:25:00Z')
  const second = await accept(await createIntake(context), submission('a'))
  assert.equal(second.kind, 'repeated')
  assert.deepEqual(second.receipt, first.receipt)
  const other = await accept(intake, submission('a', { ease: 1 }))
  assert.equal(other.kind, 'conflict')
  assert.deepEqual(await db`select codes[1] as ease from collect.answer`.then((rows) => [...rows]), [{ ease: 4 }])
  await close()
})

test('a thousand concurrent copies of one answer are one row, whichever process takes them', async () => {
  const { db, context, intake, pending, close } = await opened()
  const other = await createIntake(context)
  const outcomes = await Promise.all(
    Array.from({ length: 1000 }, (_, index) => accept(index % 2 ? intake : other, submission('same'))),
  )
  assert.equal(outcomes.filter(({ kind }) => kind === 'accepted').length, 1)
  assert.equal(new Set(outcomes.map(({ receipt }) => receipt.token)).size, 1)
  assert.equal((await db`select from collect.answer`).length, 1)
  assert.equal((await pending()).length, 1)
  await close()
})

test('two processes that take the same keys in opposite order both finish', async () => {
  const { db, context, intake, close } = await opened()
  const other = await createIntake(context)
  const keys = Array.from({ length: 300 }, (_, index) => `k${index}`)
  const sent = [
    ...keys.map((key) => accept(intake, submission(key))),
    ...keys.toReversed().map((key) => accept(other, submission(key))),
  ]
  const outcomes = await Promise.all(sent)
  assert.equal(outcomes.filter(({ kind }) => kind === 'accepted').length, 300)
  assert.equal((await db`select from collect.answer`).length, 300)
  await close()
})

test('answers of one cell that come together wait as one row, each by itself', async () => {
  const { db, intake, pending, close } = await opened()
  const given = [{ ease: 5 }, { ease: 3 }, { ease: 5 }, { ease: 2, who: 2 }]
  await Promise.all(given.map((input, index) => accept(intake, submission(`t${index}`, input))))
  const rows = (await pending()).map((row) => row.split(' '))
  const sizes = rows.map(([kind, sign, ...answers]) => `${kind} ${sign}: ${answers.length}`)
  assert.deepEqual(sizes.toSorted(), ['impresa 1: 1', 'unknown 1: 3'])
  const eases = rows.flatMap(([, , ...answers]) => answers.map((codes) => codes[1]!))
  assert.deepEqual(eases.toSorted(), ['2', '3', '5', '5'])
  assert.equal(await countWaiting(db), 4)
  await close()
})

test('a correction completes the answer and moves the cube by the difference alone', async () => {
  const { db, intake, pending, close } = await opened()
  const { receipt } = await accept(intake, submission('a', { ease: 5, liked: [1], suggestion: 'bene' }))
  await db`delete from collect.pending`
  const corrected = await intake.correct(receipt, { document, userKind: 'unknown', input: { ease: 2, who: 1 } })
  assert.deepEqual(corrected, { kind: 'corrected', receipt })
  const rows = (await pending()).toSorted()
  assert.deepEqual(rows, [
    'cittadino 1 {2,-2,-1,-1,-1,-1,-1,-1,-1,-1,1,1}',
    'unknown -1 {5,1,-2,-1,-1,-1,-1,-1,-1,-1,1,-1}',
  ])
  assert.equal((await intake.answer(receipt))!.suggestion, 'bene')
  assert.equal((await intake.answer(receipt))!.revision, 1)
  await intake.correct(receipt, { document, userKind: 'unknown', input: { ease: 2 } })
  assert.equal((await pending()).length, 2)
  await close()
})

test('fifty corrections at once leave the cube with the last one', async () => {
  const { db, intake, close } = await opened()
  const { receipt } = await accept(intake, submission('a', { ease: 3 }))
  const given = Array.from({ length: 50 }, (_, index) => ({ ease: 1 + (index % 5) }))
  await Promise.all(given.map((input) => intake.correct(receipt, { document, userKind: 'unknown', input })))
  const [sums] =
    await db`select sum(sign)::int as n, sum(sign * (codes::smallint[])[1])::int as ease from collect.pending`
  const [answer] = await db`select codes[1]::int as ease from collect.answer`
  assert.deepEqual({ ...sums }, { n: 1, ease: answer!['ease'] })
  await close()
})

test('after the hour, and without its answer, a correction is refused', async () => {
  const { db, clock, intake, close } = await opened()
  const { receipt } = await accept(intake, submission('a'))
  const change = { document, userKind: 'unknown', input: { ease: 1 } } as const
  assert.equal((await intake.correct(receipt, { ...change, input: { ease: 9 } })).kind, 'invalid')
  clock.now = new Date('2026-03-10T11:00:01Z')
  assert.deepEqual(await intake.correct(receipt, change), { kind: 'expired' })
  clock.now = start
  await db`delete from collect.answer`
  assert.deepEqual(await intake.correct(receipt, change), { kind: 'unknown' })
  await close()
})

test('a late and a future day find a partition of their own', async () => {
  const { db, intake, close } = await opened()
  await Promise.all(
    ['2002-05-31', '2026-01-01', '2031-12-31'].map((day) => accept(intake, submission(day, { ease: 1 }, { day }))),
  )
  const rows = await db`select tableoid::regclass::text as name from collect.answer order by day`
  assert.deepEqual(
    rows.map((row) => row['name']),
    ['collect.answer_2002_05', 'collect.answer_2026_01', 'collect.answer_2031_12'],
  )
  await close()
})

test('when its receipt is forgotten, an answer that comes again on its day is not new', async () => {
  const { db, context, clock, intake, pending, close } = await opened()
  const given = submission('line 1', { ease: 1 }, { day: '2002-05-01' })
  await accept(intake, given)
  await forgetReceipts(context)
  assert.equal((await db`select from collect.receipt`).length, 1)
  clock.now = new Date('2026-03-14T00:00:00Z')
  await forgetReceipts(context)
  assert.equal((await db`select from collect.receipt`).length, 0)
  assert.equal((await accept(intake, given)).kind, 'repeated')
  assert.equal((await pending()).length, 1)
  await close()
})

test('a test answer is kept and never counted', async () => {
  const { db, intake, pending, close } = await opened()
  const { receipt } = await accept(intake, submission('a', { ease: 1 }, { test: true }))
  await intake.correct(receipt, { document, userKind: 'unknown', input: { ease: 2 } })
  assert.deepEqual([...(await db`select state from collect.answer`)], [{ state: 'test' }])
  assert.deepEqual(await pending(), [])
  await close()
})

test('when the commit fails nothing is stored, nothing counted, and the same key is taken afterwards', async () => {
  const { db, intake, pending, close } = await opened()
  await accept(intake, submission('before'))
  await db`delete from collect.pending`
  await db.unsafe(`create function collect.fail() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
    create trigger fail before insert on collect.pending for each row execute function collect.fail()`)
  const outcomes = await Promise.all([1, 2, 3].map((index) => intake.submit(submission(`k${index}`))))
  assert.deepEqual(outcomes, Array(3).fill({ kind: 'unavailable', retryAfter: 5 }))
  assert.equal((await db`select from collect.answer`).length, 1)
  assert.equal((await db`select from collect.receipt`).length, 1)
  await db.unsafe('drop trigger fail on collect.pending')
  assert.equal((await accept(intake, submission('k1'))).kind, 'accepted')
  assert.equal((await pending()).length, 1)
  await close()
})

test('the reply waits for the commit', async () => {
  const { db, intake, close } = await opened()
  await accept(intake, submission('first'))
  const lock = await db.reserve()
  await lock`begin`
  await lock`lock table collect.pending in exclusive mode`
  let replied = false
  const reply = accept(intake, submission('second')).then(() => (replied = true))
  const waits = async (): Promise<boolean> =>
    (await db`select from pg_locks where not granted and relation = 'collect.pending'::regclass`).length > 0
  while (!(await waits())) await new Promise(setImmediate)
  assert.equal(replied, false)
  await lock`rollback`
  lock.release()
  await reply
  await close()
})

test('a full queue says busy and stores nothing of what it refused', async () => {
  const { db, context, close } = await opened()
  const narrow: Context = { ...context, config: { ...context.config, queueLimit: 5 } }
  const intake = await createIntake(narrow)
  const outcomes = await Promise.all(Array.from({ length: 9 }, (_, index) => intake.submit(submission(`k${index}`))))
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    [...Array(5).fill('accepted'), ...Array(4).fill('busy')],
  )
  assert.equal((await db`select from collect.answer`).length, 5)
  await intake.close()
  assert.equal((await intake.submit(submission('late'))).kind, 'busy')
  const wrong = { ...submission('late'), input: { ease: 99 } }
  assert.equal((await intake.submit(wrong)).kind, 'invalid', 'to send it again would not help')
  await close()
})

test('any answer of the model is stored as it was given', async () => {
  const { db, intake, close } = await opened()
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(answerInput(document), { minLength: 1, maxLength: 20 }), async (inputs) => {
      run += 1
      const receipts = await Promise.all(
        inputs.map(async (input, index) => (await accept(intake, submission(`${run}-${index}`, input))).receipt),
      )
      for (const [index, receipt] of receipts.entries()) {
        const stored = await intake.answer(receipt)
        const checked = validateAnswer(document, inputs[index])
        assert.ok(checked.ok && stored)
        assert.deepEqual(stored.codes, checked.answer.values)
        assert.equal(stored.suggestion === null, checked.answer.text === null)
      }
    }),
    { numRuns: 25 },
  )
  assert.equal((await db`select from collect.answer`).length, await countWaiting(db))
  await close()
})
