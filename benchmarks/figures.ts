// SPDX-License-Identifier: AGPL-3.0-or-later
// What a benchmark reports: a figure is told with the baseline of the same run and the bar it has to hold, because a
// number of milliseconds alone says more about the machine than about the program.
import { availableParallelism, cpus, totalmem } from 'node:os'

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Of a simulation: the Monte-Carlo standard error of the value. */
  readonly error?: number
  readonly baseline?: { readonly name: string; readonly value: number }
  /** value / baseline. */
  readonly ratio?: number
  readonly bar?: Bar
}

export interface Bar {
  readonly of: 'value' | 'ratio'
  readonly kind: 'at least' | 'at most'
  readonly limit: number
}

export const atLeast = (limit: number, of: Bar['of'] = 'value'): Bar => ({ of, kind: 'at least', limit })
export const atMost = (limit: number, of: Bar['of'] = 'value'): Bar => ({ of, kind: 'at most', limit })

/** Whether the figure holds its bar; undefined when it has none. */
export function holds({ value, ratio, bar }: Figure): boolean | undefined {
  if (bar === undefined) return undefined
  const measured = bar.of === 'ratio' ? ratio : value
  if (measured === undefined) return false
  return bar.kind === 'at least' ? measured >= bar.limit : measured <= bar.limit
}

export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} core, ${memory} GiB, Node ${process.versions.node}`
}

/** The middle value; of an even number the upper of the two, which did occur. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

/** @param ascending sorted values. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))]!
}

export function line(figure: Figure): string {
  const { name, value, error, unit, baseline, ratio, bar } = figure
  const sign = { true: '✓', false: '✗', undefined: ' ' }[String(holds(figure)) as 'true' | 'false' | 'undefined']
  const chance = error === undefined ? '' : ` ± ${plain(error)}`
  const parts = [`${sign} ${name}: ${plain(value)}${chance} ${unit}`]
  if (baseline) parts.push(`${baseline.name}: ${plain(baseline.value)} ${unit}`)
  if (ratio !== undefined) parts.push(`rapporto ${plain(ratio)}`)
  if (bar)
    parts.push(`${bar.of === 'ratio' ? 'rapporto ' : ''}${bar.kind === 'at least' ? '≥' : '≤'} ${plain(bar.limit)}`)
  return parts.join(' · ')
}

/** Three significant digits, or the whole number when it is longer; Italian writing. */
function plain(value: number): string {
  return value.toLocaleString('it-IT', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
}
