// SPDX-License-Identifier: AGPL-3.0-or-later
// A database that hangs, and comes back: every process of it is stopped and let go on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { testDatabase } from '../../base/database/testing.ts'
import { createIntake, type Submission } from './index.ts'

const { document } = compose('procedura')

function submission(key: string, ease = 4): Submission {
  return {
    ...{ touchpoint: { id: 7, serviceId: 3, code: 'abc234' }, versionId: 1, document, key, input: { ease } },
    ...{ language: 'it', device: 'phone', stream: 'spontaneous', channel: 'web', userKind: 'unknown' },
  }
}

function signalAll(postmaster: number, signal: NodeJS.Signals): void {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
  for (const pid of [postmaster, ...children.filter(Boolean).map(Number)]) process.kill(pid, signal)
}

test('while the database hangs answers are refused, and afterwards each is there once', async (t) => {
  const { db, context, embedded } = await testDatabase()
  if (!embedded) return t.skip('not run: the server of DATABASE_URL is not ours to stop')
  const intake = await createIntake(context, 300)
  const first = await intake.submit(submission('before'))
  assert.ok(first.kind === 'accepted')
  const keys = ['a', 'b', 'c']
  const postmaster = embedded.pid()!
  signalAll(postmaster, 'SIGSTOP')
  try {
    const refused = await Promise.all(keys.map((key) => intake.submit(submission(key))))
    for (const outcome of refused) assert.ok('retryAfter' in outcome, outcome.kind)
    assert.equal((await intake.submit(submission('d'))).kind, 'busy', 'at once')
    const correction = await intake.correct(first.receipt, { document, input: { ease: 1 }, userKind: 'unknown' })
    assert.equal(correction.kind, 'unavailable')
    await intake.close()
  } finally {
    signalAll(postmaster, 'SIGCONT')
  }
  const again = await createIntake(context)
  for (const key of [...keys, 'd'])
    while ('retryAfter' in (await again.submit(submission(key)))) await new Promise(setImmediate)
  const [row] = await db<{ n: number }[]>`select count(*)::int as n from collect.answer`
  assert.equal(row!.n, 5)
})
