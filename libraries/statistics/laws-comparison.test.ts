// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of many comparisons at once, and of intervals beside each other: order, caution, and the equations that
// limits solve.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  adjustedNetPromoterScore,
  adjustP,
  netPromoterScore,
  newcombe,
  promoterDifference,
  rankCounts,
  rankEstimates,
  wilson,
} from './index.ts'
import { counts, got, near } from './testing.ts'

test('adjusted p-values keep the order, are never smaller, and Holm is the most careful', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }), (p) => {
      const [bh, by, holm] = (['benjamini-hochberg', 'benjamini-yekutieli', 'holm'] as const).map((how) =>
        adjustP(p, how),
      )
      p.forEach((value, i) => {
        assert.ok(
          bh![i]! >= value * (1 - 1e-12) - 1e-300 &&
            bh![i]! <= holm![i]! + 1e-12 &&
            bh![i]! <= by![i]! + 1e-12 &&
            holm![i]! <= 1,
        )
        p.forEach((other, j) => assert.ok(value <= other ? bh![i]! <= bh![j]! + 1e-12 : true))
      })
    }),
  )
})

test('a rank set holds the rank that is seen; equal counts cannot be told apart, huge differences can', () => {
  fc.assert(
    fc.property(counts(6), (values) => {
      const { ranks, low, high } = got(rankCounts(values))
      ranks.forEach((rank, i) => assert.ok(low[i]! <= rank && rank <= high[i]!))
    }),
  )
  assert.deepEqual(got(rankCounts([50, 50, 50])).high, [3, 3, 3])
  assert.deepEqual(got(rankEstimates([90, 50, 10], [1, 1, 1])).low, [1, 2, 3])
})

test('adjusted p-values are those worked out by hand', () => {
  const p = [0.01, 0.04, 0.03, 0.2]
  near(adjustP(p, 'holm'), [0.04, 0.09, 0.09, 0.2], 1e-12)
  near(adjustP(p, 'benjamini-hochberg'), [0.04, 0.16 / 3, 0.16 / 3, 0.2], 1e-12)
  const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
  near(
    adjustP(p, 'benjamini-yekutieli'),
    [0.04 * harmonic, (0.16 / 3) * harmonic, (0.16 / 3) * harmonic, 0.2 * harmonic],
    1e-12,
  )
})

test('Wilson’s limits are where the test of the share no longer rejects', () => {
  const share = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
  fc.assert(
    fc.property(share, fc.constantFrom(0.9, 0.95, 0.99), ([x, n], level) => {
      const z = { 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 }[level]!
      const { value, low, high } = got(wilson(x, n, level))
      near(value, x / n, 1e-12)
      for (const limit of [low, high]) near(Math.abs(value - limit), z * Math.sqrt((limit * (1 - limit)) / n), 1e-6)
      assert.ok(low <= value && value <= high)
    }),
  )
})

test('the other way round a difference has the other sign', () => {
  const one = fc.integer({ min: 1, max: 200 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
  fc.assert(
    fc.property(one, one, (a, b) => {
      const [there, back] = [got(newcombe(a, b)), got(newcombe(b, a))]
      near([there.value, there.low, there.high], [-back.value, -back.high, -back.low], 1e-12)
    }),
  )
  const [a, b] = [
    { detractors: 20, passives: 30, promoters: 50 },
    { detractors: 40, passives: 30, promoters: 30 },
  ]
  const [there, back] = [got(promoterDifference(a, b)), got(promoterDifference(b, a))]
  near([there.value, there.low, there.high], [-back.value, -back.high, -back.low], 1e-12)
  near(there.value, 0.4, 1e-12)
  const reach = 1.959963984540054 * Math.hypot(...[a, b].map((one) => got(adjustedNetPromoterScore(one)).standardError))
  near((there.high - there.low) / 2, reach, 1e-12)
})

test('a net promoter score and its variance are those of the shares; three answers more pull towards the middle', () => {
  const asked = { detractors: 20, passives: 30, promoters: 50 }
  const plain = got(netPromoterScore(asked))
  near([plain.value, plain.variance, plain.standardError], [0.3, 0.61, Math.sqrt(0.0061)], 1e-12)
  const adjusted = got(adjustedNetPromoterScore(asked))
  const centre = (50.75 - 20.75) / 103
  near([adjusted.value, (adjusted.low + adjusted.high) / 2], [0.3, centre], 1e-12)
  near(adjusted.variance, 71.5 / 103 - centre ** 2, 1e-12)
})
