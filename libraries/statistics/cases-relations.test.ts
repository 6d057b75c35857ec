// SPDX-License-Identifier: AGPL-3.0-or-later
// Reference cases, each at its own tolerance: trend, drivers, reliability, integrity.
import assert from 'node:assert/strict'
import { variance } from './algebra/moments.ts'
import * as statistics from './index.ts'
import { columnsOf, got, near, reference, type Numbers } from './testing.ts'

reference('06-trend/ewma-limits', ({ lambda, arl0 }, expected) => {
  const lengths = arl0 as unknown as number[]
  lengths.forEach((length, i) =>
    (lambda as unknown as number[]).forEach((one, j) => {
      near(statistics.ewmaLimit(length, { lambda: one }) as number, expected['oneSided']![i]![j]!, 2e-3)
      near(statistics.ewmaLimit(length, { lambda: one, sides: 'two' }) as number, expected['twoSided']![i]![j]!, 2e-3)
    }),
  )
})

reference('06-trend/ewma-pistonrings', (input, expected) => {
  const means = (input['samples'] as unknown as number[][]).map(
    (sample) => sample.reduce((a, b) => a + b) / sample.length,
  )
  const options = {
    lambda: input['lambda']!,
    limit: input['nsigmas']!,
    centre: expected['center']!,
    deviation: expected['sd']!,
    size: 5,
  }
  const { values, low, high, beyond } = got(statistics.ewma(means, options))
  near(values, expected['ewma']!, 1e-8)
  const limits = expected['limits'] as unknown as [number, number][]
  near(
    low,
    limits.map(([from]) => from),
    1e-8,
  )
  near(
    high,
    limits.map(([, to]) => to),
    1e-8,
  )
  assert.deepEqual(
    beyond.map((place) => place + 1),
    expected['violations'],
  )
})

reference('06-trend/pchart-orangejuice', ({ x, n }, expected) => {
  const { centre, deviation, low, high, beyond } = got(statistics.pChart(x!, n!))
  near([centre, deviation], [expected['center']!, expected['sd']!], 1e-9)
  const limits = expected['limits'] as unknown as [number, number][]
  near([...low, ...high], [...limits.map(([from]) => from), ...limits.map(([, to]) => to)], 1e-9)
  assert.deepEqual(
    beyond.map((place) => place + 1),
    expected['beyond'],
  )
})

reference('06-trend/pelt-nile', (input, expected) => {
  const y = input['y'] as unknown as number[]
  const deviation = Math.sqrt(variance(y))
  assert.deepEqual(statistics.pelt(y.map((value) => value / deviation)), [expected['meanScaled']!['cpts']])
})

reference('06-trend/stl-nottem', ({ y, period }, expected) => {
  const { seasonal, trend, remainder } = got(statistics.stl(y!, period!, { trendSpan: 19 }))
  near(seasonal, expected['seasonal']!, 1e-6)
  near(trend, expected['trend']!, 1e-6)
  near(remainder, expected['remainder']!, 1e-6)
})

/** Correlations of the explaining columns, and theirs with y. */
function correlated({ y, X }: Numbers): [number[][], number[]] {
  const all = statistics.correlations([y!, ...columnsOf(X!)])!
  return [all.slice(1).map((row) => row.slice(1)), all[0]!.slice(1)]
}

reference('08-drivers/lmg-swiss', (input, expected) => {
  // First, last, betasq and the other metrics of the case stay out: the design shows LMG and checks it with Johnson's.
  const { r2, parts, shares } = got(statistics.lmg(...correlated(input)))
  near(r2, expected['R2']!, 1e-9)
  near(parts, Object.values(expected['lmg']!), 1e-9)
  near(shares, Object.values(expected['lmgShare']!), 1e-9)
})

reference('08-drivers/johnson-attitude', (input, expected) => {
  const { r2, parts } = got(statistics.johnsonWeights(...correlated(input)))
  near(r2, expected['R2']!, 1e-8)
  near(parts, expected['rawRelativeWeights']!, 1e-8)
})

reference('08-drivers/polr-housing', (input, expected) => {
  const rows = input['rows'] as unknown as Record<'Sat' | 'Infl' | 'Type' | 'Cont' | 'Freq', string>[]
  const names = Object.keys(expected['coef']!)
  const factors = ['Infl', 'Type', 'Cont'] as const
  const x = rows.map((row) => names.map((name) => (factors.some((factor) => name === factor + row[factor]) ? 1 : 0)))
  const y = rows.map(({ Sat }) => ['Low', 'Medium', 'High'].indexOf(Sat))
  const fit = got(
    statistics.proportionalOdds(
      y,
      x,
      3,
      rows.map(({ Freq }) => Number(Freq)),
    ),
  )
  near(
    [...fit.coefficients, ...fit.thresholds],
    [...columnsOf(expected['coef']!), ...columnsOf(expected['zeta']!)].flat(),
    1e-4,
  )
  near(fit.standardErrors, Object.values(expected['se']!), 1e-4)
  near(fit.deviance, expected['deviance']!, 1e-4)
})

reference('09-reliability/alpha-attitude', ({ X }, expected) => {
  const columns = columnsOf(X!)
  const r = statistics.correlations(columns)!
  const deviations = columns.map((values) => Math.sqrt(variance(values)))
  const result = got(
    statistics.reliability(r.map((row, i) => row.map((value, j) => value * deviations[i]! * deviations[j]!))),
  )
  near(
    [result.alpha, result.standardised, result.lambda6!, result.averageCorrelation],
    [expected['raw_alpha']!, expected['std_alpha']!, expected['G6']!, expected['average_r']!],
    1e-8,
  )
  near(result.itemRest, Object.values(expected['r_drop']!), 1e-8)
  near(result.ifDropped as number[], Object.values(expected['alpha_drop']!), 1e-8)
})

reference('09-reliability/polychoric', ({ table3, tableBfi }, expected) => {
  for (const [table, name] of [
    [table3, 'table3'],
    [tableBfi, 'bfi'],
  ] as const) {
    near(got(statistics.polychoric(table!)).correlation, expected[name]!['twoStep'], 1e-4)
  }
  near(got(statistics.polychoric(table3!, 'ml')).correlation, expected['table3']!['ml'], 1e-4)
  // For the larger table the package's search ends after 500 steps, before the highest likelihood: −7600.1873 at .55935,
  // −7600.1833 at ours. We give the maximum, and hold it to be there.
  near(got(statistics.polychoric(tableBfi!, 'ml')).correlation, 0.56074, 1e-4)
})

reference('10-anomaly/careless-longstring-irv', ({ answers }, expected) => {
  const rows = (answers as unknown as number[][]).map((row) => statistics.straightLining(row)!)
  near(
    rows.map(({ longestRun }) => longestRun),
    expected['longstring']!,
    1e-9,
  )
  near(
    rows.map(({ averageRun }) => averageRun),
    expected['avgstr']!,
    1e-9,
  )
  near(
    rows.map(({ variability }) => variability!),
    expected['irv']!,
    1e-9,
  )
})
