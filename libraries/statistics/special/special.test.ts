// SPDX-License-Identifier: AGPL-3.0-or-later
// The special functions against an independent library (@stdlib, used in tests only) and against their own laws.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import beta from '@stdlib/stats-base-dists-beta'
import fc from 'fast-check'
import { bivariateNormal } from './bivariate-normal.ts'
import { betaQuantile, incompleteBeta } from './incomplete-beta.ts'
import { logBeta } from './log-beta.ts'
import { normalDensity, normalDistribution } from './normal-distribution.ts'
import { normalQuantile } from './normal-quantile.ts'
import { seededNumbers } from './seeded-numbers.ts'
import { studentQuantile } from './student-quantile.ts'

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

test('the normal distribution is undone by its quantile, and its slope is its density', () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
      assert.ok(Math.abs(normalQuantile(normalDistribution(z)) - z) < 1e-6)
      const slope = (normalDistribution(z + 1e-5) - normalDistribution(z - 1e-5)) / 2e-5
      assert.ok(Math.abs(slope - normalDensity(z)) < 1e-8)
    }),
  )
  // Far down in the tail as well: of what comes once in 10²⁰⁰.
  for (const z of [-1, -5, -8, -15, -30]) assert.ok(Math.abs(normalQuantile(normalDistribution(z)) / z - 1) < 1e-9)
})

test("Student's t with one degree is Cauchy's, with very many the normal one", () => {
  fc.assert(
    fc.property(share, (p) => {
      const cauchy = Math.tan(Math.PI * (p - 0.5))
      assert.ok(Math.abs(studentQuantile(p, 1) - cauchy) < 1e-6 * Math.max(1, Math.abs(cauchy)))
      assert.ok(Math.abs(studentQuantile(p, 1e7) - normalQuantile(p)) < 1e-5)
    }),
  )
})

test('two normal variables: apart they multiply, at the centre the corner is ¼ + asin ρ/2π', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (rho, h) => {
        assert.ok(Math.abs(bivariateNormal(0, 0, rho) - (0.25 + Math.asin(rho) / (2 * Math.PI))) < 1e-9)
        assert.ok(Math.abs(bivariateNormal(h, 0.7, 0) - normalDistribution(h) * normalDistribution(0.7)) < 1e-12)
        // Both ways of the second variable make up the first.
        const whole = bivariateNormal(h, 0.7, rho) + bivariateNormal(h, -0.7, -rho)
        assert.ok(Math.abs(whole - normalDistribution(h)) < 1e-9)
      },
    ),
  )
})

test('chance from a seed comes back the same, differs by seed, and is even and independent as far as can be seen', () => {
  const draw = (seed: number): number[] => Array.from({ length: 100_000 }, seededNumbers(seed))
  assert.deepEqual(draw(5).slice(0, 3), draw(5).slice(0, 3))
  assert.notDeepEqual(draw(5).slice(0, 3), draw(6).slice(0, 3))
  const numbers = draw(2026)
  const bins = new Array<number>(20).fill(0)
  const pairs = new Array<number>(16).fill(0)
  numbers.forEach((x, i) => {
    bins[Math.floor(20 * x)]!++
    if (i % 2 === 1) pairs[4 * Math.floor(4 * numbers[i - 1]!) + Math.floor(4 * x)]!++
  })
  const chiSquare = (seen: readonly number[], expected: number): number =>
    seen.reduce((total, n) => total + (n - expected) ** 2 / expected, 0)
  // The 99.9 % points of χ² with 19 and 15 degrees.
  assert.ok(chiSquare(bins, 5000) < 43.8 && chiSquare(pairs, 3125) < 37.7)
})

test('very narrow Betas have the quantiles of those a little less narrow', () => {
  fc.assert(
    fc.property(share, fc.double({ min: 1, max: 100, noNaN: true }), (p, times) => {
      const [a, b] = [1e8, times * 1e8]
      const deviation = Math.sqrt(((a / (a + b)) * (b / (a + b))) / (a + b))
      // The first by the fraction, the second by the expansion: their means are a 1e-8th apart.
      assert.ok(Math.abs(betaQuantile(p, a, b) - betaQuantile(p, a * (1 + 1e-9), b * (1 + 1e-9))) < 1e-6 * deviation)
    }),
    { numRuns: 30 },
  )
})
