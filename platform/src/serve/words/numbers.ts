// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers as Italians write them, and never with more decimals than their interval allows.
import type { Estimate } from '@ascolto/statistics'

export { count, counted, withArticle } from '../../base/italian.ts'

const whole = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 0, useGrouping: 'always' })
const tenths = new Intl.NumberFormat('it-IT', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** An estimate that may be shown. */
export interface Shown extends Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

export function isShown(estimate: Estimate | null): estimate is Shown {
  return estimate !== null && estimate.value !== null && estimate.low !== null && estimate.high !== null
}

/** Tenths only where the whole interval is narrower than two units. */
export function roundedLike({ low, high }: Shown): (value: number) => string {
  const format = high - low < 2 ? tenths : whole
  return (value) => signed(value, format)
}

/** With the minus sign of typography, and no "-0". */
export function signed(value: number, format = whole): string {
  return format
    .format(value)
    .replace(/^-(0(?:,0)?)$/, '$1')
    .replace('-', '−')
}

const units = { points: ' su 100', percent: '%', nps: '' } as const

/** "62 su 100", "62%", "−12". */
export function valueWords(estimate: Shown): string {
  return roundedLike(estimate)(estimate.value) + units[estimate.unit]
}

/** "tra 57 e 67": where the true value lies, with the confidence of the estimate. */
export function intervalWords(estimate: Shown): string {
  const write = roundedLike(estimate)
  const unit = estimate.unit === 'percent' ? '%' : ''
  return `tra ${write(estimate.low)}${unit} e ${write(estimate.high)}${unit}`
}

/** "12,5%" of a whole, or "–" of none. */
export function percentOf(part: number, all: number): string {
  return all === 0 ? '–' : `${whole.format((100 * part) / all)}%`
}
