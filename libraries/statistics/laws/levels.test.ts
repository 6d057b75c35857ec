// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of bridges, goalposts, places, means of levels, the variances of small services, and whether an index may be shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dot, mean, sum, timesVector } from '../algebra/moments.ts'
import {
  ampi,
  bridgeFaults,
  bridgeScores,
  comonotone,
  convergence,
  endShares,
  goalposts,
  levelMeans,
  places,
  seededNumbers,
  smoothedVariances,
  stretch,
  topBox,
  unitReliability,
} from '../index.ts'
import { filled, got, near } from '../testing.ts'

const together = [
  [20, 15, 5, 2, 1],
  [5, 20, 40, 15, 5],
  [1, 2, 20, 60, 90],
]
const stars = [0, 25, 50, 75, 100]
const columnSums = (table: readonly (readonly number[])[]): number[] =>
  table[0]!.map((_, j) => sum(table.map((row) => row[j]!)))

function multinomial(counts: readonly number[], random: () => number): number[] {
  const n = sum(counts)
  const drawn = counts.map(() => 0)
  for (let i = 0; i < n; i++) {
    let rest = random() * n
    const cell = counts.findIndex((count) => (rest -= count) < 0)
    drawn[cell < 0 ? counts.length - 1 : cell]!++
  }
  return drawn
}

/** Covariance of the scores over samples drawn again from the counts. */
function simulated(again: () => readonly number[], times: number): number[] {
  const all = Array.from({ length: times }, again)
  const centre = all[0]!.map((_, j) => mean(all.map((one) => one[j]!)))
  return centre.flatMap((_, i) =>
    centre.map((__, j) => sum(all.map((one) => (one[i]! - centre[i]!) * (one[j]! - centre[j]!))) / (times - 1)),
  )
}

test('the covariance of a bridge is that of many bridges, for the same people and for halves', () => {
  const random = seededNumbers(3)
  const rows = together.map((row) => sum(row))
  const scoresOf = (table: readonly (readonly number[])[]): readonly number[] =>
    got(
      comonotone(
        table.map((row) => sum(row)),
        columnSums(table),
        stars,
      ),
    ).scores
  const cases = [
    {
      found: got(bridgeScores({ together }, stars)),
      again: () => {
        const flat = multinomial(together.flat(), random)
        return scoresOf(together.map((_, i) => flat.slice(5 * i, 5 * i + 5)))
      },
    },
    {
      found: got(bridgeScores({ source: rows, target: columnSums(together) }, stars)),
      again: () => got(comonotone(multinomial(rows, random), multinomial(columnSums(together), random), stars)).scores,
    },
  ]
  for (const { found, again } of cases) {
    near(found.scores, scoresOf(together), 1e-12)
    const expected = simulated(again, 1500)
    const largest = Math.max(...expected)
    found.covariance.flat().forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 0.12 * largest))
  }
})

test('all answers of a bridge converted by it have the error of the target’s own mean', () => {
  fc.assert(
    fc.property(filled(3), filled(5), (source, target) => {
      // Σ p_j s_j is the mean of the target whatever p is; of halves with p known p′Cp is not more than either half's part.
      const { scores, covariance } = got(bridgeScores({ source, target }, stars))
      const shares = source.map((count) => count / sum(source))
      const m = dot(target, stars) / sum(target)
      near(dot(shares, scores), m, 1e-9)
      const ofTarget =
        dot(
          target,
          stars.map((score) => (score - m) ** 2),
        ) /
        sum(target) ** 2
      assert.ok(dot(shares, timesVector(covariance, shares)) >= ofTarget * (1 - 1e-6))
    }),
  )
})

test('a bridge is enough from 400 people over 8 services, or 800 in each half, when services convert alike', () => {
  assert.deepEqual(bridgeFaults({ people: 400, services: 8, spread: 0.1 }), [])
  assert.deepEqual(bridgeFaults({ people: 399, services: 7, spread: 0.11 }), [
    'too few people',
    'too few services',
    'conversions differ',
  ])
  assert.deepEqual(bridgeFaults({ people: [800, 800], services: 1, spread: 0 }), [])
  assert.deepEqual(bridgeFaults({ people: [2000, 799], services: 9, spread: 0 }), ['too few in each half'])
  assert.deepEqual(bridgeFaults({ people: 500, services: 8, spread: NaN }), ['conversions differ'])
})

test('goalposts come from sure services alone, and then no sure service leaves them', () => {
  const services = [
    [10, 5],
    [30, 9],
    [95, 1],
    [20, 7],
  ]
  const found = got(goalposts(services, [100, 300, 99, 150], [{ ref: 20 }, { ref: 6, polarity: -1 }])).goalposts
  assert.deepEqual(found, [
    { inf: 10, sup: 30, ref: 20 },
    { inf: 5, sup: 9, ref: 6, polarity: -1 },
  ])
  near(got(ampi(stretch([20, 6], found))).value, 100, 1e-12)
  near(stretch([30, 6], found)[0]!, 130, 1e-12)
  assert.deepEqual(goalposts(services, [100, 9, 9, 9], [{ ref: 1 }, { ref: 1 }]).estimable, false)
  assert.deepEqual(goalposts([[1], [1]], [100, 100], [{ ref: 1 }]), { estimable: false, reason: 'no variance' })
})

test('a unit with few answers gets its tenth, one with many its rank; equal units share the better place', () => {
  const values = Array.from({ length: 20 }, (_, i) => 100 - i)
  assert.deepEqual(
    places(
      values,
      values.map(() => 99),
    ).map(({ place }) => place),
    values.map((_, i) => Math.floor(i / 2) + 1),
  )
  assert.deepEqual(places([5, 7, 7], [100, 100, 100]), [
    { kind: 'rank', place: 3 },
    { kind: 'rank', place: 1 },
    { kind: 'rank', place: 1 },
  ])
  assert.deepEqual(places([5], [3]), [{ kind: 'decile', place: 1 }])
})

test('a level has two means of its services, with and without their volume', () => {
  const { unweighted, weighted } = got(levelMeans([60, 90, 75], [4, 1, 4], [300, 100, 0]))
  near([unweighted.value, unweighted.standardError], [75, 1], 1e-12)
  near([weighted.value, weighted.standardError], [67.5, Math.sqrt((9 * 4 + 1) / 16)], 1e-12)
  assert.deepEqual(levelMeans([60], [4], [0]), { estimable: false, reason: 'no answers' })
})

test('variances of yes and no are those of shares, and a service of equal answers still has one', () => {
  const counts = [
    [7, 10],
    [30, 80],
    [9, 9],
  ] as const
  const means = counts.map(([x, n]) => (100 * x) / n)
  const sizes = counts.map(([, n]) => n)
  // Deviations of everybody, so that the ratio is that of the binomial but for the service at the end.
  const { ratio, variances } = got(
    smoothedVariances(
      means,
      means.map((m) => Math.sqrt(m * (100 - m))),
      sizes,
    ),
  )
  assert.ok(ratio > 0.95 && ratio <= 1)
  near(variances[0]! / ratio, (70 * 30) / 10, 1e-9)
  const inwards = (100 * 9 + 50) / 10
  near(variances[2]! / ratio, (inwards * (100 - inwards)) / 9, 1e-9)
  assert.deepEqual(smoothedVariances([50], [0], [10]), { estimable: false, reason: 'no variance' })
})

test('an index is shown where it goes with overall satisfaction, and tiers where services differ enough', () => {
  assert.deepEqual(got(unitReliability(7, [3, 3.01])).tiers, [true, false])
  near(got(unitReliability(2, [2, 6])).values, [0.5, 0.25], 1e-12)
  const found = got(convergence([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]))
  near(found.value, 0.8, 1e-12)
  const z = Math.atanh(0.8)
  near(
    [found.low, found.high],
    [Math.tanh(z - 1.959963984540054 / Math.SQRT2), Math.tanh(z + 1.959963984540054 / Math.SQRT2)],
    1e-12,
  )
  assert.equal(found.enough, true)
  assert.equal(got(convergence([1, 2, 3, 4], [1, 4, 2, 3])).enough, false)
  near(got(convergence([1, 2, 3, 4], [3, 5, 7, 9])).low, 1, 1e-12)
  assert.deepEqual(convergence([1, 1, 1, 1], [1, 2, 3, 4]), { estimable: false, reason: 'no variance' })
})

test('ends of a scale are shares, and turned round they change places; the top is what the method says', () => {
  fc.assert(
    fc.property(filled(5), (counts) => {
      const [there, back] = [got(endShares(counts)), got(endShares(counts.toReversed()))]
      near([there.floor, there.ceiling], [back.ceiling, back.floor], 1e-12)
      near(there.floor, counts[0]! / sum(counts), 1e-12)
    }),
  )
  assert.deepEqual(topBox([1, 2, 3, 4, 5]), { satisfied: 9, n: 15 })
  assert.deepEqual(topBox([2, 3, 5]), { satisfied: 5, n: 10 })
  assert.deepEqual(topBox([0, 0, 0, 0, 0, 0, 9, 4, 2, 1]), { satisfied: 7, n: 16 })
  assert.equal(topBox([1, 1, 1, 1]), null)
})
