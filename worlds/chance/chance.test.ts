// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createChance } from './chance.ts'
import { binomial, indexAt, multinomial, normal, poisson } from './draws.ts'

const sample = (draw: () => number, size = 20_000): { mean: number; variance: number } => {
  const drawn = Array.from({ length: size }, draw)
  const mean = drawn.reduce((sum, value) => sum + value, 0) / size
  return { mean, variance: drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (size - 1) }
}
/** Five standard errors: a right generator fails once in a million seeds, and the seed is fixed. */
const near = (actual: number, expected: number, variance: number, size = 20_000): void =>
  assert.ok(Math.abs(actual - expected) < 5 * Math.sqrt(variance / size), `${actual} is not near ${expected}`)

test('the same seed gives the same numbers, on every machine', () => {
  const chance = createChance('2026')
  assert.deepEqual(
    [chance.next(), chance.next(), chance.next()],
    [0.9195128277642652, 0.36615670833270997, 0.1532565647503361],
  )
})

test('a fork does not depend on what its parent has drawn', () => {
  const parent = createChance('a')
  const before = parent.fork('x').next()
  parent.next()
  assert.equal(parent.fork('x').next(), before)
  assert.notEqual(parent.fork('y').next(), before)
})

test('numbers are spread evenly over the interval', () => {
  const chance = createChance('even')
  const bins = Array<number>(20).fill(0)
  for (let i = 0; i < 40_000; i++) bins[Math.floor(chance.next() * 20)]!++
  const chiSquare = bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
  assert.ok(chiSquare < 43.8, `chi square ${chiSquare} beyond its 99.9th percentile`)
})

test('binomial draws have the mean and the variance of the distribution', () => {
  const chance = createChance('binomial')
  for (const [trials, p] of [
    [7, 0.3],
    [45, 0.9],
    [3000, 0.02],
    [1700, 0.5],
  ] as const) {
    const variance = trials * p * (1 - p)
    const drawn = sample(() => binomial(chance, trials, p))
    near(drawn.mean, trials * p, variance)
    assert.ok(Math.abs(drawn.variance / variance - 1) < 0.06, `variance ${drawn.variance} instead of ${variance}`)
  }
})

test('poisson and normal draws have their mean and variance', () => {
  const chance = createChance('others')
  for (const mean of [0.4, 12, 1300]) near(sample(() => poisson(chance, mean), 4000).mean, mean, mean, 4000)
  const drawn = sample(() => normal(chance))
  near(drawn.mean, 0, 1)
  assert.ok(Math.abs(drawn.variance - 1) < 0.05)
})

test('a multinomial draw loses nobody and adds to what is there', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), fc.string(), (n, weights, seed) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const probabilities = weights.map((weight) => (total === 0 ? 1 / weights.length : weight / total))
      const counts = Array<number>(weights.length + 2).fill(1)
      multinomial(createChance(seed), n, probabilities, counts, 1)
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        n + counts.length,
      )
      assert.ok(counts.every((count) => count >= 1))
      assert.equal(counts[0], 1)
    }),
  )
})

test('an index falls where its probability lies', () => {
  assert.deepEqual(
    [0, 0.19, 0.21, 0.999999].map((u) => indexAt([0.2, 0.5, 0.3], u)),
    [0, 0, 1, 2],
  )
})
