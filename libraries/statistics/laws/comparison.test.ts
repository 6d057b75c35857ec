// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of many comparisons at once, and of intervals beside each other: order, caution, and the equations that
// limits solve.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  adjustedNetPromoterScore,
  adjustP,
  comparePeers,
  correctedShare,
  netPromoterScore,
  newcombe,
  promoterDifference,
  rankCounts,
  rankEstimates,
  wilson,
} from '../index.ts'
import { counts, got, near } from '../testing.ts'

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

test('a share is corrected for what its coder misses and takes in vain', () => {
  // Of 1000 answers 300 have the theme: 240 are found, 70 of the others are taken in vain.
  const sample = { withTheme: 300, found: 240, without: 700, leftOut: 630 }
  near(got(correctedShare(310, 1000, sample)).value, 0.3, 1e-12)
  // A coder that never errs, known so from very many answers: Wilson's interval but for z².
  const certain = { withTheme: 1e9, found: 1e9, without: 1e9, leftOut: 1e9 }
  const [ours, wilsons] = [got(correctedShare(60, 200, certain)), got(wilson(60, 200))]
  near([ours.value, ours.low, ours.high], [wilsons.value, wilsons.low, wilsons.high], 2e-3)
  const few = { withTheme: 30, found: 24, without: 70, leftOut: 63 }
  const width = ({ low, high }: { low: number; high: number }): number => high - low
  assert.ok(width(got(correctedShare(310, 1000, few))) > 1.5 * width(got(correctedShare(310, 1000, sample))))
  assert.equal(got(correctedShare(0, 50, sample)).value, 0)
  const chance = { withTheme: 10, found: 5, without: 10, leftOut: 5 }
  assert.deepEqual(correctedShare(5, 10, chance), { estimable: false, reason: 'no solution' })
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

test('above and below their peers are those whose distance from the others is no chance', () => {
  const found = got(comparePeers([80, 70, 60], [3, 4, 5]))
  near(found.differences, [15, 0, -15], 1e-12)
  // z = 15/√(9 + 41/4) and −15/√(25 + 25/4), two-sided, over three.
  near(found.p, [3 * 6.294e-4, 1, (3 / 2) * 7.29e-3], 2e-4)
  assert.deepEqual(found.classes, ['above', 'like', 'below'])
  assert.deepEqual(got(comparePeers([80, 70, 60], [3, 4, 5], 0.005)).classes, ['above', 'like', 'like'])
  const one = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(fc.array(one, { minLength: 2, maxLength: 15 }), fc.integer({ min: -50, max: 50 }), (units, shift) => {
      const [values, errors] = [units.map(([value]) => value), units.map(([, error]) => error)]
      const there = got(comparePeers(values, errors))
      const mirrored = got(
        comparePeers(
          values.map((value) => shift - value),
          errors,
        ),
      ).classes
      const other = { above: 'below', like: 'like', below: 'above' } as const
      assert.deepEqual(
        mirrored,
        there.classes.map((name) => other[name]),
      )
      there.classes.forEach((name, i) =>
        assert.ok(name === 'like' || name === (there.differences[i]! > 0 ? 'above' : 'below')),
      )
    }),
  )
  assert.deepEqual(comparePeers([1], [1]), { estimable: false, reason: 'too few units' })
})
