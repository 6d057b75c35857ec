// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atLeast, atMost, holds, line, median, percentile } from './figures.ts'

test('a figure is held against its bar, by value or by ratio', () => {
  assert.equal(holds({ name: 'a', value: 0.09, unit: 'ms', bar: atMost(0.1) }), true)
  assert.equal(holds({ name: 'a', value: 9, unit: '/s', ratio: 0.39, bar: atLeast(0.4, 'ratio') }), false)
  assert.equal(holds({ name: 'a', value: 9, unit: '/s' }), undefined)
})

test('a bar on a ratio that was not measured does not hold', () => {
  assert.equal(holds({ name: 'a', value: 9, unit: '/s', bar: atLeast(0.4, 'ratio') }), false)
})

test('a line says figure, baseline, ratio and bar', () => {
  const figure = { name: 'risposte', value: 4123.4, unit: '/s', ratio: 0.5123, bar: atLeast(0.4, 'ratio') }
  assert.equal(
    line({ ...figure, baseline: { name: 'registro', value: 8048 } }),
    '✓ risposte: 4123 /s · registro: 8048 /s · rapporto 0,512 · rapporto ≥ 0,4',
  )
})

test('median and percentiles are values that occurred', () => {
  assert.equal(median([5, 1, 9]), 5)
  assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95), 10)
  assert.equal(percentile([7], 0.5), 7)
})
