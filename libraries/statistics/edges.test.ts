// SPDX-License-Identifier: AGPL-3.0-or-later
// Every public function, asked whatever can be asked: ties, zeros, nothing, one unit, all equal, no weight, thousands of millions,
// two and eleven categories, what is missing (NaN), matrices that cannot be inverted, lists of different lengths. It gives a
// result of finite numbers, or says that it cannot: not estimable, nothing, or a RangeError that its comment announces. Never NaN.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { publicFiles } from '../../tools/generate/libraries.ts'
import {
  beside,
  count,
  counts,
  design,
  level,
  list,
  margin,
  matrixOf,
  name,
  number,
  pair,
  promotion,
  sample,
  sized,
  square,
  table,
} from './arbitrary-values.ts'
import { askedOfRelations, type Ask } from './asked-of-relations.ts'
import * as statistics from './index.ts'

const about = fc.record({
  stream: fc.constantFrom('invited' as const, 'spontaneous' as const),
  period: fc.constant({ from: '2026-01-01', to: '2026-06-30' }),
  scope: fc.constant({ kind: 'service' as const, id: 's' }),
  model: fc.constant([]),
  responseRate: fc.constantFrom(0, 0.2, 1, NaN),
})
const smoothed = list(count, 5).chain((some) =>
  fc.integer({ min: 0, max: 4 }).map((moments) => {
    const fit = statistics.smoothOne([...some.keys()], some, moments)
    return fit.estimable ? fit : { scale: [1, 2], probabilities: [1, 0], factor: [[0], [0]] }
  }),
)
const scales = fc.constantFrom('L0', 'L1', 'L2', 'L3')
const parts = fc.record({ sampling: number, bridge: number, conversion: number })
const asked: Record<string, Ask> = {
  addedDeviation: fc.tuple(scales, fc.constantFrom('faces3', 'thumbs', '')),
  midpoint: fc.tuple(number, number),
  pomp: fc.tuple(number, fc.record({ min: number, max: number, polarity: fc.constantFrom(1, -1) })),
  linearEquating: fc
    .tuple(beside(5, number, count), beside(5, number, count), fc.constantFrom('mean', 'linear'))
    .map(([[x, nx], [y, ny], how]) => [x, nx, y, ny, how]),
  momentsOf: beside(5, number, count),
  equipercentile: fc.tuple(counts, counts, fc.constantFrom(0, 1)),
  percentileRanks: fc.tuple(counts),
  smoothOne: fc.tuple(beside(5, number, count), fc.integer({ min: 0, max: 6 })).map(([[x, n], d]) => [x, n, d]),
  smoothTwo: table.chain((rows) =>
    fc
      .tuple(list(number, 4), list(number, 4), fc.boolean())
      .map(([x, y, fits]) => [
        fits ? rows.map((_, i) => i) : x,
        fits ? (rows[0] ?? []).map((_, j) => j) : y,
        rows,
        [1, 1],
      ]),
  ),
  kernelEquating: fc.tuple(smoothed, smoothed, fc.constant({ together: false })),
  comonotone: fc.tuple(counts, beside(6, count, number)).map(([source, [target, scores]]) => [source, target, scores]),
  boundaries: fc.tuple(counts, fc.record({ alpha: number, beta: number })),
  fitBeta: list(count, 5).chain((some) =>
    fc
      .oneof(fc.constant([0, ...some.map((_, j) => (j + 1) / some.length)]), list(number, 6))
      .map((cuts) => [some, cuts]),
  ),
  conversionSpread: fc.tuple(
    list(number, 3),
    fc.array(fc.record({ scores: list(number, 3), shares: list(number, 3), n: count }), { maxLength: 3 }),
    number,
  ),
  convertedVariance: sized(3, (size) =>
    fc.tuple(number, list(number, 3), fc.record({ bridge: square(size), conversion: number }, { requiredKeys: [] })),
  ),
  differenceVariance: fc.tuple(parts, parts, fc.boolean()),
  bridgeScores: fc.tuple(
    fc.oneof(
      table.map((together) => ({ together })),
      fc.record({ source: counts, target: list(count, 4) }),
    ),
    list(number, 4),
  ),
  bridgeFaults: fc.tuple(
    fc.record({ people: fc.oneof(count, fc.tuple(count, count)), services: count, spread: number }),
  ),
  goalposts: sized(4, (rows) =>
    fc.tuple(
      matrixOf(rows, 2),
      list(fc.constantFrom(100, 100, 99, NaN), 4),
      fc.array(fc.record({ ref: number }), { maxLength: 3 }),
    ),
  ),
  places: beside(6, number, count),
  levelMeans: beside(4, number, number, count),
  mpi: fc.tuple(
    sized(4, (rows) => sized(3, (columns) => matrixOf(rows, columns))),
    fc.record({ divisor: fc.constantFrom(0, 1), direction: fc.constantFrom('positive', 'negative') }),
  ),
  ampi: fc.tuple(list()),
  ampiUncertainty: sized(3, (size) => fc.tuple(list(number, size), square(size))),
  stretch: sized(3, (size) =>
    fc.tuple(
      fc.array(number, { minLength: size, maxLength: size }),
      fc.array(fc.record({ inf: number, sup: number, ref: number, polarity: fc.constantFrom(1, -1) }), {
        minLength: size,
      }),
    ),
  ),
  scoreInterval: fc.tuple(counts, fc.record({ level, nEffective: number }, { requiredKeys: [] })),
  correctedShare: fc.tuple(
    count,
    count,
    fc.record({ withTheme: count, found: count, without: count, leftOut: count }),
    level,
  ),
  newcombe: fc.tuple(pair, pair, level),
  wilson: fc.tuple(count, count, level),
  adjustedNetPromoterScore: fc.tuple(promotion, level),
  netPromoterScore: fc.tuple(promotion, level),
  promoterDifference: fc.tuple(promotion, promotion, level),
  promotionOf: fc.tuple(fc.array(count, { minLength: 10, maxLength: 11 })),
  degreesOfFreedom: sized(4, (length) => fc.tuple(design(length))),
  totalVariance: sample.map(([y, drawn]) => [drawn, y]),
  designInterval: fc.tuple(fc.record({ value: number, standardError: number }), level),
  designMean: fc.tuple(sample, fc.boolean()).map(([[y, drawn], all]) => [y, drawn, (i: number) => all || i % 2 === 0]),
  designProportionInterval: fc.tuple(
    fc.record({ value: number, standardError: number, n: count, degreesOfFreedom: count, designEffect: number }),
    level,
  ),
  designTotal: sample,
  selection: fc.tuple(count, count, number, number),
  effectiveSize: fc.tuple(list()),
  kishEffect: fc.tuple(list()),
  postStratify: sized(5, (length) =>
    margin(length).chain(({ groups, totals }) => list(number, 5).map((base) => [base, groups, totals])),
  ),
  rake: sized(5, (length) => fc.tuple(list(number, 5), fc.array(margin(length), { maxLength: 2 }))),
  collapse: sized(5, (length) =>
    fc.tuple(
      list(number, 5),
      margin(length),
      fc.record(
        { ordered: fc.boolean(), respondents: fc.constantFrom(0, 1, 2, NaN), adjustment: fc.constantFrom(1, 2, NaN) },
        { requiredKeys: [] },
      ),
    ),
  ),
  weightAnswers: fc.integer({ min: 0, max: 12 }).chain((length) =>
    fc.tuple(
      fc.constant(length),
      fc.record(
        {
          base: fc.array(number, { minLength: length, maxLength: length }),
          cells: margin(length),
          margins: fc.record({ channel: margin(length), age: margin(length) }, { requiredKeys: [] }),
        },
        { requiredKeys: ['margins'] },
      ),
    ),
  ),
  calibrate: sized(5, (length) =>
    fc.tuple(
      fc.array(number, { minLength: length, maxLength: length }),
      matrixOf(length, 2),
      fc.array(number, { minLength: 2, maxLength: 2 }),
      fc.record({
        distance: fc.constantFrom('linear', 'raking', 'logit', 'truncated'),
        bounds: fc.constantFrom([0.3, 3], [1, 1], [0, 1], [NaN, 2], [3, 0.3]),
      }),
    ),
  ),
  calibratedMean: sized(5, (n) =>
    fc.tuple(list(number, 5), fc.record({ design: design(n), weights: list(number, 5), x: matrixOf(n, 2) })),
  ),
  calibratedTotal: sized(5, (n) =>
    fc.tuple(list(number, 5), fc.record({ design: design(n), weights: list(number, 5), x: matrixOf(n, 2) })),
  ),
  indicators: fc.tuple(fc.array(name, { maxLength: 5 })),
  fayHerriot: beside(6, number, number).chain(([y, psi]) =>
    sized(2, (columns) => matrixOf(y!.length, columns).map((x) => [y, psi, x])),
  ),
  betaBinomial: fc.tuple(beside(5, count, count), level).map(([[x, n], how]) => [x, n, how]),
  jamesStein: fc.tuple(list(), number),
  normalBayes: beside(6, number, number),
  smoothedVariances: beside(5, number, number, count),
  comparePeers: fc.tuple(beside(6, number, number), level).map(([[values, errors], rate]) => [values, errors, rate]),
  adjustP: fc.tuple(list(number, 6), fc.constantFrom('benjamini-hochberg', 'benjamini-yekutieli', 'holm')),
  rankCounts: fc.tuple(counts, level, fc.constantFrom('holm', 'bonferroni')),
  rankEstimates: fc.tuple(beside(6, number, number), level).map(([[values, errors], how]) => [values, errors, how]),
  ...askedOfRelations,
  estimate: fc
    .tuple(counts, about)
    .map(([some, what]) => [
      { unit: 'points', interval: 'score-interval', n: some.length, result: statistics.scoreInterval(some) },
      what,
    ]),
  qualityOf: fc.tuple(
    fc.record({
      n: count,
      nEffective: number,
      halfWidth: number,
      stream: fc.constant('invited'),
      responseRate: number,
    }),
  ),
  scoreEstimate: fc.tuple(
    fc.record(
      { counts, nEffective: number, level: scales, scale: fc.constantFrom('thumbs', '') },
      { requiredKeys: ['counts'] },
    ),
    about,
  ),
  shareEstimate: fc.tuple(count, count, about),
  promoterEstimate: fc.tuple(fc.array(count, { minLength: 10, maxLength: 11 }), about),
  topBox: fc.tuple(counts),
  chiSquareTail: fc.tuple(number, number),
  betaQuantile: fc.tuple(number, number, number),
  incompleteBeta: fc.tuple(number, number, number),
  normalDensity: fc.tuple(number),
  normalDistribution: fc.tuple(number),
  normalQuantile: fc.tuple(number),
  studentQuantile: fc.tuple(number, number),
  seededNumbers: fc.tuple(number),
  bivariateNormal: fc.tuple(number, number, number),
}

/** Where infinity is what is meant. */
const infinite: Readonly<Record<string, string>> = {
  fitCounts: 'size',
  normalQuantile: '',
  studentQuantile: '',
}

/** What takes long is asked less often. */
const slow: Readonly<Record<string, number>> = {
  ewmaLimit: 15,
  ewmaRunLength: 200,
  polychoric: 60,
  betaBinomial: 300,
  fitBeta: 200,
  kernelEquating: 200,
  boardAlarms: 30,
  bootstrapShares: 400,
}

function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((one) => numbersOf(one, path))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => numbersOf(one, path === '' ? key : path))
}

const announced = new Set(
  publicFiles('statistics').flatMap(({ functions }) =>
    functions.filter(({ comment }) => comment.includes('Throws RangeError')).map(({ name: own }) => own),
  ),
)

for (const [own, exported] of Object.entries(statistics)) {
  if (typeof exported !== 'function') continue
  test(`${own}: a result or that there is none, never NaN`, () => {
    const ask = asked[own]
    assert.ok(ask, `${own} is not asked`)
    fc.assert(
      fc.property(ask, (values) => {
        let result: unknown
        try {
          result = (exported as (...all: unknown[]) => unknown)(...values)
        } catch (error) {
          assert.ok(error instanceof RangeError && announced.has(own), `${String(error)}`)
          return
        }
        for (const [path, value] of numbersOf(result)) {
          assert.ok(!Number.isNaN(value), `NaN at ${path}`)
          assert.ok(Number.isFinite(value) || infinite[own] === path, `${value} at ${path}`)
        }
      }),
      { numRuns: slow[own] ?? 1500, seed: 2026 },
    )
  })
}
