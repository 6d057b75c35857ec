// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of samples drawn by design and of weights: textbook formulas on small samples, totals that are reproduced,
// and that what is known of the population takes its part of the variance away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sum } from '../algebra/moments.ts'
import {
  betaQuantile,
  calibrate,
  calibratedMean,
  calibratedTotal,
  degreesOfFreedom,
  designInterval,
  designMean,
  designProportionInterval,
  designTotal,
  effectiveSize,
  indicators,
  kishEffect,
  postStratify,
  rake,
  selection,
  totalVariance,
  type Distance,
} from '../index.ts'
import { got, near } from '../testing.ts'

/** Two strata: 2 of 10 and 3 of 30 units. */
const strata = ['a', 'a', 'b', 'b', 'b']
const design = { weights: [5, 5, 10, 10, 10], strata, populations: [10, 10, 30, 30, 30] }
const y = [1, 3, 4, 8, 9]

test('totals and means of a stratified sample are those of the textbook', () => {
  // N²(1 − f)s²/n of each stratum: 100 · 0.8 · 2/2 and 900 · 0.9 · 7/3.
  const variance = 80 + 1890
  near(totalVariance(design, y)!, variance, 1e-9)
  const total = got(designTotal(y, design))
  near([total.value, total.standardError], [230, Math.sqrt(variance)], 1e-9)
  const mean = got(designMean(y, design))
  near([mean.value, mean.standardError, mean.n], [230 / 40, Math.sqrt(variance) / 40, 5], 1e-9)
  assert.equal(degreesOfFreedom(design), 3)
  assert.equal(degreesOfFreedom({ weights: [1, 1, 1, 1], clusters: ['x', 'x', 'y', 'y'] }), 1)
  const { low, high } = got(designInterval(mean))
  near([(low + high) / 2, (high - low) / 2], [mean.value, 1.959963984540054 * mean.standardError], 1e-9)
})

test('a domain keeps the design, and a design mean is a plain mean when every unit stands for as many', () => {
  const domain = got(designMean(y, { weights: [1, 1, 1, 1, 1] }, (unit) => unit > 2))
  // Linearised: (y − 8.5)/2 of both units, 0 of the others; n/(n − 1) Σ z².
  near([domain.value, domain.standardError, domain.n], [8.5, Math.sqrt((5 / 4) * 2 * 0.25 ** 2), 2], 1e-9)
  const plain = got(designMean([3, 5, 7, 9], { weights: [10, 10, 10, 10] }))
  near([plain.value, plain.designEffect!], [6, 1 / (1 - 4 / 40)], 1e-9)
  assert.deepEqual(designMean([1], { weights: [5] }), { estimable: false, reason: 'too few units' })
  // A cluster asked twice says as much as once.
  const twice = got(designMean([3, 3, 5, 5, 7, 7], { weights: [1, 1, 1, 1, 1, 1], clusters: [1, 1, 2, 2, 3, 3] }))
  near(twice.standardError, got(designMean([3, 5, 7], { weights: [2, 2, 2] })).standardError, 1e-9)
})

test('the interval of a share stays within 0 and 1 and is that of Clopper and Pearson without a design', () => {
  const answers = [...new Array<number>(3).fill(1), ...new Array<number>(17).fill(0)]
  const share = got(designMean(answers, { weights: answers.map(() => 1) }))
  const { low, high } = got(designProportionInterval(share))
  // As many degrees of freedom as units; the effective n is n − 1, because s² divides by n − 1.
  near([low, high], [betaQuantile(0.025, 2.85, 17.15), betaQuantile(0.975, 3.85, 16.15)], 1e-9)
  const few = got(designProportionInterval({ ...share, degreesOfFreedom: 2 }))
  assert.ok(few.low < low && few.high > high && few.low > 0 && few.high < 1)
  assert.deepEqual(designProportionInterval({ ...share, value: 1 }), { estimable: false, reason: 'no variance' })
})

const factor = fc.double({ min: 0.5, max: 2, noNaN: true })

test('raking finds the weights that differ from the old ones by one factor a group of each margin', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), factor), {
        minLength: 30,
        maxLength: 60,
      }),
      fc.record({ a: factor, b: factor, c: factor, x: factor, y: factor }),
      (units, factors) => {
        const base = units.map(([, , weight]) => weight)
        const truth = units.map(([first, second, weight]) => weight * factors[first] * factors[second])
        const margins = [0, 1].map((at) => {
          const groups = units.map((unit) => unit[at] as string)
          const names = [...new Set(groups)]
          const total = (name: string): number => sum(truth.filter((_, i) => groups[i] === name))
          return { groups, totals: Object.fromEntries(names.map((name) => [name, total(name)])) }
        })
        const { weights } = got(rake(base, margins))
        near(
          weights.map((weight, i) => weight / truth[i]!),
          truth.map(() => 1),
          1e-6,
        )
      },
    ),
    { numRuns: 40 },
  )
})

test('calibrated weights reproduce the totals, within their bounds where they have any', () => {
  fc.assert(
    fc.property(fc.array(factor, { minLength: 20, maxLength: 40 }), (base) => {
      const x = base.map((_, i) => [1, i])
      const middle = sum(base.map((weight, i) => weight * i)) / sum(base)
      const wanted = [1.1 * sum(base), 1.1 * sum(base) * (middle + 0.4 * (base.length - 1 - middle))]
      const ratios = (distance: Distance): number[] => {
        const { weights } = got(calibrate(base, x, wanted, { distance }))
        near(sum(weights) / wanted[0]!, 1, 1e-9)
        near(sum(weights.map((weight, i) => weight * i)) / wanted[1]!, 1, 1e-9)
        return weights.map((weight, i) => weight / base[i]!)
      }
      // A move this large takes the linear distance out of the bounds that the others keep.
      assert.ok(Math.min(...ratios('linear')) < 0.3)
      assert.ok(ratios('raking').every((g) => g > 0))
      for (const distance of ['logit', 'truncated'] as const)
        assert.ok(ratios(distance).every((g) => g >= 0.3 - 1e-9 && g <= 3 + 1e-9))
    }),
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

test('groups keep the proportions within them, and one calibration by groups is their post-stratification', () => {
  const weights = [1, 3, 2, 2, 5]
  const totals = { a: 20, b: 36 }
  const stratified = got(postStratify(weights, strata, totals)).weights
  near(stratified, [5, 15, 8, 8, 20], 1e-9)
  const x = indicators(strata)
  assert.deepEqual(x[0], [1, 0])
  near(got(calibrate(weights, x, [20, 36])).weights, stratified, 1e-9)
})

test('what the population tells of an answer no longer varies; what it does not tell varies as before', () => {
  const x = indicators(strata)
  const weights = [10, 10, 10, 10, 10]
  const plain = { weights, strata }
  const known = got(calibratedTotal([2, 2, 7, 7, 7], { design: plain, weights, x }))
  near([known.value, known.standardError], [250, 0], 1e-9)
  // Of groups that are strata only the spread within them is left: that of the design already.
  const total = got(calibratedTotal(y, { design: plain, weights, x }))
  near(total.standardError, got(designTotal(y, plain)).standardError, 1e-9)
  // Drawn without strata, post-stratified afterwards: 5/4 Σ of squared residuals, mean of the group taken away.
  const after = got(calibratedTotal(y, { design: { weights }, weights, x }))
  near(after.standardError, 10 * Math.sqrt((5 / 4) * (2 + 14)), 1e-9)
  const mean = got(calibratedMean(y, { design: { weights }, weights, x }))
  near([mean.value, mean.standardError], [5, after.standardError / 50], 1e-9)
})

test('unequal weights never say more than as many equal ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 }),
      (weights) => {
        const size = effectiveSize(weights)
        assert.ok(size <= weights.length * (1 + 1e-12) && size >= 1 - 1e-12)
        near(effectiveSize(weights.map((weight) => 3 * weight)) / size, 1, 1e-12)
        near(kishEffect(weights) * size, weights.length, 1e-9)
      },
    ),
  )
})

test('more people who might have answered make a self-selected sample say less', () => {
  const sizes = [2000, 20_000, 200_000].map((population) => got(selection(1000, population, 25)).nEffective)
  assert.ok(sizes[0]! > sizes[1]! && sizes[1]! > sizes[2]!)
  assert.equal(got(selection(1000, 1000, 25)).halfBand, 0)
  // Meng (2018): f/(1 − f)/ρ², and a band that is one deviation where they say as much as one answer.
  const one = got(selection(1000, 101_000, 25, 0.1))
  near([one.nEffective, one.halfBand], [1, 25], 1e-9)
})
