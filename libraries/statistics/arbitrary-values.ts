// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: what may come in, by chance and at the edges: ties, zeros, nothing, all equal, thousands of millions, what is missing,
// matrices that cannot be inverted, lists of different lengths.
import fc from 'fast-check'
import type { Design } from './design/design.ts'
import type { Margin } from './weighting/rake.ts'

const odd = fc.constantFrom(NaN, Infinity, -Infinity, -1, -0, 1e-300, 1e300, Number.EPSILON)
export const number = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 0, 1, 1, 1, 2, 3, 0.5, 50, 100, 1e9, 1e-9) },
  { weight: 1, arbitrary: fc.double({ min: -200, max: 200, noNaN: true }) },
  { weight: 1, arbitrary: odd },
)
export const count = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 0, 1, 1, 2, 7, 7, 40, 1e9) },
  { weight: 1, arbitrary: odd },
)
export const list = (of = number, size = 12): fc.Arbitrary<number[]> =>
  fc.oneof(
    fc.array(of, { maxLength: size }),
    // All equal, and few of many.
    fc.tuple(of, fc.integer({ min: 0, max: size })).map(([value, length]) => new Array<number>(length).fill(value)),
  )
export const counts = list(count)
export const level = fc.constantFrom(0.95, 0.95, 0.5, 0.99, 0, 1, NaN, -1)
/** Several lists, nearly always of one length. */
export const beside = <T>(size: number, ...of: fc.Arbitrary<T>[]): fc.Arbitrary<T[][]> =>
  fc.tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: 9 })).chain(([length, mood]) =>
    fc.tuple(
      ...of.map((one, at) => {
        const own = mood === 0 && at > 0 ? length + 1 : length
        return fc.array(one, { minLength: own, maxLength: own })
      }),
    ),
  )
export const name = fc.constantFrom('a', 'a', 'b', 'c')
export const matrixOf = (rows: number, columns: number, of = number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(of, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
export const table = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .chain(([rows, columns]) => matrixOf(rows, columns, count))
/** Positive definite, singular, or nothing of the kind. */
export const square = (size: number): fc.Arbitrary<number[][]> => {
  const equal = (on: number, off: number): number[][] =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? on : off)))
  return fc.oneof(
    fc.constantFrom(equal(1, 0), equal(1, 0.5), equal(1, 1), equal(0, 0), equal(1, -1), equal(4, 1), equal(1e9, 1)),
    matrixOf(size, size),
    matrixOf(size, size + 1),
  )
}
export const sized = <T>(most: number, of: (size: number) => fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.integer({ min: 0, max: most }).chain(of)
export const promotion = fc.record({ detractors: count, passives: count, promoters: count })
export const pair = fc.tuple(count, count)
export const design = (length: number): fc.Arbitrary<Design> => {
  const of = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: length, maxLength: length })
  return fc.record(
    {
      weights: of(number),
      strata: of(name),
      clusters: of(name),
      populations: of(fc.constantFrom(1, 2, 10, 1e9, 0, NaN)),
    },
    { requiredKeys: ['weights'] },
  )
}
export const sample = sized(6, (length) =>
  fc.tuple(fc.array(number, { minLength: length, maxLength: length }), design(length)),
)
export const margin = (length: number): fc.Arbitrary<Margin> =>
  fc.record({
    groups: fc.array(name, { minLength: length, maxLength: length }),
    totals: fc.dictionary(name, number, { noNullPrototype: true }),
  })
