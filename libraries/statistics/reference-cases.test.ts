// SPDX-License-Identifier: AGPL-3.0-or-later
// The reference cases of the methods here, each named by its id. Their numbers are carried over as facts in
// reference-cases.json; the original files are compared as well where they are at hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  adjustedNetPromoterScore,
  betaQuantile,
  midpoint,
  netPromoterScore,
  pomp,
  promotionOf,
  scoreInterval,
  wilson,
} from './index.ts'
import cases from './reference-cases.json' with { type: 'json' }
import { got, reference } from './testing.ts'

function near(actual: number | undefined, expected: number, tolerance: number, what = ''): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${what} ${actual} is not ${expected}`)
}

test('score-ci-dirichlet-beta-a: the score interval is that of base R', () => {
  for (const { counts, mean, posteriorMean, alpha, beta, lower, upper } of cases['score-ci-dirichlet-beta-a']) {
    const score = got(scoreInterval(counts))
    near(score.value, mean, 1e-8)
    near(score.posteriorMean, posteriorMean, 1e-8)
    near(score.alpha, alpha, 1e-8 * alpha)
    near(score.beta, beta, 1e-8 * Math.max(1, beta))
    near(score.low, lower, 1e-8)
    near(score.high, upper, 1e-8)
  }
})

test('proportion-ci-a: Wilson is that of prop.test, and Beta quantiles give the Jeffreys limits', () => {
  // Clopper–Pearson, mid-P, add-4 and the continuity correction stay out: no page of the design uses them.
  for (const { x, n, wilson: limits, jeffreys } of cases['proportion-ci-a']) {
    const share = got(wilson(x, n))
    near(share.low, limits[0]!, 1e-9)
    near(share.high, limits[1]!, 1e-9)
    // The case sets the Jeffreys limit to 0 and 1 at the ends by convention.
    if (x > 0) near(betaQuantile(0.025, x + 0.5, n - x + 0.5), jeffreys[0]!, 1e-9)
    if (x < n) near(betaQuantile(0.975, x + 0.5, n - x + 0.5), jeffreys[1]!, 1e-9)
  }
})

test('nps-one-sample: score, variance, error and Wald interval', () => {
  const { counts0to10, nps, var: variance, se, ci95 } = cases['nps-one-sample']
  const score = got(netPromoterScore(promotionOf(counts0to10)))
  near(score.value, nps, 1e-9)
  near(score.variance, variance, 1e-9)
  near(score.standardError, se, 1e-9)
  near(score.low, ci95[0]!, 1e-9)
  near(score.high, ci95[1]!, 1e-9)
})

test('nps-adjusted-wald: the adjusted interval', () => {
  for (const { det, pas, pro, nps, lower, upper } of cases['nps-adjusted-wald']) {
    const score = got(adjustedNetPromoterScore({ detractors: det, passives: pas, promoters: pro }))
    near(score.value, nps, 1e-9)
    near(score.low, lower, 1e-9)
    near(score.high, upper, 1e-9)
  }
})

test('pomp-and-midpoint: the linear stretch of every scale met', () => {
  const { scales, expected } = cases['pomp-and-midpoint']
  for (const [name, [min, max]] of Object.entries(scales) as [keyof typeof scales, [number, number]][]) {
    const { pomp: scores, mid } = expected[name]
    scores.forEach((score, index) => near(pomp(min + index, { min, max }), score, 1e-9, name))
    mid.forEach((score, index) => near(midpoint(index + 1, max - min + 1), score, 1e-9, name))
  }
})

// The numbers carried over are those of the reference files.
for (const name of ['score-ci-dirichlet-beta-a', 'nps-adjusted-wald'] as const) {
  reference(`03-intervals/${name}`, (_, expected) => assert.deepEqual(expected['results'], cases[name]))
}
reference('01-scale/pomp-and-midpoint', (_, expected) =>
  assert.deepEqual(expected, cases['pomp-and-midpoint'].expected),
)
