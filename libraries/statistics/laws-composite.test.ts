// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of composite indicators: balance costs nothing, and neither scale nor order of units matters.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ampi, mpi } from './index.ts'
import { got, near } from './testing.ts'

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
