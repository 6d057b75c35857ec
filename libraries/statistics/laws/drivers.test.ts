// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of drivers: intervals that repeat themselves and are as wide as shares really vary, a map that says so where it
// cannot tell, and two models that must agree.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mean, variance } from '../algebra/moments.ts'
import {
  bootstrapShares,
  correlations,
  covariances,
  driverMap,
  driversAgree,
  lmg,
  normalQuantile,
  seededNumbers,
  standardisedSlopes,
  type SharesWithLimits,
} from '../index.ts'
import { got, near } from '../testing.ts'

/** Three dimensions that share a cause, and what they explain. */
function answersOf(seed: number, n: number): { dimensions: number[][]; overall: number[] } {
  const random = seededNumbers(seed)
  const normal = (): number => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())))
  const rows = Array.from({ length: n }, () => {
    const common = normal()
    const [a, b, c] = [common + normal(), common + normal(), common + normal()]
    return [a, b, c, a + 0.5 * b + 1.5 * normal()]
  })
  const column = (j: number): number[] => rows.map((row) => row[j]!)
  return { dimensions: [column(0), column(1), column(2)], overall: column(3) }
}

test('a row that stands for three answers is as good as three rows, in covariances and correlations', () => {
  const row = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }))
  fc.assert(
    fc.property(fc.array(row, { minLength: 3, maxLength: 20 }), (rows) => {
      const columns = [0, 1].map((j) => rows.map((one) => one[j]!))
      const weights = rows.map(([, , weight]) => weight)
      const long = columns.map((column) => column.flatMap((value, i) => new Array<number>(weights[i]!).fill(value)))
      if (long[0]!.length < 2) return assert.equal(covariances(columns, weights), undefined)
      const found = covariances(columns, weights)!
      near(
        [found[0]![0]!, found[1]![1]!],
        long.map((column) => variance(column)),
        1e-9,
      )
      const [mx, my] = long.map((column) => mean(column)) as [number, number]
      const cross = long[0]!.reduce((total, x, i) => total + (x - mx) * (long[1]![i]! - my), 0)
      near(found[0]![1]!, cross / (long[0]!.length - 1), 1e-9)
      const r = correlations(columns, weights)
      if (r) near(r[0]![1]!, found[0]![1]! / Math.sqrt(found[0]![0]! * found[1]![1]!), 1e-12)
    }),
  )
})

test('slopes are those of two dimensions by hand, and give back R²', () => {
  const [a, b, c] = [0.6, 0.3, 0.5]
  const { slopes } = got(
    standardisedSlopes(
      [
        [1, c],
        [c, 1],
      ],
      [a, b],
    ),
  )
  near(slopes, [(a - b * c) / (1 - c * c), (b - a * c) / (1 - c * c)], 1e-12)
  assert.deepEqual(
    standardisedSlopes(
      [
        [1, 1],
        [1, 1],
      ],
      [a, b],
    ),
    { estimable: false, reason: 'singular' },
  )
})

test('the same seed gives the same limits, which hold the share; weights of the same size change nothing', () => {
  const { dimensions, overall } = answersOf(4, 120)
  const options = { draws: 60, seed: 7 }
  const found = got(bootstrapShares(dimensions, overall, options))
  assert.deepEqual(got(bootstrapShares(dimensions, overall, options)), found)
  assert.notDeepEqual(got(bootstrapShares(dimensions, overall, { ...options, seed: 8 })).low, found.low)
  const all = correlations([overall, ...dimensions])!
  near(
    found.shares,
    got(
      lmg(
        all.slice(1).map((row) => row.slice(1)),
        all[0]!.slice(1),
      ),
    ).shares,
    1e-12,
  )
  found.shares.forEach((share, j) => assert.ok(found.low[j]! < share && share < found.high[j]!))
  const twice = got(bootstrapShares(dimensions, overall, { ...options, weights: overall.map(() => 2) }))
  near([...twice.shares, ...twice.low], [...found.shares, ...found.low], 1e-9)
  const narrow = got(bootstrapShares(dimensions, overall, { ...options, level: 0.5 }))
  narrow.low.forEach((low, j) => assert.ok(low > found.low[j]! && narrow.high[j]! < found.high[j]!))
  assert.deepEqual(bootstrapShares([[1, 1, 1]], [1, 2, 3]), { estimable: false, reason: 'no variance' })
})

test('limits are as far apart as shares of many samples are', () => {
  const many = Array.from({ length: 150 }, (_, seed) => {
    const { dimensions, overall } = answersOf(1000 + seed, 300)
    const all = correlations([overall, ...dimensions])!
    return got(
      lmg(
        all.slice(1).map((row) => row.slice(1)),
        all[0]!.slice(1),
      ),
    ).shares
  })
  const { dimensions, overall } = answersOf(1, 300)
  const found = got(bootstrapShares(dimensions, overall, { draws: 300 }))
  found.shares.forEach((_, j) => {
    const deviation = Math.sqrt(variance(many.map((shares) => shares[j]!)))
    const ratio = (found.high[j]! - found.low[j]!) / (2 * 1.96 * deviation)
    assert.ok(ratio > 0.75 && ratio < 1.33, String(ratio))
  })
})

const shares: SharesWithLimits = {
  estimable: true,
  r2: 0.4,
  parts: [0.24, 0.12, 0.04, 0],
  shares: [0.6, 0.3, 0.1, 0],
  low: [0.5, 0.2, 0.05, 0],
  high: [0.7, 0.4, 0.15, 0.02],
  n: 200,
  level: 0.95,
}
const score = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value - 4,
  high: value + 4,
})

test('a point across a cross-hair is not distinguishable; below 200 answers or R² .2 there is no map', () => {
  const { importance, performance, quadrants } = got(driverMap(shares, [score(60), score(60), score(80), score(62)]))
  near([importance, performance], [0.25, 65.5], 1e-12)
  assert.deepEqual(quadrants, ['much, badly', 'not distinguishable', 'little, well', 'not distinguishable'])
  const better = got(driverMap(shares, [score(90), score(60), score(80), score(42)])).quadrants
  assert.deepEqual([better[0], better[3]], ['much, well', 'little, badly'])
  const scores = shares.shares.map(() => score(60))
  assert.deepEqual(driverMap({ ...shares, n: 199 }, scores), { estimable: false, reason: 'too few units' })
  assert.deepEqual(driverMap({ ...shares, r2: 0.19 }, scores), { estimable: false, reason: 'too little explained' })
})

test('two models agree in signs, and in the order of those that are apart', () => {
  assert.deepEqual(driversAgree([0.5, 0.2, -0.1], [1, 0.4, -0.2]), { signs: true, order: true })
  assert.deepEqual(driversAgree([0.5, 0.2], [1, -0.4]), { signs: false, order: true })
  assert.deepEqual(driversAgree([0.5, 0.2], [0.3, 0.4]), { signs: true, order: false })
  const overlapping = { low: [0.3, 0.2], high: [0.7, 0.6] }
  assert.deepEqual(driversAgree([0.5, 0.4], [0.3, 0.4], overlapping), { signs: true, order: true })
  assert.throws(() => driversAgree([1], [1, 2]), RangeError)
})
