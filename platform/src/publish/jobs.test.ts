// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../base/context.ts'
import { silentLog } from '../base/log/index.ts'
import { publishJobs, restAfter } from './jobs.ts'

test('publishing rests three times what it took, but never as long as a database hung', () => {
  assert.equal(restAfter(200), 600)
  assert.equal(restAfter(60_000), 10_000)
})

test('the clock of the day has no say in when figures are published', async () => {
  const now = (): Date => assert.fail('the clock was asked')
  const db = Object.assign(async () => [{ some: false }], { begin: () => assert.fail('nothing moved') })
  const jobs = publishJobs({ db, log: silentLog, now } as unknown as Context)
  await Promise.all(jobs.map((job) => job.stop()))
})
