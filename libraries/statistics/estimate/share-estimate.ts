// SPDX-License-Identifier: AGPL-3.0-or-later
// A share of answers as an Estimate in percent, by Wilson's interval: satisfied, found it, response rate, coverage.
import { wilson } from '../intervals/wilson.ts'
import { estimate, type About, type Estimate } from './estimate.ts'

/** @param successes how many of the `n` have the property. */
export function shareEstimate(successes: number, n: number, about: About): Estimate {
  const share = wilson(successes, n)
  const percent = (x: number): number => 100 * x
  const result = share.estimable
    ? { ...share, value: percent(share.value), low: percent(share.low), high: percent(share.high) }
    : share
  return estimate({ unit: 'percent', interval: 'wilson', n, result }, about)
}
