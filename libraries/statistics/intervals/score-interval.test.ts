// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { betaQuantile } from '../special/incomplete-beta.ts'
import { coverage, shapes } from './coverage.ts'
import { laws, type Implementation } from './laws.ts'
import { scoreInterval } from './score-interval.ts'

for (const [name, law] of Object.entries(laws)) test(name, () => law((counts) => scoreInterval(counts)))

/** The implementation with one planted fault. */
function faulty(fault: (p: { q: number[]; n: number }) => { m: number; v: number; shift?: number }): Implementation {
  return (counts) => {
    const n = counts.reduce((sum, count) => sum + count, 0)
    const q = counts.map((count) => count + 1 / counts.length)
    const { m, v, shift = 0 } = fault({ q, n })
    const k = (m * (1 - m)) / v - 1
    const value = (100 * counts.reduce((sum, count, j) => sum + count * (j + shift), 0)) / n / (counts.length - 1)
    return {
      estimable: true,
      value,
      low: 100 * betaQuantile(0.025, m * k, (1 - m) * k),
      high: 100 * betaQuantile(0.975, m * k, (1 - m) * k),
    }
  }
}

function exact({ q, n }: { q: number[]; n: number }): { m: number; v: number } {
  const score = (j: number): number => j / (q.length - 1)
  const m = q.reduce((sum, weight, j) => sum + (weight / (n + 1)) * score(j), 0)
  const square = q.reduce((sum, weight, j) => sum + (weight / (n + 1)) * score(j) ** 2, 0)
  return { m, v: (square - m * m) / (n + 2) }
}

const caughtBy = (implementation: Implementation): string[] =>
  Object.entries(laws).flatMap(([name, law]) => {
    try {
      law(implementation)
      return []
    } catch {
      return [name]
    }
  })

test('the laws let the right formula pass and catch every planted fault', () => {
  assert.deepEqual(caughtBy(faulty(exact)), [])
  const mutants: Record<string, Implementation> = {
    'categories counted from one': faulty((p) => ({ ...exact(p), shift: 1 })),
    'weights not normalised': faulty((p) => ({ m: exact(p).m * ((p.n + 1) / p.n) * 0.999, v: exact(p).v })),
    'variance not divided by n': faulty((p) => ({ m: exact(p).m, v: exact(p).v * (p.n + 2) * 0.99 })),
    'polarity forgotten': (counts) => scoreInterval(counts.toReversed()),
    'missing answers in the lowest category': (counts) => scoreInterval([counts[0]! + 5, ...counts.slice(1)]),
  }
  for (const [name, mutant] of Object.entries(mutants)) assert.notDeepEqual(caughtBy(mutant), [], name)
})

test('two categories give the Jeffreys interval', () => {
  const result = scoreInterval([9, 3])
  assert.ok(result.estimable)
  assert.ok(Math.abs(result.low - 100 * betaQuantile(0.025, 3.5, 9.5)) < 1e-9)
  assert.ok(Math.abs(result.high - 100 * betaQuantile(0.975, 3.5, 9.5)) < 1e-9)
})

test('a billion answers are no problem, and no answers are not estimable', () => {
  const result = scoreInterval([1e9, 2e9, 3e9, 2e9, 2e9])
  assert.ok(result.estimable && result.high - result.low < 0.01 && result.low < 55 && result.high > 55)
  // All alike in the middle: a Beta so narrow that its fraction would need ten thousand million terms.
  const middle = scoreInterval([0, 0, 1e9, 0, 0])
  assert.ok(middle.estimable && middle.low < 50 && middle.high > 50 && middle.high - middle.low < 1e-6)
  const most = scoreInterval([4e11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4e11])
  assert.ok(most.estimable && most.value === 50 && most.low < 50 && most.high > 50)
  assert.deepEqual(scoreInterval([1e13, 1]), { estimable: false, reason: 'invalid counts' })
  assert.deepEqual(scoreInterval([1, 2], { level: 1 }), { estimable: false, reason: 'invalid values' })
  assert.deepEqual(scoreInterval([0, 0, 0]), { estimable: false, reason: 'no answers' })
  assert.deepEqual(scoreInterval([7]), { estimable: false, reason: 'one category' })
  assert.deepEqual(scoreInterval([1, -1]), { estimable: false, reason: 'invalid counts' })
  assert.deepEqual(scoreInterval([1, Number.NaN]), { estimable: false, reason: 'invalid counts' })
  assert.deepEqual(scoreInterval([1, 2], { nEffective: 0 }), { estimable: false, reason: 'invalid counts' })
})

test('fewer effective answers than answers make the interval wider', () => {
  const width = (nEffective?: number): number => {
    const result = scoreInterval([5, 10, 20, 40, 25], nEffective === undefined ? {} : { nEffective })
    assert.ok(result.estimable)
    return result.high - result.low
  }
  assert.ok(width(50) > width(100))
  assert.equal(width(100), width())
})

test('over six shapes and n from 10 to 300 the interval covers the truth as often as it says', () => {
  const all = shapes.flatMap((shape) => [10, 20, 30, 50, 100, 300].map((n) => coverage(shape.shares, n, 400, 2026)))
  const mean = all.reduce((sum, share) => sum + share, 0) / all.length
  // 400 draws each: the standard error of one is 1.1 points at 95 %, of the mean 0.2.
  assert.ok(mean >= 0.92, `mean ${mean}`)
  assert.ok(Math.min(...all) >= 0.85, `least ${Math.min(...all)}`)
})
