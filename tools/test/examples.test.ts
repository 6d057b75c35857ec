// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agrees } from './examples.ts'

test('a promise that does not hold is seen', () => {
  for (const [given, promised] of [
    [2.5, '2.4…'],
    [[1, 2], '[1, 3]'],
    [[1, 2, 3], '[1, 2]'],
    [{ value: 1, low: 0.2 }, 'value 1, low 0.3'],
    ['A', "'B'"],
  ] as const)
    assert.throws(() => agrees(given, promised))
})
