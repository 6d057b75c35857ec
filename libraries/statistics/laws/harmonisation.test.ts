// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of conversions between scales: what is kept stays, a scale turned into itself is itself, and errors shrink
// with the answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dot, sum } from '../algebra/moments.ts'
import {
  boundaries,
  comonotone,
  conversionSpread,
  convertedVariance,
  differenceVariance,
  equipercentile,
  fitBeta,
  incompleteBeta,
  kernelEquating,
  linearEquating,
  momentsOf,
  midpoint,
  percentileRanks,
  pomp,
  smoothOne,
  smoothTwo,
} from '../index.ts'
import { filled, got, near } from '../testing.ts'

const scale = [1, 2, 3, 4, 5]
const answers = fc.tuple(filled(5), filled(5))

test('scales are stretched to 0–100 from worst to best, whichever way their codes run', () => {
  assert.deepEqual(
    [1, 2, 5].map((code) => pomp(code, { min: 1, max: 5 })),
    [0, 25, 100],
  )
  assert.deepEqual(
    [1, 2, 5].map((code) => pomp(code, { min: 1, max: 5, polarity: -1 })),
    [100, 75, 0],
  )
  assert.deepEqual(
    [1, 2, 3, 4].map((category) => midpoint(category, 4)),
    [12.5, 37.5, 62.5, 87.5],
  )
  assert.throws(() => pomp(-1, { min: 1, max: 5 }), RangeError)
})

test('comonotone scores keep the mean of the target and never turn an order round', () => {
  fc.assert(
    fc.property(filled(7), filled(5), (source, target) => {
      const scores = [0, 25, 50, 75, 100]
      const converted = got(comonotone(source, target, scores)).scores
      near(dot(source, converted) / sum(source), dot(target, scores) / sum(target), 1e-9)
      converted.forEach((score, i) => assert.ok(i === 0 || score >= converted[i - 1]! - 1e-9))
    }),
  )
  near(got(comonotone([3, 5, 2], [3, 5, 2], [0, 50, 100])).scores, [0, 50, 100], 1e-9)
  // A category nobody chose lies where its neighbours meet.
  near(got(comonotone([5, 0, 5], [5, 5], [0, 100])).scores, [0, 50, 100], 1e-9)
})

test('moments of an answer are those counted by hand', () => {
  const { n, mean, deviation, skewness, kurtosis } = momentsOf([1, 2, 3], [1, 2, 1])!
  near([n, mean, deviation, skewness, kurtosis], [4, 2, Math.sqrt(2 / 3), 0, 1.125], 1e-12)
  assert.equal(momentsOf([1, 2], [7, 0]), undefined)
})

test('linear equating gives the answers of X the mean and the deviation of Y, mean equating its mean', () => {
  fc.assert(
    fc.property(answers, ([x, y]) => {
      const wanted = momentsOf(scale, y)!
      const linear = got(linearEquating(scale, x, scale, y))
      const made = momentsOf(linear.values, x)!
      near([made.mean, made.deviation], [wanted.mean, wanted.deviation], 1e-9)
      const mean = got(linearEquating(scale, x, scale, y, 'mean'))
      const shifted = momentsOf(mean.values, x)!
      near([shifted.mean, shifted.deviation], [wanted.mean, momentsOf(scale, x)!.deviation], 1e-9)
    }),
  )
  // Both normal in their first four moments at the mean: σ²(1/n + 1/m), and it halves with four times the answers.
  const [few, many] = [10, 40].map((times) => {
    const counts = [1, 2, 1].map((count) => times * count)
    return got(linearEquating([1, 2, 3], counts, [1, 2, 3], counts)).standardErrors[1]!
  })
  near(few! / Math.sqrt(((20 / 39) * 2) / 40), 1, 1e-9)
  near(few! / many!, 2, 0.02)
})

test('equating a scale to itself changes nothing where somebody answered', () => {
  fc.assert(
    fc.property(filled(8), (counts) => {
      near(got(equipercentile(counts, counts, 1)).values, [1, 2, 3, 4, 5, 6, 7, 8], 1e-9)
    }),
  )
  near(percentileRanks([1, 2, 1]), [0.125, 0.5, 0.875], 1e-12)
  const [few, many] = [100, 400].map((n) => got(equipercentile([n, n, n], [n, n, n], 1)).standardErrors)
  near(
    few!.map((error, i) => error / many![i]!),
    [2, 2, 2],
    1e-9,
  )
})

test('smoothing keeps the moments it was told to keep, and all moments keep the answers', () => {
  fc.assert(
    fc.property(filled(5), (counts) => {
      const n = sum(counts)
      const two = got(smoothOne(scale, counts, 2)).probabilities
      near(sum(two), 1, 1e-9)
      for (const power of [1, 2]) {
        const moment = (shares: readonly number[]): number =>
          dot(
            shares,
            scale.map((x) => x ** power),
          )
        near(moment(two), moment(counts) / n, 1e-7)
      }
      const all = got(smoothOne(scale, counts, 4))
      near(
        all.probabilities,
        counts.map((count) => count / n),
        1e-7,
      )
      // Nothing smoothed: the covariance is that of shares, (diag(p) − p p′)/n.
      const p = all.probabilities
      near(dot(all.factor[1]!, all.factor[1]!) * n, p[1]! * (1 - p[1]!), 1e-6)
      near(dot(all.factor[0]!, all.factor[3]!) * n, -p[0]! * p[3]!, 1e-6)
    }),
    { numRuns: 40 },
  )
})

test('two scales smoothed together keep both means and what they share', () => {
  const table = [
    [20, 8, 2],
    [6, 15, 9],
    [1, 10, 29],
  ]
  const { x, y } = got(smoothTwo([1, 2, 3], [0, 5, 10], table, [2, 2]))
  near(x.probabilities, [0.3, 0.3, 0.4], 1e-9)
  near(y.probabilities, [0.27, 0.33, 0.4], 1e-9)
  // Answers of the same people hang together: the errors of both means are correlated, as the answers are.
  const through = ({ factor, scale: scores }: typeof x): number[] =>
    factor[0]!.map((_, t) => factor.reduce((total, row, j) => total + scores[j]! * row[t]!, 0))
  const [ex, ey] = [through(x), through(y)]
  const observed = { xy: 0, xx: 0, yy: 0 }
  table.forEach((row, i) =>
    row.forEach((count, j) => {
      const [a, b] = [i + 1 - 2.1, 5 * j - 5.65]
      observed.xy += (count * a * b) / 100
      observed.xx += (count * a * a) / 100
      observed.yy += (count * b * b) / 100
    }),
  )
  near(
    [dot(ex, ey), dot(ex, ex), dot(ey, ey)].map((v) => 100 * v),
    [observed.xy, observed.xx, observed.yy],
    1e-6,
  )
})

test('kernel equating turns a scale into itself, and a longer one onto the shorter', () => {
  const counts = [4, 10, 20, 30, 16]
  const x = got(smoothOne(scale, counts, 3))
  const same = got(kernelEquating(x, x, { together: true }))
  near(same.values, scale, 1e-6)
  near(
    same.standardErrors,
    scale.map(() => 0),
    1e-9,
  )
  const y = got(
    smoothOne(
      scale.map((score) => 20 * score),
      counts,
      3,
    ),
  )
  const halves = got(kernelEquating(x, y, { together: false }))
  // The kernel is chosen anew on the longer scale, so the middle is equal and the ends nearly so.
  near(
    halves.values.map((value) => value / 20),
    scale,
    0.35,
  )
  // Two independent groups of a bell: at its middle the error is that of the difference of two means, σ √(2/n).
  const bell = got(smoothOne(scale, [5, 25, 40, 25, 5], 2))
  near(got(kernelEquating(bell, bell, { together: false })).standardErrors[2]! / Math.sqrt((2 * 0.9) / 100), 1, 0.05)
  const more = got(
    smoothOne(
      scale,
      counts.map((count) => 4 * count),
      3,
    ),
  )
  const ratio = got(kernelEquating(x, x, { together: false })).standardErrors.map(
    (error, i) => error / got(kernelEquating(more, more, { together: false })).standardErrors[i]!,
  )
  near(
    ratio,
    ratio.map(() => 2),
    1e-3,
  )
})

test('a Beta is found again from its own shares, and cuts the scale where its shares say', () => {
  const cuts = [0, 0.2, 0.4, 0.7, 1]
  const shares = cuts.slice(1).map((cut, j) => incompleteBeta(cut, 2, 3) - incompleteBeta(cuts[j]!, 2, 3))
  const [few, many] = [100, 10_000].map((n) =>
    got(
      fitBeta(
        shares.map((share) => n * share),
        cuts,
      ),
    ),
  )
  near([few!.alpha, few!.beta, few!.mean], [2, 3, 40], 1e-4)
  near(few!.standardError / many!.standardError, 10, 1e-3)
  // Nearly that of ungrouped answers, √(ab/((a+b)²(a+b+1)n)), and not below it.
  near(few!.standardError / (100 * Math.sqrt(0.04 / 100)), 1.05, 0.06)
  const edges = boundaries([10, 20, 70], { alpha: 2, beta: 3 })
  near(
    edges.map((edge) => incompleteBeta(edge, 2, 3)),
    [0, 0.1, 0.3, 1],
    1e-9,
  )
})

test('the parts of a converted variance stay apart, and what is common cancels inside a scale only', () => {
  const bridge = [
    [4, 1],
    [1, 9],
  ]
  const parts = convertedVariance(2, [0.5, 0.5], { bridge, conversion: 64 })
  assert.deepEqual(parts, { sampling: 2, bridge: 3.75, conversion: 64 })
  assert.deepEqual(convertedVariance(2, [1], {}), { sampling: 2, bridge: 0, conversion: 0 })
  assert.equal(differenceVariance(parts, parts, false), 2 * (2 + 3.75 + 64))
  assert.equal(differenceVariance(parts, parts, true), 4)
  const shared = {
    shares: [
      [0.8, 0.2],
      [0.2, 0.8],
    ] as const,
    bridge,
  }
  near(differenceVariance(parts, parts, true, shared), 4 + 0.36 * (4 + 9 - 2), 1e-12)
  const groups = [
    { scores: [0, 100], shares: [0.5, 0.5], n: 30 },
    { scores: [10, 90], shares: [0.5, 0.5], n: 10 },
  ]
  near(conversionSpread([0, 100], groups, 25), Math.sqrt(25) / 25, 1e-12)
})

test('a rank that a whole gap has gives its middle, and the ends of the scale are its ends', () => {
  // Half below 2 on X; on Y half below 2 and nobody on 2 and 3: anything from 1.5 to 3.5 has that rank.
  near(got(equipercentile([5, 0, 5], [10, 0, 0, 10], 1)).values[1]!, (1.5 + 3.5) / 2, 1e-9)
  near(got(equipercentile([0, 4, 6, 0], [10, 10, 0], 1)).values, [0.5, 0.9, 1.9, 3.5], 1e-9)
  // Against both inverses of the distribution, found by looking.
  const some = fc
    .array(fc.constantFrom<number>(0, 0, 1, 2, 3), { minLength: 3, maxLength: 6 })
    .filter((one) => sum(one) > 0)
  fc.assert(
    fc.property(some, some, (x, y) => {
      const share = (place: number): number =>
        y.reduce((total, count, k) => total + count * Math.min(1, Math.max(0, place - k + 0.5)), 0) / sum(y)
      const search = (holds: (place: number) => boolean): number => {
        let [low, high] = [-0.5, y.length - 0.5]
        for (let turn = 0; turn < 60; turn++) {
          const middle = (low + high) / 2
          if (holds(middle)) high = middle
          else low = middle
        }
        return high
      }
      const { values, ranks } = got(equipercentile(x, y, 0))
      ranks.forEach((rank, i) => {
        const inside = rank > 1e-9 && rank < 1 - 1e-9
        const first = search((place) => share(place) > rank - 1e-11)
        const last = search((place) => share(place) > rank + 1e-11)
        const end = rank <= 1e-9 ? -0.5 : y.length - 0.5
        near(values[i]!, inside ? (first + last) / 2 : end, 1e-6)
      })
    }),
  )
})
