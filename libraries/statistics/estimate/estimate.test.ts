// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newcombe } from '../intervals/wilson.ts'
import type { About } from './estimate.ts'
import { promoterEstimate } from './promoter-estimate.ts'
import { qualityOf } from './quality.ts'
import { scoreEstimate } from './score-estimate.ts'
import { shareEstimate } from './share-estimate.ts'

const about: About = {
  stream: 'invited',
  period: { from: '2026-01-01', to: '2026-06-30' },
  scope: { kind: 'service', id: 'inps-domanda' },
  model: ['a'.repeat(64)],
}
const five = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 5, maxLength: 5 })

test('below ten answers no estimate holds a figure, and below five not even the count', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }), (counts) => {
      const { value, low, high, nEffective, variance, quality, n } = scoreEstimate({ counts }, about)
      const total = counts.reduce((sum, count) => sum + count, 0)
      assert.equal(quality === 'non pubblicabile', total < 10)
      if (total < 10) assert.deepEqual([value, low, high, nEffective, variance], [null, null, null, null, null])
      assert.equal(n, total < 5 ? null : total)
    }),
  )
})

test('an interval contains its value and stays on the scale, whatever the level', () => {
  fc.assert(
    fc.property(five, fc.constantFrom('L0', 'L1', 'L2'), (counts, level) => {
      const { value, low, high } = scoreEstimate({ counts, level }, about)
      if (value === null) return
      assert.ok(low! >= 0 && low! <= value && value <= high! && high! <= 100)
    }),
  )
})

test('an unbridged conversion widens the interval and says so', () => {
  const counts = [40, 260]
  const native = scoreEstimate({ counts }, about)
  const thumbs = scoreEstimate({ counts, level: 'L2', scale: 'thumbs' }, about)
  const faces = scoreEstimate({ counts: [40, 0, 260], level: 'L2', scale: 'faces3' }, about)
  assert.ok(thumbs.high! - thumbs.low! > native.high! - native.low! + 20)
  assert.deepEqual(thumbs.conversion, { level: 'L2', error: 10 })
  assert.deepEqual(faces.conversion, { level: 'L2', error: 8 })
  assert.ok(thumbs.flags.includes('convertito') && !native.flags.includes('convertito'))
  assert.equal(thumbs.variance!.conversion, 100)
})

test('a net promoter score is never turned into satisfaction', () => {
  assert.throws(() => scoreEstimate({ counts: [1, 2, 3], level: 'L3' }, about), RangeError)
  const promoters = promoterEstimate([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40], about)
  assert.deepEqual([promoters.value, promoters.high, promoters.unit], [100, 100, 'nps'])
})

test('a share is told in percent, with the limits of Wilson', () => {
  const { value, low, high, unit, quality } = shareEstimate(81, 263, about)
  assert.deepEqual(
    [value, low, high].map((x) => x!.toFixed(2)),
    ['30.80', '25.53', '36.62'],
  )
  assert.deepEqual([unit, quality], ['percent', 'B'])
})

test('what chose itself is flagged, what was weighted is not flagged as unweighted', () => {
  assert.deepEqual(shareEstimate(30, 60, { ...about, stream: 'spontaneous' }).flags, ['autoselezione', 'non ponderato'])
  assert.deepEqual(shareEstimate(30, 60, { ...about, weighting: { method: 'raking' } }).flags, [])
})

test('the quality classes have the thresholds of the method', () => {
  const base = { n: 500, nEffective: 500, halfWidth: 2, stream: 'invited', responseRate: 0.3 } as const
  assert.equal(qualityOf(base), 'A')
  assert.equal(qualityOf({ ...base, responseRate: 0.19 }), 'B')
  assert.equal(qualityOf({ ...base, responseRate: undefined }), 'B')
  assert.equal(qualityOf({ ...base, stream: 'spontaneous' }), 'B')
  assert.equal(qualityOf({ ...base, nEffective: 399 }), 'B')
  assert.equal(qualityOf({ ...base, nEffective: 99 }), 'C')
  assert.equal(qualityOf({ ...base, nEffective: 29 }), 'indicativo')
  assert.equal(qualityOf({ ...base, halfWidth: 12.6 }), 'indicativo')
  assert.equal(qualityOf({ ...base, n: 9 }), 'non pubblicabile')
})

test('the difference of two proportions is that of Newcombe 1998, table II', () => {
  const result = newcombe([56, 70], [48, 80])
  assert.ok(result.estimable)
  assert.deepEqual(
    [result.value, result.low, result.high].map((x) => x.toFixed(4)),
    ['0.2000', '0.0524', '0.3339'],
  )
})
