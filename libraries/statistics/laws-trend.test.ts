// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of series: parts add up, breaks are found where they are, rarer alarms need wider limits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ewmaLimit, mannKendall, pelt, stl } from './index.ts'
import { got, near } from './testing.ts'

test('a season, a trend and a rest add up; a break is found where it is; a rise is one', () => {
  const y = Array.from({ length: 48 }, (_, t) => 50 + 0.2 * t + 5 * Math.sin((2 * Math.PI * t) / 12))
  const { trend, seasonal, remainder } = got(stl(y, 12))
  near(
    trend.map((value, t) => value + seasonal[t]! + remainder[t]!),
    y,
    1e-9,
  )
  assert.ok(Math.max(...remainder.map(Math.abs)) < 0.5)
  const wild = y.with(20, 500)
  assert.ok(Math.abs(got(stl(wild, 12, { robust: true })).trend[20]! - trend[20]!) < 1)
  assert.ok(Math.abs(got(stl(wild, 12)).trend[20]! - trend[20]!) > 1)
  assert.equal(stl(y.slice(0, 20), 12).estimable, false)
  assert.deepEqual(pelt([...new Array<number>(20).fill(0), ...new Array<number>(20).fill(5)]), [20])
  assert.deepEqual(pelt([]), [])
  assert.equal(got(mannKendall(y.map((_, t) => t))).tau, 1)
  assert.equal(mannKendall([1, 1, 1]).estimable, false)
})

test('wider limits for rarer false alarms', () => {
  const limits = [100, 370, 2000].map((length) => ewmaLimit(length) as number)
  assert.ok(limits[0]! < limits[1]! && limits[1]! < limits[2]!)
  near(limits[1]!, 2.763, 2e-3)
})
