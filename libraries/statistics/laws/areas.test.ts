// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of small services, which borrow from their peers: estimates lie between their own and the peers', the more
// uncertain the closer, and errors are not larger than those of the answers alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { betaBinomial, fayHerriot, jamesStein, normalBayes } from '../index.ts'
import { got, near } from '../testing.ts'

const y = [40, 50, 60, 70, 80, 90]
const ones = y.map(() => [1])

test('Fay–Herriot draws the uncertain towards the centre and leaves the certain where they are', () => {
  const sampling = [400, 100, 25, 25, 100, 400]
  const areas = got(fayHerriot(y, sampling, ones))
  const centre = areas.coefficients[0]!
  areas.values.forEach((value, i) =>
    assert.ok((value - centre) * (y[i]! - centre) >= 0 && Math.abs(value - centre) <= Math.abs(y[i]! - centre)),
  )
  near(
    got(
      fayHerriot(
        y,
        y.map(() => 1e-6),
        ones,
      ),
    ).values,
    y,
    1e-3,
  )
  const few = [
    [1, 1],
    [1, 2],
  ]
  assert.equal(fayHerriot([1, 2], [1, 1], few).estimable, false)
})

test('with equal errors Fay–Herriot is what can be worked out by hand', () => {
  // Equal ψ: A = s² − ψ, γ = A/(A + ψ) = 1 − ψ/s², and mse = γψ + (1 − γ)ψ/m + 2 g3, g3 = ψ²/(A + ψ)³ · 2(A + ψ)²/m.
  const psi = 100
  const { values, betweenVariance, meanSquareErrors } = got(
    fayHerriot(
      y,
      y.map(() => psi),
      ones,
    ),
  )
  near(betweenVariance, 350 - psi, 1e-6)
  const gamma = 1 - psi / 350
  near(
    values,
    y.map((value) => 65 + gamma * (value - 65)),
    1e-6,
  )
  const mse = gamma * psi + ((1 - gamma) * psi) / 6 + (2 * ((2 * psi ** 2) / 350)) / 6
  near(
    meanSquareErrors,
    y.map(() => mse),
    1e-6,
  )
})

test('normal Bayes agrees where all errors are equal, and James–Stein shrinks by (k − 3)', () => {
  const bayes = got(
    normalBayes(
      y,
      y.map(() => 100),
    ),
  )
  near([bayes.betweenVariance, bayes.centre], [250, 65], 1e-9)
  near(
    bayes.values,
    y.map((value) => 65 + (250 / 350) * (value - 65)),
    1e-9,
  )
  assert.deepEqual(got(normalBayes([5, 5, 5], [1, 1, 1])).values, [5, 5, 5])
  const stein = got(jamesStein(y, 100))
  near(
    stein.values,
    y.map((value) => 65 + (1 - 300 / 1750) * (value - 65)),
    1e-9,
  )
  assert.ok(got(jamesStein([1, 2, 3, 4], 1e9)).values.every((value) => Math.abs(value - 2.5) < 1e-9))
})

test('shares of small services lie between their own and their peers’, within their intervals', () => {
  const [x, n] = [
    [1, 9, 40, 0, 30],
    [10, 10, 100, 4, 40],
  ]
  const { values, low, high, mean, alpha, beta, correlation } = got(betaBinomial(x, n))
  near(mean, alpha / (alpha + beta), 1e-12)
  near(correlation, 1 / (alpha + beta + 1), 1e-12)
  values.forEach((value, i) => {
    const own = x[i]! / n[i]!
    assert.ok((value - mean) * (own - mean) >= 0 && Math.abs(value - mean) <= Math.abs(own - mean))
    assert.ok(low[i]! < value && value < high[i]!)
  })
  const drawn = values.map((value, i) => (value - mean) / (x[i]! / n[i]! - mean))
  near(
    drawn,
    n.map((size) => size / (size + alpha + beta)),
    1e-9,
  )
  // Services of one size: the mean of the peers is theirs.
  near(got(betaBinomial([10, 20, 30], [100, 100, 100])).mean, 0.2, 0.01)
  // Shares that differ much more than chance would make them: little is borrowed. As much as chance: all have one value.
  assert.ok(got(betaBinomial([0, 100, 0, 100], [100, 100, 100, 100])).correlation > 0.8)
  const alike = got(betaBinomial([50, 50, 50, 50], [100, 100, 100, 100]))
  near(
    alike.values,
    alike.values.map(() => 0.5),
    1e-3,
  )
})
