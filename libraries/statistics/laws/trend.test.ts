// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of series: parts add up, breaks are found where they are, charts are those drawn by hand, and rarer alarms
// need wider limits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mean } from '../algebra/moments.ts'
import {
  boardAlarms,
  cusum,
  deviations,
  ewma,
  ewmaFalls,
  ewmaLimit,
  ewmaRunLength,
  mannKendall,
  normalDistribution,
  overDispersion,
  pChart,
  pelt,
  stl,
  type StlOptions,
} from '../index.ts'
import { got, near } from '../testing.ts'

test('a season, a trend and a rest add up', () => {
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
})

/** Every way to cut a short series, one by one. */
function bestCuts(y: readonly number[], penalty: number): number[] {
  const cost = (part: readonly number[]): number => part.reduce((total, v) => total + (v - mean(part)) ** 2, 0)
  let best = { cuts: [] as number[], total: Infinity }
  for (let set = 0; set < 1 << (y.length - 1); set++) {
    const cuts = y.slice(1).flatMap((_, i) => (set & (1 << i) ? [i + 1] : []))
    const edges = [0, ...cuts, y.length]
    const parts = edges.slice(1).map((to, i) => y.slice(edges[i], to))
    const total = parts.reduce((so, part) => so + cost(part), penalty * cuts.length)
    if (total < best.total - 1e-9) best = { cuts, total }
  }
  return best.cuts
}

test('breaks are the best there are, and none is found where nothing breaks', () => {
  assert.deepEqual(pelt([...new Array<number>(20).fill(0), ...new Array<number>(20).fill(5)]), [20])
  assert.deepEqual([pelt([]), pelt([3]), pelt([1, 1, 1, 1])], [[], [], []])
  // Without a break the deviations come to 1.5; whichever break spares them costs 2 ln 6, which is more.
  assert.deepEqual(pelt([0, 1, 0, 1, 0, 1]), [])
  fc.assert(
    fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 2, maxLength: 9 }), (y) => {
      const penalty = 2 * Math.log(y.length)
      const total = (cuts: readonly number[]): number => {
        const edges = [0, ...cuts, y.length]
        return edges.slice(1).reduce((so, to, i) => {
          const part = y.slice(edges[i], to)
          return so + part.reduce((all, v) => all + (v - mean(part)) ** 2, 0)
        }, penalty * cuts.length)
      }
      near(total(pelt(y)), total(bestCuts(y, penalty)), 1e-9)
    }),
    { numRuns: 60 },
  )
})

test('a series that goes on rising has every pair rising, and ties take from the variance', () => {
  assert.equal(got(mannKendall([0, 2, 4, 6, 8])).tau, 1)
  assert.equal(got(mannKendall([0, 2, 4, 6, 8])).slope, 2)
  assert.equal(got(mannKendall([5, 3, 4, 1])).s, -4)
  // n = 5 without ties: s = 10, variance 5·4·15/18; two pairs of ties take 2 · 2·1·9/18 away.
  near(got(mannKendall([1, 2, 3, 4, 5])).p, 2 * (1 - normalDistribution(9 / Math.sqrt(300 / 18))), 1e-12)
  near(got(mannKendall([1, 1, 2, 3, 3])).p, 2 * (1 - normalDistribution(7 / Math.sqrt(264 / 18))), 1e-12)
  assert.equal(mannKendall([1, 1, 1]).estimable, false)
})

test('an EWMA remembers: by hand, its limits open towards the asymptotic ones', () => {
  const chart = got(ewma([1, 0, 6], { lambda: 0.5, limit: 3, centre: 0, deviation: 1 }))
  near(chart.values, [0.5, 0.25, 3.125], 1e-12)
  near(
    chart.high,
    [1, 2, 3].map((t) => 3 * Math.sqrt((1 / 3) * (1 - 0.5 ** (2 * t)))),
    1e-12,
  )
  near(
    chart.low,
    chart.high.map((limit) => -limit),
    1e-12,
  )
  assert.deepEqual(chart.beyond, [2])
  const ofFour = got(ewma([1, 0, 6], { lambda: 0.5, limit: 3, centre: 0, deviation: 1, size: 4 }))
  near(
    ofFour.high,
    chart.high.map((limit) => limit / 2),
    1e-12,
  )
  // One-sided: a rise is none, and forgets the falls before it.
  assert.deepEqual(ewmaFalls([5, 5, 5, 5], 1, 0.5), [])
  assert.deepEqual(ewmaFalls([-1, -1, 9, -1], 1, 0.5), [1])
})

test('without memory the run length is that of independent points, and wider limits make alarms rarer', () => {
  near(ewmaRunLength(2, 1, 'one'), 1 / (1 - normalDistribution(2)), 1e-6)
  near(ewmaRunLength(2, 1, 'two'), 1 / (2 * (1 - normalDistribution(2))), 1e-6)
  const limits = [100, 370, 2000].map((length) => ewmaLimit(length) as number)
  assert.ok(limits[0]! < limits[1]! && limits[1]! < limits[2]!)
  // The limits of the design, statistics.md §6.
  near(
    [370, 1000, 2000].map((length) => ewmaLimit(length) as number),
    [2.763, 3.102, 3.317],
    2e-3,
  )
  near(ewmaRunLength(ewmaLimit(500, { lambda: 0.1, sides: 'two' }) as number, 0.1, 'two'), 500, 1e-6)
})

test('a CUSUM adds what lies beyond its slack, both ways', () => {
  const { rises, falls, alarms } = cusum([1, 2, -3, -3, 0], { k: 0.5, h: 4 })
  near(rises, [0.5, 2, 0, 0, 0], 1e-12)
  near(falls, [0, 0, 2.5, 5, 4.5], 1e-12)
  assert.deepEqual(alarms, [3, 4])
})

test('the chart of a share has three standard errors on each side, cut to 0 and 1', () => {
  const { centre, deviation, low, high, beyond } = got(pChart([10, 40, 10], [100, 100, 400]))
  near([centre, deviation], [0.1, 0.3], 1e-12)
  near([low[0]!, high[0]!, low[2]!, high[2]!], [0.01, 0.19, 0.055, 0.145], 1e-12)
  assert.deepEqual(beyond, [1, 2])
  assert.equal(got(pChart([0, 1], [2, 2])).low[0], 0)
})

test('a break makes the chart begin anew, as if there were two series', () => {
  const u = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(u, u, (before, after) => {
      const apart = [...ewmaFalls(before, 1), ...ewmaFalls(after, 1).map((t) => before.length + t)]
      assert.deepEqual(ewmaFalls([...before, ...after], 1, 0.2, [before.length]), apart)
    }),
  )
  assert.deepEqual(ewmaFalls([-4, -4, 0], 2.763), [1, 2])
  assert.deepEqual(ewmaFalls([-4, -4, 0], 2.763, 0.2, [2]), [1])
})

test('deviations are in standard errors, and dispersion is what makes their squares one, never less', () => {
  const points = { y: [70, 80], expected: [75, 75], variance: [625, 400], n: [100, 25] }
  near(got(deviations(points)).u, [-2, 1.25], 1e-12)
  near(got(deviations(points, 4)).u, [-1, 0.625], 1e-12)
  near(got(overDispersion([points])).dispersion, 4 + 1.25 ** 2, 1e-12)
  near(got(overDispersion([points, points])).dispersion, 4 + 1.25 ** 2, 1e-12)
  near(got(overDispersion([points], 0)).dispersion, (4 + 1.25 ** 2) / 2, 1e-12)
  const quiet = { ...points, y: [75, 75] }
  assert.equal(got(overDispersion([quiet])).dispersion, 1)
  assert.deepEqual(overDispersion([]), { estimable: false, reason: 'too few units' })
  assert.deepEqual(deviations({ ...points, n: [0, 1] }), { estimable: false, reason: 'no answers' })
})

test('the board is told of what is beyond its limit and is not one of many by chance', () => {
  // λ = .2: the chart stands at .2 · 5.6 = 1.12, 3.36 of its deviations of 1/3: p = .00039, beyond 3.317.
  const fall = [-5.6]
  assert.deepEqual(got(boardAlarms([fall, [0], [5]])).alarms, [0])
  near(got(boardAlarms([fall, [0], [5]])).p[0]!, 3 * 0.00038971, 1e-6)
  // One of two hundred that do nothing: 200 · .00039 is more than 5 %.
  assert.deepEqual(got(boardAlarms([fall, ...Array.from({ length: 199 }, () => [0])])).alarms, [])
  assert.deepEqual(got(boardAlarms([[-5.4]])).alarms, [])
  assert.deepEqual(got(boardAlarms([[-9, 0, 0, 0, 0, 0]])).alarms, [])
})

const elsewhere = [
  {
    seasonalSpan: 7,
    trendSpan: 9,
    seasonalDegree: 0,
    robust: false,
    seasonal: [
      -0.850829840273, 5.489501985455, 0.012727505508, -4.664946660398, -0.911245697352, 5.499276266437, 0.235228082044,
      -4.842237780248,
    ],
    trend: [
      3.629747602963, 3.995821716647, 4.338490412165, 4.658392812443, 5.01338447157, 5.303462173746, 5.601255797812,
      5.885099753353,
    ],
  },
  {
    seasonalSpan: 7,
    trendSpan: 9,
    seasonalDegree: 1,
    robust: false,
    seasonal: [
      -0.509274779831, 5.290354756784, -1.234000046872, -3.685322697672, -0.742806296944, 5.479681055295,
      -0.380073761141, -4.439829864244,
    ],
    trend: [
      3.700458809248, 4.049567564735, 4.38388280191, 4.720081510451, 5.040137307737, 5.252475430479, 5.59196923538,
      5.922744403124,
    ],
  },
  {
    seasonalSpan: 7,
    trendSpan: 9,
    seasonalDegree: 0,
    robust: true,
    seasonal: [
      -0.75118060824, 5.628953456876, -0.4700338523, -4.430460478035, -0.761343597908, 5.70840356966, -0.506506197808,
      -4.48046078072,
    ],
    trend: [
      3.60880495655, 3.972829788034, 4.31887768271, 4.656538785728, 5.028138018948, 5.288210172881, 5.550599148455,
      5.879290963077,
    ],
  },
]

test('a season with its own degree is that of another program on the same series', () => {
  // statsmodels 0.15 (the program of the source, translated), jumps a tenth of the spans; degree 0 is the one R takes.
  const y = [3, 9, 4, 1, 4, 11, 5, 1, 6, 12, 7, 3, 6, 15, 7, 4, 9, 16, 30, 5, 10, 18, 9, 6]
  for (const { seasonal, trend, ...options } of elsewhere) {
    const found = got(stl(y, 4, options as StlOptions))
    near([...found.seasonal.slice(0, 8), ...found.trend.slice(0, 8)], [...seasonal, ...trend], 1e-9)
  }
  const [odd, even] = [5, 4].map((seasonalSpan) => got(stl(y, 4, { seasonalSpan })))
  assert.deepEqual(even, odd)
})
