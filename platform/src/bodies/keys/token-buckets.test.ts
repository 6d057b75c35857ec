// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TokenBuckets } from './token-buckets.ts'

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000)

test('a minute’s worth of calls is let through at once, then one whenever one has come in', () => {
  const buckets = new TokenBuckets()
  for (let call = 0; call < 30; call++) assert.equal(buckets.take(1, 30, at(0)), 0)
  assert.equal(buckets.take(1, 30, at(0)), 2)
  assert.equal(buckets.take(1, 30, at(1)), 1)
  assert.equal(buckets.take(1, 30, at(2)), 0)
  assert.equal(buckets.take(2, 30, at(2)), 0, 'another key has calls of its own')
  for (let call = 0; call < 30; call++) assert.equal(buckets.take(1, 30, at(3600)), 0)
  assert.ok(buckets.take(1, 30, at(3600)) > 0, 'an hour fills no more than a minute’s worth')
})

test('who waits as long as told gets through; no clock lets more through than a minute’s worth and what came in', () => {
  const steps = fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 1000 }), (seconds, perMinute) => {
      const buckets = new TokenBuckets()
      let [now, forwards, taken] = [0, 0, 0]
      for (const step of seconds) {
        now += step
        forwards += Math.max(0, step)
        const wait = buckets.take(1, perMinute, at(now))
        if (wait === 0) taken++
        else {
          now += wait
          forwards += wait
          assert.equal(buckets.take(1, perMinute, at(now)), 0)
          taken++
        }
      }
      assert.ok(taken <= perMinute + (forwards / 60) * perMinute + 1e-6)
    }),
  )
})
