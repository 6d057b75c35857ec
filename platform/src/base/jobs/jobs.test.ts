// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '../log/index.ts'
import { every } from './index.ts'

test('a task never overlaps itself, a wake is not lost, and stop waits for the running turn', async () => {
  let running = 0
  let done = 0
  let release = (): void => {}
  const job = every(60_000, 'test', silentLog, async () => {
    assert.equal(++running, 1)
    await new Promise<void>((go) => (release = go))
    running--
    done++
  })
  job.wake()
  job.wake()
  release()
  while (done < 1) await new Promise(setImmediate)
  while (running === 0) await new Promise(setImmediate)
  const stopped = job.stop()
  release()
  await stopped
  assert.deepEqual([running, done], [0, 2])
})

test('a failing task is logged and tried again at the next turn', async () => {
  const events: unknown[] = []
  let attempts = 0
  const log = { ...silentLog, error: (entry: object) => void events.push(entry) }
  const job = every(1, 'test', log, async () => {
    if (++attempts === 1)
      throw Object.assign(new Error('Maria Rossi'), { code: '23505', detail: 'Key (name)=(Maria Rossi)' })
  })
  while (attempts < 2) await new Promise(setImmediate)
  await job.stop()
  assert.equal(events.length, 1)
  assert.match(JSON.stringify(events), /23505/)
  assert.doesNotMatch(JSON.stringify(events), /Maria/, 'what the database says of its rows')
})
