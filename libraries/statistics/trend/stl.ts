// SPDX-License-Identifier: AGPL-3.0-or-later
// STL: a series as trend + season + rest, by local regressions in turn. Use with at least two whole periods (two years of
// weeks or months); before, a season cannot be told from chance. Robust: outer rounds that let wild points count less.
// Periodic season: its window is so wide that the season is the same every year.
// Source: Cleveland, Cleveland, McRae & Terpenning (1990), Journal of Official Statistics 6:3. Reference case stl-nottem.
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { loessAt } from './loess.ts'

export interface StlOptions {
  /** Years in the span of the seasonal smoothing, odd (an even one counts as one more); periodic when absent. */
  readonly seasonalSpan?: number
  /** Of the local polynomial of the season: 0 when absent, as in R; 1 lets the season grow within its span, as in the source. */
  readonly seasonalDegree?: 0 | 1
  /** Points, odd (an even one counts as one more); nextodd(1.5 period/(1 − 1.5/seasonalSpan)) when absent. */
  readonly trendSpan?: number
  /** Whether wild points are found and count less. */
  readonly robust?: boolean
}

export interface Decomposition {
  readonly estimable: true
  readonly trend: readonly number[]
  readonly seasonal: readonly number[]
  readonly remainder: readonly number[]
}

interface Spans {
  readonly period: number
  readonly seasonal: number
  readonly trend: number
  readonly low: number
  readonly seasonalDegree: 0 | 1
}

/** @param period points a season takes, ≥ 2. */
export function stl(y: readonly number[], period: number, options: StlOptions = {}): Decomposition | NotEstimable {
  const { seasonalSpan, seasonalDegree = 0, trendSpan, robust = false } = options
  if (!(Number.isInteger(period) && period >= 2) || !y.every(Number.isFinite)) return notEstimable('invalid values')
  if (![seasonalSpan, trendSpan].every((span) => span === undefined || (Number.isInteger(span) && span >= 3)))
    return notEstimable('invalid values')
  if (y.length < 2 * period) return notEstimable('too few units')
  const periodic = seasonalSpan === undefined
  const seasonal = periodic ? 10 * y.length + 1 : nextOdd(seasonalSpan)
  const spans: Spans = {
    period,
    seasonal,
    trend: nextOdd(trendSpan ?? (1.5 * period) / (1 - 1.5 / seasonal)),
    low: nextOdd(period),
    seasonalDegree: periodic ? 0 : seasonalDegree,
  }
  let parts = inner(y, spans, undefined, robust ? 1 : 2)
  for (let outer = 0; robust && outer < 15; outer++) parts = inner(y, spans, robustness(y, parts), 1, parts.trend)
  const season = periodic ? byPhase(parts.seasonal, period) : parts.seasonal
  const remainder = y.map((value, t) => value - season[t]! - parts.trend[t]!)
  return estimated({ estimable: true, trend: parts.trend, seasonal: season, remainder })
}

interface Parts {
  readonly trend: number[]
  readonly seasonal: number[]
}

function inner(
  y: readonly number[],
  spans: Spans,
  weights: readonly number[] | undefined,
  rounds: number,
  start: readonly number[] = y.map(() => 0),
): Parts {
  let trend = [...start]
  let seasonal: number[] = []
  for (let round = 0; round < rounds; round++) {
    const detrended = y.map((value, t) => value - trend[t]!)
    const cycle = smoothCycles(detrended, spans, weights)
    const averaged = movingAverage(movingAverage(movingAverage(cycle, spans.period), spans.period), 3)
    const low = smooth(averaged, spans.low, 1)
    seasonal = y.map((_, t) => cycle[spans.period + t]! - low[t]!)
    trend = smooth(
      y.map((value, t) => value - seasonal[t]!),
      spans.trend,
      1,
      weights,
    )
  }
  return { trend, seasonal }
}

/** Each phase smoothed over the years, one period longer at both ends. */
function smoothCycles(
  y: readonly number[],
  { period, seasonal, seasonalDegree }: Spans,
  weights?: readonly number[],
): number[] {
  const cycle = new Array<number>(y.length + 2 * period)
  for (let phase = 0; phase < period; phase++) {
    const own = y.filter((_, t) => t % period === phase)
    const loess = { span: seasonal, degree: seasonalDegree, weights: weights?.filter((_, t) => t % period === phase) }
    const inside = smooth(own, seasonal, seasonalDegree, loess.weights)
    inside.forEach((value, year) => (cycle[phase + (year + 1) * period] = value))
    for (const year of [0, own.length + 1]) {
      cycle[phase + year * period] = loessAt(own, year, loess) ?? inside[year === 0 ? 0 : own.length - 1]!
    }
  }
  return cycle
}

/** Fitted at every tenth of the span, with straight lines between: what the original program does, for speed. */
function smooth(y: readonly number[], span: number, degree: 0 | 1, weights?: readonly number[]): number[] {
  const n = y.length
  const jump = Math.min(Math.ceil(span / 10), n - 1)
  const fit = (t: number): number => loessAt(y, t + 1, { span, degree, weights }) ?? y[t]!
  const result = new Array<number>(n)
  let before = 0
  result[0] = fit(0)
  while (before < n - 1) {
    const next = Math.min(before + jump, n - 1)
    result[next] = fit(next)
    for (let t = before + 1; t < next; t++) {
      result[t] = result[before]! + ((result[next]! - result[before]!) * (t - before)) / (next - before)
    }
    before = next
  }
  return result
}

function movingAverage(y: readonly number[], length: number): number[] {
  let sum = 0
  for (let t = 0; t < length; t++) sum += y[t]!
  const averages = [sum / length]
  for (let t = length; t < y.length; t++) averages.push((sum += y[t]! - y[t - length]!) / length)
  return averages
}

/** Bisquare weights of the remainders: 0 from six median absolute deviations on. */
function robustness(y: readonly number[], { trend, seasonal }: Parts): number[] {
  const rest = y.map((value, t) => Math.abs(value - trend[t]! - seasonal[t]!))
  const sorted = rest.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const scale = 3 * (sorted[half]! + sorted[sorted.length - half - 1]!)
  return rest.map((value) => {
    if (value <= 0.001 * scale) return 1
    return value <= 0.999 * scale ? (1 - (value / scale) ** 2) ** 2 : 0
  })
}

/** A periodic season is the mean of each phase. */
function byPhase(seasonal: readonly number[], period: number): number[] {
  const sums = new Array<number>(period).fill(0)
  const counts = new Array<number>(period).fill(0)
  seasonal.forEach((value, t) => {
    sums[t % period]! += value
    counts[t % period]!++
  })
  return seasonal.map((_, t) => sums[t % period]! / counts[t % period]!)
}

function nextOdd(x: number): number {
  const whole = Math.ceil(x)
  return whole % 2 === 0 ? whole + 1 : whole
}
