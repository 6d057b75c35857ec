// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of what goes together: shares of R², odds, the reliability of questions, and signs of careless answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sum } from '../algebra/moments.ts'
import {
  careless,
  chiSquareTail,
  compositionShift,
  correlations,
  fitCounts,
  identicalAnswers,
  johnsonWeights,
  lmg,
  mahalanobis,
  normalDistribution,
  omega,
  polychoric,
  proportionalOdds,
  reliability,
  straightLining,
  upperTail,
} from '../index.ts'
import { got, near } from '../testing.ts'

test('shares of R² are never negative, add up to it, and two equal dimensions share alike', () => {
  const among = [
    [1, 0.5, 0.3],
    [0.5, 1, 0.3],
    [0.3, 0.3, 1],
  ]
  for (const method of [lmg, johnsonWeights]) {
    const { r2, parts, shares } = got(method(among, [0.6, 0.6, 0.2]))
    near(sum(parts), r2, 1e-12)
    near(sum(shares), 1, 1e-12)
    near(parts[0]!, parts[1]!, 1e-12)
    assert.ok(parts.every((part) => part >= 0))
    // Dimensions that have nothing to do with each other: each its own squared correlation.
    const apart = [
      [1, 0],
      [0, 1],
    ]
    near(got(method(apart, [0.3, 0.5])).parts, [0.09, 0.25], 1e-12)
  }
  // Two dimensions by hand: R² = (a² + b² − 2abc)/(1 − c²), half of it and half of what each explains alone.
  const [a, b, c] = [0.5, 0.2, 0.4]
  const both = (a * a + b * b - 2 * a * b * c) / (1 - c * c)
  const two = [
    [1, c],
    [c, 1],
  ]
  near(got(lmg(two, [a, b])).parts, [(a * a + both - b * b) / 2, (b * b + both - a * a) / 2], 1e-12)
  const same = [
    [1, 1],
    [1, 1],
  ]
  assert.deepEqual(lmg(same, [0.5, 0.5]), { estimable: false, reason: 'singular' })
})

test('correlations are those counted by hand', () => {
  near(
    correlations([
      [1, 2, 3],
      [1, 3, 2],
      [3, 2, 1],
    ])!.flat(),
    [1, 0.5, -1, 0.5, 1, -0.5, -1, -0.5, 1],
    1e-12,
  )
  assert.equal(
    correlations([
      [1, 1],
      [1, 2],
    ]),
    undefined,
  )
})

test('odds of two categories are those of the table of four', () => {
  const [counts, y, x] = [
    [30, 10, 20, 40],
    [0, 1, 0, 1],
    [[0], [0], [1], [1]],
  ]
  const fit = got(proportionalOdds(y, x, 2, counts))
  near(fit.coefficients, [Math.log((30 * 40) / (10 * 20))], 1e-6)
  near(fit.standardErrors[0]!, Math.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 40), 1e-6)
  near(fit.thresholds, [Math.log(30 / 10)], 1e-6)
  // The same odds at every threshold: two groups with three categories, logits shifted by 1.
  const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
  const shares = [0, 1].map((group) => {
    const [first, second] = [-1, 1].map((threshold) => logistic(threshold - group)) as [number, number]
    return [first, second - first, 1 - second]
  })
  const three = got(proportionalOdds([0, 1, 2, 0, 1, 2], [[0], [0], [0], [1], [1], [1]], 3, shares.flat()))
  near([...three.coefficients, ...three.thresholds], [1, -1, 1], 1e-6)
  near(three.deviance, -2 * sum(shares.flat().map((share) => share * Math.log(share))), 1e-9)
})

test('one factor gives back its loadings; α is ω when all load alike and less when not', () => {
  const of = (loadings: readonly number[]): number[][] =>
    loadings.map((a, i) => loadings.map((b, j) => (i === j ? 1 : a * b)))
  const alike = of([0.7, 0.7, 0.7, 0.7])
  near(got(omega(alike)).omega, got(reliability(alike)).alpha, 1e-6)
  // Spearman and Brown: four questions that correlate by .49.
  near(got(reliability(alike)).alpha, (4 * 0.49) / (1 + 3 * 0.49), 1e-12)
  const unlike = of([0.9, 0.8, 0.4, 0.3])
  near(got(omega(unlike)).loadings, [0.9, 0.8, 0.4, 0.3], 1e-4)
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
  const alike = [
    [10, 20, 30],
    [20, 40, 60],
  ]
  near(got(polychoric(alike)).correlation, 0, 1e-6)
  const oneRow = [
    [5, 5],
    [0, 0],
  ]
  assert.equal(polychoric(oneRow).estimable, false)
  // Cut in the middle both ways: sin(2π(p − ¼)), p the share in each of the two like corners.
  const middle = [
    [400, 100],
    [100, 400],
  ]
  near(got(polychoric(middle)).correlation, Math.sin(2 * Math.PI * (0.4 - 0.25)), 1e-6)
})

test('runs of one answer, and how much a person varies, are those counted by hand', () => {
  const { longestRun, averageRun, variability } = straightLining([3, 3, 3, 5, 5, 3])!
  near([longestRun, averageRun, variability!], [3, 2, Math.sqrt(16 / 15)], 1e-12)
  assert.deepEqual([straightLining([]), straightLining([4])!.variability], [null, null])
})

test('the distance of an answer does not depend on its units', () => {
  const identity = [
    [1, 0],
    [0, 1],
  ]
  near(
    got(
      mahalanobis(
        [
          [3, 4],
          [0, 0],
        ],
        [0, 0],
        identity,
      ),
    ).values,
    [25, 0],
    1e-12,
  )
  const covariance = [
    [4, 1],
    [1, 9],
  ]
  const scaled = [
    [400, 10],
    [10, 9],
  ]
  const [plain, stretched] = [
    got(mahalanobis([[3, 4]], [1, 1], covariance)),
    got(mahalanobis([[30, 4]], [10, 1], scaled)),
  ]
  near(stretched.values, plain.values, 1e-12)
  near(plain.values, [(9 * 4 - 2 * 2 * 3 + 4 * 9) / 35], 1e-12)
})

test('the tail of the counts of an hour is the sum of what is at least as much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0.5, max: 20, noNaN: true }), (x, m) => {
      for (const size of [1.5, 6, Infinity]) {
        let [below, term] = [0, size === Infinity ? Math.exp(-m) : (size / (size + m)) ** size]
        for (let k = 0; k < x; k++) {
          below += term
          term *= size === Infinity ? m / (k + 1) : (((k + size) / (k + 1)) * m) / (m + size)
        }
        near(upperTail(x, { mean: m, size }), 1 - below, 1e-9)
      }
    }),
  )
  assert.deepEqual(fitCounts([2, 4, 6, 8]), { mean: 5, size: 25 / (20 / 3 - 5) })
  assert.deepEqual([fitCounts([3]), fitCounts([3, 3])!.size], [null, Infinity])
})

test('a composition that differs has the χ² of the table of four, and the same one none', () => {
  const [a, b, c, d] = [50, 50, 30, 10]
  const found = got(compositionShift([a, b], [c, d]))
  near(found.chiSquare, ((a * d - b * c) ** 2 * 140) / (100 * 40 * 80 * 60), 1e-9)
  // One degree: the two tails of the normal.
  near(found.p, 2 * normalDistribution(-Math.sqrt(found.chiSquare)), 1e-12)
  const same = got(compositionShift([10, 0, 20, 30], [1, 0, 2, 3]))
  near([same.chiSquare, same.p, same.degreesOfFreedom, same.leastExpected], [0, 1, 2, 1], 1e-9)
  assert.deepEqual(compositionShift([5, 0], [9, 0]), { estimable: false, reason: 'one category' })
})

test('tails of χ² are those written out for even degrees', () => {
  const degrees = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(degrees, fc.double({ min: 0, max: 120, noNaN: true }), (half, x) => {
      let [term, total] = [1, 1]
      for (let k = 1; k < half; k++) total += term *= x / 2 / k
      near(chiSquareTail(x, 2 * half), Math.exp(-x / 2) * total, 1e-12)
    }),
  )
})

test('answers alike in every question are found, the most unlikely first', () => {
  const rows = [...new Array<number[]>(6).fill([5, 5]), ...new Array<number[]>(3).fill([1, 4]), [2, 3], [3, 2]]
  const { found } = got(identicalAnswers(rows))
  const usual = found.find(({ answers }) => answers[0] === 5)!
  near(usual.expected, (11 * 6 * 6) / 121, 1e-12)
  assert.deepEqual(
    found.map(({ answers }) => answers),
    [
      [1, 4],
      [5, 5],
    ],
  )
  assert.deepEqual(found[0]!.rows, [6, 7, 8])
  // P(X ≥ 3) of Poisson 9/11.
  const m = 9 / 11
  near(found[0]!.p, 1 - Math.exp(-m) * (1 + m + (m * m) / 2), 1e-12)
  assert.deepEqual(
    got(
      identicalAnswers([
        [1, null],
        [1, '1'],
      ]),
    ).found,
    [],
  )
})

test('only a straight line in no time is careless', () => {
  assert.equal(careless([4, 4, 4, 4, 4, 4], 11.9), true)
  assert.equal(careless([4, 4, 4, 4, 4, 4], 12), false)
  assert.equal(careless([4, 4, 4, 4, 4, 5], 1), false)
  assert.equal(careless([4, 4, 4, 4, 4], 1), false)
  assert.equal(careless([4, 4, 4, 4, 4, 4], null), false)
})
