// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of composite indicators: balance costs nothing, and neither scale nor order of units matters.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ampi, ampiUncertainty, mpi, stretch } from '../index.ts'
import { got, near } from '../testing.ts'

test('balance costs nothing, imbalance does, and scale and order of units do not matter', () => {
  assert.equal(got(ampi([104, 104, 104])).penalty, 0)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 1, max: 9, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true })), {
        minLength: 4,
        maxLength: 12,
      }),
      (units) => {
        const result = mpi(units)
        if (!result.estimable) return
        const changed = got(mpi(units.map(([a, b]) => [7 * a + 3, b]).toReversed()))
        near(changed.values.toReversed(), result.values, 1e-5)
        result.penalties.forEach((penalty) => assert.ok(penalty >= 0))
      },
    ),
  )
  assert.deepEqual(
    mpi([
      [1, 2],
      [1, 3],
    ]),
    { estimable: false, reason: 'no variance' },
  )
  const rounding = [1.0000000000000007, 1.0000000000000002]
  assert.deepEqual(mpi([[1, 1], [1, 1], [1, 1], rounding]), { estimable: false, reason: 'no variance' })
})

test('the reference is 100, the goalposts 70 and 130 around it, and less is better by polarity', () => {
  const goalpost = { inf: 20, sup: 60, ref: 40 }
  near(
    [20, 40, 60].map((value) => stretch([value], [goalpost])[0]!),
    [70, 100, 130],
    1e-12,
  )
  near(
    [20, 40, 60].map((value) => stretch([value], [{ ...goalpost, polarity: -1 }])[0]!),
    [130, 100, 70],
    1e-12,
  )
  // Deviations are those of all indicators, not of a sample: (90, 110) costs 100/100.
  assert.deepEqual(ampi([90, 110]), { estimable: true, value: 99, mean: 100, penalty: 1 })
  const [a, b] = [100 - 20 / Math.sqrt(8 / 3), 100 - 30 / Math.sqrt(26 / 3)]
  const centre = (a + b) / 2
  const units = [
    [1, 2],
    [3, 4],
    [5, 9],
  ]
  near(got(mpi(units)).values[0]!, centre - ((a - b) / 2) ** 2 / centre, 1e-9)
})

test('the gradient is what a small change does, and errors that balance out take no bias', () => {
  const r = [95, 104, 120]
  const covariance = [
    [4, 1, 0],
    [1, 9, 2],
    [0, 2, 16],
  ]
  const { gradient, standardError, bias, value } = got(ampiUncertainty(r, covariance))
  r.forEach((one, j) => {
    const moved = (by: number): number => got(ampi(r.with(j, one + by))).value
    near(gradient[j]!, (moved(1e-4) - moved(-1e-4)) / 2e-4, 1e-7)
  })
  const quadratic = gradient.reduce(
    (total, a, i) => total + gradient.reduce((part, b, j) => part + a * b * covariance[i]![j]!, 0),
    0,
  )
  near(standardError, Math.sqrt(quadratic), 1e-12)
  // −tr(HΣ)/(mM): 29 less 35/3, over three indicators and their mean; the value has it taken out.
  near(bias, -(29 - 35 / 3) / 3 / (319 / 3), 1e-12)
  near(value, got(ampi(r)).value - bias, 1e-12)
})
