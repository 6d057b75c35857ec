// SPDX-License-Identifier: AGPL-3.0-or-later
// Reference cases, each at its own tolerance: scales, composites, intervals, weights.
import assert from 'node:assert/strict'
import * as statistics from './index.ts'
import { column, got, near, readCsv, reference } from './testing.ts'

reference('01-scale/equate-act-linear', ({ scale, freqX, freqY }, expected) => {
  const linear = got(statistics.linearEquating(scale!, freqX!, scale!, freqY!))
  near(linear.values, expected['linear_yx']!, 1e-8)
  near(linear.standardErrors, expected['linear_se']!, 1e-8)
  near(got(statistics.linearEquating(scale!, freqX!, scale!, freqY!, 'mean')).values, expected['mean_yx']!, 1e-8)
  for (const [counts, name] of [
    [freqX, 'momentsX'],
    [freqY, 'momentsY'],
  ] as const) {
    const { mean, sd, skew, kurt } = expected[name] as unknown as Record<'mean' | 'sd' | 'skew' | 'kurt', number>
    const moments = statistics.momentsOf(scale!, counts!)!
    near([moments.mean, moments.deviation, moments.skewness, moments.kurtosis], [mean, sd, skew, kurt], 1e-8)
  }
})

reference('01-scale/equate-act-equipercentile', ({ scale, freqX, freqY }, expected) => {
  const { values, standardErrors, ranks } = got(statistics.equipercentile(freqX!, freqY!, scale![0]!))
  near(values, expected['yx']!, 1e-7)
  near(
    ranks.map((rank) => 100 * rank),
    expected['percentileRankX']!,
    1e-7,
  )
  // The package rounds shares before it divides small differences of them: its errors carry seven digits.
  const published = expected['se_lord'] as unknown as number[]
  standardErrors.forEach((error, i) => assert.ok(Math.abs(error - published[i]!) <= 1e-6 * (1 + published[i]!)))
})

reference('01-scale/kequate-sg-pisa-bridge', ({ scaleX, scaleY, jointFreq }, expected) => {
  const { x, y } = got(statistics.smoothTwo(scaleX!, scaleY!, jointFreq!, [3, 3]))
  near(x.probabilities, expected['fittedRowSums']!, 1e-6)
  near(y.probabilities, expected['fittedColSums']!, 1e-6)
  const equated = got(statistics.kernelEquating(x, y, { together: true }))
  near(equated.bandwidths, [expected['hx']!, expected['hy']!], 1e-3)
  near(equated.values, expected['eqYx']!, 1e-3)
  near(equated.standardErrors, expected['see']!, 1e-3)
})

reference('01-scale/reference-distribution-method', ({ reference0to10, category5, wave, wave2 }, expected) => {
  const fitted = got(statistics.fitBeta(reference0to10!, statistics.tenCuts))
  near(
    [fitted.alpha, fitted.beta, fitted.mean],
    [expected['alpha']!, expected['beta']!, expected['referenceMean']!],
    1e-3,
  )
  const cuts = statistics.boundaries(category5!, fitted)
  near(cuts, expected['boundaries']!, 1e-3)
  const waves = [wave, wave2].map((counts) => got(statistics.fitBeta(counts!, cuts)))
  near(
    waves.flatMap(({ mean, standardError }) => [mean, standardError]),
    [expected['waveMean']!, expected['waveSe']!, expected['wave2Mean']!, expected['wave2Se']!],
    1e-3,
  )
})

reference('02-composite/mpi-eu-nuts1', ({ roads, trains }, expected) => {
  const units = (roads as unknown as number[]).map((road, i) => [road, trains![i]!])
  near(got(statistics.mpi(units)).values, expected['population_pos']!, 1e-8)
  near(got(statistics.mpi(units, { divisor: 1 })).values, expected['compind_pos_pospos']!, 1e-8)
  const bad = { divisor: 1, direction: 'negative', polarity: [-1, 1] } as const
  near(got(statistics.mpi(units, bad)).values, expected['compind_neg_negpos']!, 1e-8)
})

reference('02-composite/ampi-bli-ref2014', (input, expected) => {
  const rows = input['x'] as unknown as number[][]
  const names = input['indicators'] as unknown as string[]
  const goalposts = names.map((name, j) => {
    const values = rows.map((row) => row[j]!)
    const polarity = input['polarity']![j] === ('neg' as never) ? (-1 as const) : (1 as const)
    return {
      inf: Math.min(...values),
      sup: Math.max(...values),
      ref: input['refValue']![name as never] as number,
      polarity,
    }
  })
  const units = rows.map((row) => got(statistics.ampi(statistics.stretch(row, goalposts))))
  near(
    units.map(({ value }) => value),
    expected['ampi']!,
    1e-8,
  )
  near(
    units.map(({ penalty }) => penalty),
    expected['penalty']!,
    1e-8,
  )
  near(statistics.stretch(rows[0]!, goalposts), expected['firstNormRow']!, 1e-8)
})

reference('02-composite/ampi-delta-variance', ({ r, Sigma }, expected) => {
  near(got(statistics.ampi(r!)).value, expected['ampi']!, 1e-8)
  const { standardError, bias, gradient } = got(statistics.ampiUncertainty(r!, Sigma!))
  near(gradient, expected['gradient']!, 1e-8)
  near([standardError, bias], [expected['deltaSe']!, expected['bias']!], 1e-8)
})

reference('03-intervals/fay-herriot-milk', (input, expected) => {
  const areas = input['majorArea'] as unknown as number[]
  const sampling = (input['sd'] as unknown as number[]).map((deviation) => deviation ** 2)
  const levels = [...new Set(areas)].toSorted((a, b) => a - b)
  const x = areas.map((area) => [1, ...levels.slice(1).map((level) => (area === level ? 1 : 0))])
  for (const [name, design] of Object.entries({ withMajorArea: x, interceptOnly: areas.map(() => [1]) })) {
    const { A, beta, eblup, mse } = expected[name] as unknown as Record<string, never>
    const fit = got(statistics.fayHerriot(input['y']!, sampling, design))
    near([fit.betweenVariance, ...fit.coefficients], [A!, beta!].flat(), 1e-4)
    near(fit.values, eblup!, 1e-4)
    near(fit.meanSquareErrors, mse!, 1e-4)
  }
})

reference('03-intervals/betabinomial-lirat', ({ x, n }, expected) => {
  const fit = got(statistics.betaBinomial(x!, n!))
  near([fit.mean, fit.correlation], [expected['mu']!, expected['rho']!], 1e-3)
  near(fit.logLikelihood, expected['logLik']!, 1e-6)
  near(fit.values, expected['eb']!, 1e-4)
  near(fit.low, expected['ci95']!['lower'], 1e-3)
  near(fit.high, expected['ci95']!['upper'], 1e-3)
})

reference('03-intervals/csranks-multinomial', ({ counts }, expected) => {
  for (const correction of ['holm', 'bonferroni'] as const) {
    const { ranks, low, high } = got(statistics.rankCounts(counts!, 0.95, correction))
    assert.deepEqual([ranks, low, high], [expected['rank'], expected[correction]!['L'], expected[correction]!['U']])
  }
})

reference('03-intervals/survey-strat', (_, expected) => {
  const rows = readCsv('apistrat.csv')
  const design = {
    weights: column(rows, 'pw'),
    strata: rows.map((row) => row['stype']!),
    populations: column(rows, 'fpc'),
  }
  const mean = got(statistics.designMean(column(rows, 'api00'), design))
  const published = expected['mean_api00'] as unknown as Record<'est' | 'se' | 'deff', number>
  near([mean.value, mean.standardError, mean.designEffect!], [published.est, published.se, published.deff], 1e-7)
  const { low, high } = got(statistics.designInterval(mean))
  near([low, high], [expected['mean_ci95']!['lower'], expected['mean_ci95']!['upper']], 1e-7)
  const total = got(statistics.designTotal(column(rows, 'enroll'), design))
  near(
    [total.value, total.standardError],
    [expected['total_enroll']!['est'], expected['total_enroll']!['se']],
    1e-7 * total.value,
  )
  const domains = expected['byStype'] as unknown as { stype: string[]; mean: number[]; se: number[] }
  domains.stype.forEach((type, i) => {
    const domain = got(statistics.designMean(column(rows, 'api00'), design, (unit) => rows[unit]!['stype'] === type))
    near([domain.value, domain.standardError], [domains.mean[i]!, domains.se[i]!], 1e-7)
  })
  // The logit interval of the case stays out: pages show the one that keeps its coverage for small samples.
  const share = got(
    statistics.designMean(
      rows.map((row) => (row['sch.wide'] === 'Yes' ? 1 : 0)),
      design,
    ),
  )
  const limits = got(statistics.designProportionInterval(share))
  near([limits.low, limits.high], expected['schwide_ci_beta']!, 1e-7)
})

const clusterSample = () => {
  const rows = readCsv('apiclus1.csv')
  const design = {
    weights: column(rows, 'pw'),
    clusters: rows.map((row) => row['dnum']!),
    populations: column(rows, 'fpc'),
  }
  const types = rows.map((row) => row['stype']!)
  return { rows, design, types, scores: column(rows, 'api00'), enrolled: column(rows, 'enroll') }
}

function nearEstimate(actual: { value: number; standardError: number }, expected: { est: number; se: number }): void {
  near(actual.value / expected.est, 1, 1e-7)
  near(actual.standardError / expected.se, 1, 1e-7)
}

reference('04-weighting/poststrat-apiclus1', ({ poststrata }, expected) => {
  const { design, types, scores, enrolled } = clusterSample()
  const { weights } = got(statistics.postStratify(design.weights, types, poststrata!))
  near(weights, expected['weights']!, 1e-7)
  const calibrated = { design, weights, x: statistics.indicators(types) }
  nearEstimate(got(statistics.calibratedMean(scores, calibrated)), expected['mean_api00']!)
  nearEstimate(got(statistics.calibratedTotal(enrolled, calibrated)), expected['total_enroll']!)
  const plain = got(statistics.designMean(scores, design))
  nearEstimate(plain, expected['unadjusted_mean_api00']!)
  near(plain.designEffect!, expected['unadjusted_mean_api00']!['deff'], 1e-7)
})

reference('04-weighting/raking-apiclus1', ({ margins }, expected) => {
  const { rows, design, types, scores, enrolled } = clusterSample()
  const wide = rows.map((row) => row['sch.wide']!)
  const { weights } = got(
    statistics.rake(design.weights, [
      { groups: types, totals: margins!['stype'] },
      { groups: wide, totals: margins!['sch.wide'] },
    ]),
  )
  near(weights, expected['weights']!, 1e-6)
  const x = statistics.indicators(types).map((row, i) => [...row, wide[i] === 'Yes' ? 1 : 0])
  const calibrated = { design, weights, x }
  nearEstimate(got(statistics.calibratedMean(scores, calibrated)), expected['mean_api00']!)
  nearEstimate(got(statistics.calibratedTotal(enrolled, calibrated)), expected['total_enroll']!)
})

reference('04-weighting/greg-apiclus1-stype', ({ totals }, expected) => {
  const { design, types, scores, enrolled } = clusterSample()
  const x = types.map((type) => [1, type === 'H' ? 1 : 0, type === 'M' ? 1 : 0])
  const { intercept, stypeH, stypeM } = totals as unknown as Record<string, number>
  for (const distance of ['linear', 'raking', 'logit', 'truncated'] as const) {
    // Groups leave one solution, which every distance must find.
    const { weights } = got(statistics.calibrate(design.weights, x, [intercept!, stypeH!, stypeM!], { distance }))
    near(weights, expected['weights']!, 1e-7)
    const calibrated = { design, weights, x }
    nearEstimate(got(statistics.calibratedMean(scores, calibrated)), expected['mean_api00']!)
    nearEstimate(got(statistics.calibratedTotal(enrolled, calibrated)), expected['total_enroll']!)
  }
})
