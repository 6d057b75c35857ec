// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, dayOf, isDay, monthOf } from './day.ts'

test('a day is the calendar day in Italy, also where summer time begins', () => {
  assert.equal(dayOf(new Date('2026-03-28T22:59:59Z')), '2026-03-28')
  assert.equal(dayOf(new Date('2026-03-28T23:00:00Z')), '2026-03-29')
  assert.equal(dayOf(new Date('2026-07-31T22:00:00Z')), '2026-08-01')
})

test('adding days and taking them away ends where it began', () => {
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map(dayOf)
  fc.assert(
    fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
      assert.equal(addDays(addDays(day, count), -count), day)
      assert.equal(addMonths(addMonths(day, count % 600), -(count % 600)), monthOf(day))
    }),
  )
})

test('only real days count as days', () => {
  for (const day of ['2026-02-28', '2024-02-29', '0999-01-01']) assert.ok(isDay(day), day)
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-01-01T00:00', "'; drop"])
    assert.ok(!isDay(text), text)
})
