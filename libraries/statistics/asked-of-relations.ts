// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: what is asked of the functions of trend, drivers, reliability and integrity (edges.test.ts asks it).
import fc from 'fast-check'
import { beside, count, counts, level, list, matrixOf, number, sized, square, table } from './arbitrary-values.ts'

/** Arguments of one function. */
export type Ask = fc.Arbitrary<readonly unknown[]>

const lambda = fc.constantFrom(0.2, 1, 0, -1, NaN, 2)

export const askedOfRelations: Record<string, Ask> = {
  ewma: fc.tuple(list(), fc.record({ lambda, limit: number, centre: number, deviation: number, size: number })),
  ewmaFalls: fc.tuple(list(), number, lambda, list(count, 2)),
  deviations: fc
    .tuple(beside(5, number, number, number, count), number)
    .map(([[y, expected, variance, n], dispersion]) => [{ y, expected, variance, n }, dispersion]),
  overDispersion: fc.tuple(
    fc.array(
      beside(4, number, number, number, count).map(([y, expected, variance, n]) => ({ y, expected, variance, n })),
      { maxLength: 3 },
    ),
    fc.constantFrom(1, 0, 2, NaN),
  ),
  boardAlarms: fc.tuple(fc.array(list(), { maxLength: 4 })),
  ewmaLimit: fc.tuple(fc.constantFrom(1, 2, 370, NaN, -1, Infinity), fc.record({ lambda })),
  ewmaRunLength: fc.tuple(fc.constantFrom(0, 1, 3, NaN, -1, Infinity), lambda, fc.constantFrom('one', 'two')),
  cusum: fc.tuple(list(), fc.record({ k: number, h: number })),
  pChart: beside(6, count, count),
  pelt: fc.tuple(list()),
  stl: fc.tuple(
    list(number, 14),
    fc.constantFrom(0, 1, 2, 3, 2.5, NaN),
    fc.record(
      { robust: fc.boolean(), seasonalSpan: fc.constantFrom(7, 1, 0, NaN), trendSpan: fc.constantFrom(5, 1, 0, NaN) },
      { requiredKeys: [] },
    ),
  ),
  mannKendall: fc.tuple(list()),
  correlations: fc.tuple(
    sized(3, (rows) => sized(5, (columns) => matrixOf(rows, columns))),
    fc.option(list(number, 5), { nil: undefined }),
  ),
  covariances: fc.tuple(
    sized(3, (rows) => sized(5, (columns) => matrixOf(rows, columns))),
    fc.option(list(number, 5), { nil: undefined }),
  ),
  standardisedSlopes: sized(3, (size) => fc.tuple(square(size), list(number, size))),
  bootstrapShares: sized(6, (length) =>
    fc.tuple(
      sized(2, (rows) => matrixOf(rows, length)),
      list(number, 6),
      fc.record({ draws: fc.constantFrom(5, 5, 0, NaN), level, weights: list(number, 6) }, { requiredKeys: ['draws'] }),
    ),
  ),
  driverMap: beside(4, number, number, number, number, number).map(([own, low, high, value, limit]) => [
    { shares: own, low, high, n: 200, r2: 0.3 },
    value!.map((one, i) => ({ value: one, low: one, high: limit![i] })),
  ]),
  driversAgree: beside(3, number, number, number, number).map(([a, b, low, high]) => [a, b, { low, high }]),
  lmg: sized(3, (size) => fc.tuple(square(size), list(number, size))),
  johnsonWeights: sized(3, (size) => fc.tuple(square(size), list(number, size))),
  proportionalOdds: sized(8, (length) =>
    fc.tuple(
      fc.array(fc.constantFrom(0, 1, 2, 2, 5, NaN), { minLength: length, maxLength: length }),
      matrixOf(length, 1),
      fc.constantFrom(3, 3, 2, 1, 0, NaN),
      fc.option(fc.array(count, { minLength: length, maxLength: length }), { nil: undefined }),
    ),
  ),
  reliability: fc.tuple(sized(4, square)),
  omega: fc.tuple(sized(4, square)),
  polychoric: fc.tuple(table, fc.constantFrom('two-step', 'ml')),
  endShares: fc.tuple(counts),
  unitReliability: fc.tuple(number, list()),
  convergence: fc.tuple(beside(6, number, number), level).map(([[a, b], how]) => [a, b, how]),
  compositionShift: beside(5, count, count),
  identicalAnswers: fc.tuple(
    fc.array(fc.array(fc.constantFrom(1, 2, NaN, null, 'a', '1'), { maxLength: 2 }), { maxLength: 8 }),
  ),
  careless: fc.tuple(list(), fc.option(number)),
  straightLining: fc.tuple(list()),
  mahalanobis: sized(3, (size) =>
    fc.tuple(
      sized(3, (rows) => matrixOf(rows, size)),
      list(number, size),
      square(size),
    ),
  ),
  fitCounts: fc.tuple(counts),
  upperTail: fc.tuple(count, fc.record({ mean: number, size: number })),
}
