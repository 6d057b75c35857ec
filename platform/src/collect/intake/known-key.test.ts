// SPDX-License-Identifier: AGPL-3.0-or-later
// A key that is known: what was stored with it, and what the database's server writes about it into its log.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { connect } from '../../base/database/index.ts'
import { testDatabase } from '../../base/database/testing.ts'
import { countWaiting, createIntake, type Submission } from './index.ts'

const { document } = compose('procedura')

function submission(key: string, ease = 4): Submission {
  return {
    ...{ touchpoint: { id: 7, serviceId: 3, code: 'abc234' }, versionId: 1, document, key, input: { ease } },
    ...{ language: 'it', device: 'phone', stream: 'spontaneous', channel: 'web', userKind: 'unknown' },
  }
}

async function kinds(intake: Awaited<ReturnType<typeof createIntake>>, ...given: Submission[]): Promise<string[]> {
  return (await Promise.all(given.map((one) => intake.submit(one)))).map(({ kind }) => kind)
}

test('a known key takes no new one of its group with it, also when its receipt is forgotten', async () => {
  const { db, context, close } = await testDatabase()
  const intake = await createIntake(context)
  assert.deepEqual(await kinds(intake, submission('a'), submission('b')), ['accepted', 'accepted'])
  assert.deepEqual(await kinds(intake, submission('c'), submission('a'), submission('b', 1)), [
    'accepted',
    'repeated',
    'conflict',
  ])
  await db`delete from collect.receipt`
  assert.deepEqual(await kinds(intake, submission('a'), submission('d')), ['repeated', 'accepted'])
  assert.equal((await db`select from collect.answer`).length, 4)
  assert.equal(await countWaiting(db), 4)
  await close()
})

test('a server that logs all it can about errors has no answer of a repeated key in its log', async (t) => {
  const { db, context, embedded, name } = await testDatabase()
  if (!embedded) return t.skip('not run: the log of the server of DATABASE_URL cannot be read')
  for (const setting of ["log_error_verbosity = 'verbose'", "log_min_error_statement = 'error'"])
    await db.unsafe(`alter database ${name} set ${setting}`)
  const loud = connect(embedded, 2, undefined, name)
  const intake = await createIntake({ ...context, db: loud })
  const first = await intake.submit(submission('a'))
  assert.deepEqual(await kinds(intake, submission('a')), ['repeated'])
  assert.deepEqual(await kinds(intake, submission('a', 1), submission('b')), ['conflict', 'accepted'])
  await loud`delete from collect.receipt`
  assert.deepEqual(await kinds(intake, submission('a')), ['repeated'])
  // That the log is the right one, and tells everything.
  await assert.rejects(loud`insert into base.secret select * from base.secret`)
  await loud.end()
  const [{ folder } = { folder: '' }] = await db<
    { folder: string }[]
  >`select current_setting('data_directory') as folder`
  const log = readFileSync(join(dirname(folder), 'postgres.log'), 'utf8')
  assert.match(log, /Key \(name\)=\(receipt\) already exists/)
  assert.ok('receipt' in first)
  assert.ok(!log.replaceAll('-', '').includes(first.receipt.id), 'the id of an answer')
  assert.doesNotMatch(log, /collect\./)
})
