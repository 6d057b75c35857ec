// SPDX-License-Identifier: AGPL-3.0-or-later
// What the national board is told of: it watches thousands of services, so one in 370 points by chance would be alarms every
// day. A service is named when its chart for falls is beyond the limit for a run of 2000 points, and its p-value, P(Z ≥ z) of the
// chart's last value in its own deviations, stays below 5 % after Benjamini–Hochberg over all services. Bodies are warned by
// ewmaFalls at 370. Source: statistics.md §6; Benjamini & Hochberg (1995), JRSS B 57:289.
import { adjustP } from '../comparison/adjust-p.ts'
import { method } from '../method/method.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { normalDistribution } from '../special/normal-distribution.ts'
import { ewmaLimit } from './ewma-limit.ts'
import { fallsOf } from './ewma.ts'

export interface BoardAlarms {
  readonly estimable: true
  /** Places, from 0, of the series that alarm at their last point. */
  readonly alarms: readonly number[]
  /** One a series, after Benjamini–Hochberg. */
  readonly p: readonly number[]
}

/** @param series standardised deviations of each service since its last break. @example boardAlarms([[0, 0], [-4, -5]]).alarms // [1] */
export function boardAlarms(
  series: readonly (readonly number[])[],
  { runLength = method.trend.boardRunLength, rate = method.comparison.falseDiscoveries } = {},
): BoardAlarms | NotEstimable {
  if (!series.every((u) => u.every(Number.isFinite)) || !(rate > 0 && rate < 1)) return notEstimable('invalid values')
  if (series.some((u) => u.length === 0)) return notEstimable('no answers')
  const limit = ewmaLimit(runLength)
  if (typeof limit !== 'number') return limit
  const { lambda } = method.trend
  const last = series.map((u) => fallsOf(u, lambda).at(-1)! / Math.sqrt(lambda / (2 - lambda)))
  if (!last.every(Number.isFinite)) return notEstimable('invalid values')
  const p = adjustP(
    last.map((z) => normalDistribution(-z)),
    'benjamini-hochberg',
  )
  return { estimable: true, alarms: last.flatMap((z, i) => (z > limit && p[i]! <= rate ? [i] : [])), p }
}
