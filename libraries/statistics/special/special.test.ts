// SPDX-License-Identifier: AGPL-3.0-or-later
// The special functions against an independent library (@stdlib, used in tests only) and against their own laws.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import beta from '@stdlib/stats-base-dists-beta'
import fc from 'fast-check'
import { betaQuantile, incompleteBeta } from './incomplete-beta.ts'
import { logBeta } from './log-beta.ts'
import { normalQuantile } from './normal-quantile.ts'

const shape = fc.double({ min: -2, max: 6, noNaN: true }).map((power) => 10 ** power)
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })

test('the incomplete beta function and its inverse agree with an independent library', () => {
  fc.assert(
    fc.property(shape, shape, share, (a, b, p) => {
      const x = betaQuantile(p, a, b)
      if (x > 1e-200 && x < 1 - 1e-12) assert.ok(Math.abs(incompleteBeta(x, a, b) - beta.cdf(x, a, b)) < 1e-9)
      if (a < 1e4 && b < 1e4)
        assert.ok(Math.abs(x - beta.quantile(p, a, b)) < 1e-9, `${p} ${a} ${b}: ${x} ${beta.quantile(p, a, b)}`)
    }),
    { numRuns: 500 },
  )
})

test('the quantile undoes the distribution function, also for a billion answers', () => {
  const large = fc.double({ min: -1, max: 9, noNaN: true }).map((power) => 10 ** power)
  fc.assert(
    fc.property(large, large, share, (a, b, p) => {
      const x = betaQuantile(p, a, b)
      // Between neighbouring numbers the distribution function may leap: then no number hits p exactly.
      if (x < 1e-300 || x > 1 - 1e-9) return
      assert.ok(Math.abs(incompleteBeta(x, a, b) - p) < 1e-6, `${a} ${b} ${p}`)
    }),
    { numRuns: 200 },
  )
})

test('turning the distribution round turns the quantile round', () => {
  fc.assert(
    fc.property(shape, shape, share, (a, b, p) => {
      assert.ok(Math.abs(betaQuantile(p, a, b) - (1 - betaQuantile(1 - p, b, a))) < 1e-8)
    }),
    { numRuns: 300 },
  )
})

test('known values', () => {
  assert.ok(Math.abs(logBeta(2, 3) - Math.log(1 / 12)) < 1e-15)
  assert.ok(Math.abs(logBeta(0.5, 0.5) - Math.log(Math.PI)) < 1e-14)
  assert.ok(Math.abs(betaQuantile(0.3, 1, 1) - 0.3) < 1e-15)
  assert.ok(Math.abs(betaQuantile(0.25, 2, 1) - 0.5) < 1e-15)
  assert.ok(Math.abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14)
  assert.equal(normalQuantile(0.5), 0)
  assert.deepEqual([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)], [0, 1])
})
