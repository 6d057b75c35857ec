// SPDX-License-Identifier: AGPL-3.0-or-later
// The bars of the simulations hold in a small version of each, and the same seed gives the same figures.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holds, line } from '../figures.ts'
import { comparisonFigures } from './comparison.ts'
import { simulations } from './index.ts'

for (const [name, simulate] of Object.entries(simulations))
  test(`${name}: every bar holds with few draws`, async (t) => {
    for (const figure of await simulate(200)) {
      t.diagnostic(line(figure))
      assert.notEqual(holds(figure), false, line(figure))
      assert.ok(Number.isFinite(figure.value) && (figure.error ?? 0) >= 0, figure.name)
    }
  })

test('a simulation gives the same figures each time', () => {
  assert.deepEqual(comparisonFigures(50), comparisonFigures(50))
})
