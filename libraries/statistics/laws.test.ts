// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold whatever the data: limits, order, scale, and "not estimable" instead of numbers that mean nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sum } from './algebra/moments.ts'
import {
  adjustP,
  calibrate,
  comonotone,
  designMean,
  effectiveSize,
  equipercentile,
  fayHerriot,
  jamesStein,
  johnsonWeights,
  lmg,
  normalBayes,
  omega,
  polychoric,
  postStratify,
  rake,
  rankCounts,
  rankEstimates,
  reliability,
  selection,
} from './index.ts'
import { got, near } from './testing.ts'

const counts = (length: number) => fc.array(fc.integer({ min: 0, max: 500 }), { minLength: length, maxLength: length })
const filled = (length: number) => fc.array(fc.integer({ min: 1, max: 500 }), { minLength: length, maxLength: length })

test('comonotone scores keep the mean of the target and never turn an order round', () => {
  fc.assert(
    fc.property(filled(7), filled(5), (source, target) => {
      const scores = [0, 25, 50, 75, 100]
      const converted = got(comonotone(source, target, scores)).scores
      const mean = (weights: readonly number[], values: readonly number[]): number =>
        weights.reduce((total, weight, i) => total + weight * values[i]!, 0) / sum(weights)
      near(mean(source, converted), mean(target, scores), 1e-9)
      converted.forEach((score, i) => assert.ok(i === 0 || score >= converted[i - 1]! - 1e-9))
    }),
  )
  near(got(comonotone([3, 5, 2], [3, 5, 2], [0, 50, 100])).scores, [0, 50, 100], 1e-9)
})

test('equating a scale to itself changes nothing where somebody answered', () => {
  fc.assert(
    fc.property(filled(8), (answers) => {
      near(got(equipercentile(answers, answers, 1)).values, [1, 2, 3, 4, 5, 6, 7, 8], 1e-9)
    }),
  )
})

test('raked and calibrated weights reproduce the totals they were given, within their bounds', () => {
  const groups = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(
      groups,
      fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 60, maxLength: 60 }),
      (first, raw) => {
        const base = raw.slice(0, first.length)
        const second = first.map((_, i) => (i % 3 === 0 ? 'x' : 'y'))
        const totalOf = (list: readonly string[], name: string, factor: number): number =>
          factor * sum(base.filter((_, i) => list[i] === name))
        fc.pre((['a', 'b', 'c'] as const).every((name) => first.includes(name)))
        const margin = {
          groups: first,
          totals: { a: totalOf(first, 'a', 2), b: totalOf(first, 'b', 2), c: totalOf(first, 'c', 2) },
        }
        const other = { groups: second, totals: { x: totalOf(second, 'x', 2), y: totalOf(second, 'y', 2) } }
        const { weights } = got(rake(base, [margin, other]))
        for (const { groups: list, totals } of [margin, other]) {
          for (const [name, total] of Object.entries(totals))
            near(sum(weights.filter((_, i) => list[i] === name)) / total, 1, 1e-9)
        }
        const x = first.map((name) => [1, name === 'a' ? 1 : 0])
        const wanted = [1.1 * sum(base), 1.2 * totalOf(first, 'a', 1)]
        for (const distance of ['linear', 'raking', 'logit', 'truncated'] as const) {
          const calibrated = got(calibrate(base, x, wanted, { distance })).weights
          near(sum(calibrated) / wanted[0]!, 1, 1e-9)
          if (distance === 'logit' || distance === 'truncated')
            calibrated.forEach((weight, i) =>
              assert.ok(weight / base[i]! >= 0.3 - 1e-9 && weight / base[i]! <= 3 + 1e-9),
            )
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('what cannot be weighted says so', () => {
  assert.deepEqual(rake([1, 1], [{ groups: ['a', 'a'], totals: { a: 5, b: 5 } }]), {
    estimable: false,
    reason: 'no answers',
  })
  assert.deepEqual(postStratify([1], ['z'], { a: 5 }), { estimable: false, reason: 'no answers' })
  const margins = [
    { groups: ['a', 'b'], totals: { a: 5, b: 5 } },
    { groups: ['x', 'y'], totals: { x: 5, y: 6 } },
  ]
  assert.deepEqual(rake([1, 1], margins), { estimable: false, reason: 'no solution' })
  const same = [
    [1, 2],
    [1, 2],
    [1, 2],
  ]
  assert.equal(calibrate([1, 1, 1], same, [3, 6]).estimable, true)
  assert.deepEqual(calibrate([1, 1, 1], same, [3, 7]), { estimable: false, reason: 'singular' })
  const bounded = calibrate([1, 1], [[1], [1]], [10], { distance: 'logit' })
  assert.deepEqual(bounded, { estimable: false, reason: 'no solution' })
})

test('unequal weights never say more than as many equal ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 }),
      (weights) => {
        const size = effectiveSize(weights)
        assert.ok(size <= weights.length * (1 + 1e-12) && size >= 1 - 1e-12)
        near(effectiveSize(weights.map((weight) => 3 * weight)) / size, 1, 1e-12)
      },
    ),
  )
})

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

test('small areas lie between their own estimate and their peers, the more uncertain the closer', () => {
  const y = [40, 50, 60, 70, 80, 90]
  const areas = got(
    fayHerriot(
      y,
      [400, 100, 25, 25, 100, 400],
      y.map(() => [1]),
    ),
  )
  const centre = areas.coefficients[0]!
  areas.values.forEach((value, i) =>
    assert.ok((value - centre) * (y[i]! - centre) >= 0 && Math.abs(value - centre) <= Math.abs(y[i]! - centre)),
  )
  near(
    got(
      fayHerriot(
        y,
        y.map(() => 1e-6),
        y.map(() => [1]),
      ),
    ).values,
    y,
    1e-3,
  )
  assert.equal(
    fayHerriot(
      [1, 2],
      [1, 1],
      [
        [1, 1],
        [1, 2],
      ],
    ).estimable,
    false,
  )
  assert.deepEqual(got(normalBayes([5, 5, 5], [1, 1, 1])).values, [5, 5, 5])
  assert.equal(
    got(jamesStein([1, 2, 3, 4], 1e9)).values.every((value) => Math.abs(value - 2.5) < 1e-9),
    true,
  )
})

test('more people who might have answered make a self-selected sample say less', () => {
  const sizes = [2000, 20_000, 200_000].map((population) => got(selection(1000, population, 25)).nEffective)
  assert.ok(sizes[0]! > sizes[1]! && sizes[1]! > sizes[2]!)
  assert.equal(got(selection(1000, 1000, 25)).halfBand, 0)
})

test('shares of R² are never negative, add up to it, and two equal dimensions share alike', () => {
  const among = [
    [1, 0.5, 0.3],
    [0.5, 1, 0.3],
    [0.3, 0.3, 1],
  ]
  for (const method of [lmg, johnsonWeights]) {
    const { r2, parts } = got(method(among, [0.6, 0.6, 0.2]))
    near(sum(parts), r2, 1e-12)
    near(parts[0]!, parts[1]!, 1e-12)
    assert.ok(parts.every((part) => part >= 0))
  }
  assert.deepEqual(
    lmg(
      [
        [1, 1],
        [1, 1],
      ],
      [0.5, 0.5],
    ),
    { estimable: false, reason: 'singular' },
  )
})

test('one factor gives back its loadings; α is ω when all load alike and less when not', () => {
  const of = (loadings: readonly number[]): number[][] =>
    loadings.map((a, i) => loadings.map((b, j) => (i === j ? 1 : a * b)))
  const alike = of([0.7, 0.7, 0.7, 0.7])
  near(got(omega(alike)).omega, got(reliability(alike)).alpha, 1e-6)
  const unlike = of([0.9, 0.8, 0.4, 0.3])
  assert.ok(got(reliability(unlike)).alpha < got(omega(unlike)).omega)
  assert.equal(reliability([[1]]).estimable, false)
})

test('a polychoric correlation turns with its table and is nothing where rows are alike', () => {
  const table = [
    [30, 10, 5],
    [10, 20, 10],
    [4, 11, 28],
  ]
  const { correlation } = got(polychoric(table))
  near(got(polychoric(table.map((row) => row.toReversed()))).correlation, -correlation, 1e-6)
  near(
    got(
      polychoric([
        [10, 20, 30],
        [20, 40, 60],
      ]),
    ).correlation,
    0,
    1e-6,
  )
  assert.equal(
    polychoric([
      [5, 5],
      [0, 0],
    ]).estimable,
    false,
  )
})

test('a design mean is a plain mean when every unit stands for as many', () => {
  const y = [3, 5, 7, 9]
  const plain = got(designMean(y, { weights: [10, 10, 10, 10] }))
  near([plain.value, plain.designEffect], [6, 1 / (1 - 4 / 40)], 1e-9)
  assert.deepEqual(designMean([1], { weights: [5] }), { estimable: false, reason: 'too few units' })
})
