// SPDX-License-Identifier: AGPL-3.0-or-later
// The edges: nothing, one row, zeros, everybody alike, large counts, what is known beforehand, distributions, two editions.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  attack,
  audit,
  auditRows,
  carryOver,
  cellTarget,
  checkTable,
  cube,
  findSensitive,
  holdStill,
  linkTables,
  loadSolver,
  notPublished,
  protect,
  report,
  roundedCount,
  roundedMean,
  roundedShare,
  rules,
  sensitivity,
  smallMoves,
  suppress,
  timeDimension,
  widthFor,
  type Edition,
  type Equation,
  type Row,
  type Solver,
} from './index.ts'
import { sound } from './testing.ts'

let solver: Solver
before(async () => {
  solver = await loadSolver()
})

const rowsOf = (counts: Record<string, number>): Map<string, Row> =>
  new Map(Object.entries(counts).map(([cell, n]) => [cell, { n }]))
const t = (...parts: string[]): Equation[] => [{ total: 't', parts }]

test('a row is small below 5 answers, below 10 with a distribution, and below 20 when all but one are alike', () => {
  assert.deepEqual(
    [4, 5].map((n) => sensitivity({ n })),
    ['small', null],
  )
  assert.deepEqual([sensitivity({ n: 9, counts: [4, 5] }), sensitivity({ n: 10, counts: [5, 5] })], ['small', null])
  assert.deepEqual([sensitivity({ n: 19, counts: [18, 1] }), sensitivity({ n: 19, counts: [17, 2] })], ['alike', null])
  assert.deepEqual([sensitivity({ n: 19, counts: [0, 19] }), sensitivity({ n: 20, counts: [0, 20] })], ['alike', null])
  assert.equal(sensitivity({ n: 0 }), 'small')
  assert.equal(sensitivity({ n: 0 }, { ...rules, zeroIsProtected: false }), null)
  assert.deepEqual([widthFor(0), widthFor(19)], [5, 5.7])
})

test('what is no count is refused, not protected', () => {
  for (const n of [-1, NaN, Infinity]) {
    assert.deepEqual(findSensitive(new Map([['a', { n }]])), { possible: false, reason: 'invalid count', at: 'a' })
    assert.equal(protect(rowsOf({ a: n }), [], solver).possible, false)
    assert.equal(audit({ equations: [], values: new Map() }, new Map([['a', n]]), solver).possible, false)
  }
  assert.equal('possible' in findSensitive(new Map([['a', { n: 12, counts: [5, 5] }]])), true)
  assert.equal(checkTable({ counts: new Map([['t', 3]]), equations: t('a') })?.reason, 'unknown cell')
  const wrong = { counts: new Map(Object.entries({ t: 4, a: 1, b: 2 })), equations: t('a', 'b') }
  assert.equal(checkTable(wrong)?.reason, 'equation does not hold')
  assert.equal(suppress(wrong, new Map()).possible, false)
  assert.equal(suppress({ counts: new Map(), equations: [] }, new Map([['x', 'small']])).possible, false)
})

test('nothing to publish, nothing to protect, and one row alone', () => {
  const empty = sound(protect(new Map(), [], solver))
  assert.deepEqual([empty.accepted, empty.hidden.size, empty.audit.audited], [true, 0, 0])
  assert.equal(sound(protect(rowsOf({ a: 3 }), [], solver)).hidden.get('a'), 'small')
  assert.equal(sound(protect(rowsOf({ a: 50, b: 60, t: 110 }), t('a', 'b'), solver)).hidden.size, 0)
  // A total with one part is the same number twice.
  assert.deepEqual([...sound(protect(rowsOf({ t: 3, a: 3 }), t('a'), solver)).hidden.keys()].toSorted(), ['a', 't'])
})

test('zeros, equal rows and thousands of millions', () => {
  assert.equal(sound(protect(rowsOf({ t: 0, a: 0, b: 0 }), t('a', 'b'), solver)).hidden.size, 3)
  const alike = sound(protect(rowsOf({ t: 12, a: 4, b: 4, c: 4 }), t('a', 'b', 'c'), solver))
  assert.deepEqual([alike.accepted, alike.hidden.size], [true, 3])
  const large = { t: 2_000_000_003, a: 3, b: 1_000_000_000, c: 1_000_000_000 }
  const result = sound(protect(rowsOf(large), t('a', 'b', 'c'), solver))
  assert.deepEqual([result.accepted, result.hidden.size], [true, 2])
  // An empty row beside a small one hides nothing: the next is taken as well.
  const beside = sound(protect(rowsOf({ t: 33, a: 3, b: 0, c: 30 }), t('a', 'b', 'c'), solver))
  assert.deepEqual([beside.accepted, beside.hidden.has('c')], [true, true])
})

test('published numbers that contradict each other are refused', () => {
  const values = new Map(Object.entries({ t: 5, a: 7 }))
  assert.equal(audit({ equations: t('a', 'b'), values }, new Map([['b', 1]]), solver).possible, false)
  const all = new Map(Object.entries({ t: 5, a: 1, b: 1 }))
  assert.equal(audit({ equations: t('a', 'b'), values: all }, new Map(), solver).possible, false)
})

test('a protected cell that is published is found, and a sum over two components is the sum of their ends', () => {
  const verdict = sound(audit({ equations: [], values: new Map([['a', 3]]) }, new Map([['a', 3]]), solver))
  assert.equal(verdict.findings[0]?.verdict, 'pinned')
  const equations = [...t('a', 'b'), { total: 'u', parts: ['c', 'd'] }]
  const values = new Map(Object.entries({ t: 10, u: 4 }))
  const target = {
    id: 'a + 2c',
    terms: [
      ['a', 1],
      ['c', 2],
    ] as const,
  }
  const [found] = sound(attack({ equations, values }, [target], solver))
  assert.deepEqual([found?.low, found?.high], [0, 18])
  const [free] = sound(attack({ equations: [], values: new Map() }, [cellTarget('x')], solver))
  assert.deepEqual([free?.low, free?.high], [0, Infinity])
})

test('roundings and what is known beforehand narrow an interval', () => {
  const base = { equations: t('a', 'b'), values: new Map([['t', 100]]) }
  const ends = (more: object): (number | undefined)[] => {
    const [one] = sound(attack({ ...base, ...more }, [cellTarget('a')], solver))
    return [one?.low, one?.high].map((end) => Math.round(1e6 * end!) / 1e6)
  }
  assert.deepEqual(ends({}), [0, 100])
  assert.deepEqual(ends({ bounds: new Map([['b', { low: 30, high: 60 }]]) }), [40, 70])
  assert.deepEqual(ends({ relations: [roundedCount('a', 40, 10)] }), [35, 45])
  assert.deepEqual(ends({ relations: roundedShare('a', 't', 0.37, 0.01) }), [36.5, 37.5])
  const mean = roundedMean(
    [
      ['a', 0],
      ['b', 100],
    ],
    't',
    62.5,
    1,
  )
  assert.deepEqual(ends({ relations: mean }), [37, 38])
})

test('what the public knows already protects nothing, and is not counted as protected', () => {
  const rows = rowsOf({ t: 60, a: 3, b: 20, c: 37 })
  const result = sound(protect(rows, t('a', 'b', 'c'), solver, { known: new Set(['b']) }))
  assert.deepEqual([result.accepted, [...result.hidden.keys()].toSorted()], [true, ['a', 'c']])
  const lost = sound(protect(rows, t('a', 'b', 'c'), solver, { known: new Set(['t', 'b', 'c']) }))
  assert.equal(lost.accepted, false)
  assert.equal(report(lost, rows.size).code, 'refused')
})

test('cubes add up over splits in two ways; codes that are none are refused', () => {
  const two = {
    name: 'x',
    splits: [
      { total: 'T', parts: ['A', 'B'] },
      { total: 'T', parts: ['p', 'q'] },
      { total: 'A', parts: ['a1', 'a2'] },
      { total: 'B', parts: ['b1'] },
      { total: 'p', parts: ['a1', 'b1'] },
      { total: 'q', parts: ['a2'] },
    ],
  }
  const table = sound(
    cube(
      [two],
      [
        { codes: ['a1'], count: 1 },
        { codes: ['a2'], count: 2 },
        { codes: ['b1'], count: 4 },
      ],
    ),
  )
  assert.equal(checkTable(table), null)
  assert.deepEqual(
    ['T', 'A', 'p'].map((cell) => table.counts.get(cell)),
    [7, 3, 5],
  )
  assert.equal('possible' in cube([two], [{ codes: ['A'], count: 1 }]), true)
  assert.equal('possible' in cube([{ name: 'x', splits: [], codes: ['a|b'] }], []), true)
  assert.deepEqual(
    sound(timeDimension(['2026-04', '2026-01'])).splits.map(({ total }) => total),
    ['2026', '2026-Q1', '2026-Q2'],
  )
  assert.equal('possible' in timeDimension(['2026-13']), true)
  const other = { counts: new Map([['T', 8]]), equations: [] }
  assert.deepEqual(linkTables([table, other]), { possible: false, reason: 'cell defined twice', at: 'T' })
})

const distributions = new Map<string, Row>([
  ['t', { n: 90, counts: [10, 30, 50] }],
  ['a', { n: 6, counts: [1, 2, 3] }],
  ['b', { n: 24, counts: [3, 8, 13] }],
  ['c', { n: 60, counts: [6, 20, 34] }],
])

test('rows with distributions: a category alone can give a row away', () => {
  const verdict = (hidden: string[], rows = distributions): string[] => {
    const published = new Map([...rows].filter(([cell]) => !hidden.includes(cell)))
    const protect = new Map([['a', rows.get('a')!]])
    return sound(auditRows({ equations: t('a', 'b', 'c'), rows: published }, protect, solver)).findings.map(
      ({ id, verdict }) => `${id} ${verdict}`,
    )
  }
  assert.deepEqual(verdict(['a', 'b']), [])
  assert.ok(verdict(['a']).includes('a#0 pinned'))
  // Nobody in the two hidden rows chose the first answer: wide enough as a count, and yet it is known of everybody.
  const none = new Map(distributions)
    .set('a', { n: 5, counts: [0, 2, 3] })
    .set('b', { n: 21, counts: [0, 8, 13] })
    .set('t', { n: 86, counts: [6, 30, 50] })
  assert.deepEqual(verdict(['a', 'b'], none), ['a#0 pinned'])
  const result = sound(protect(none, t('a', 'b', 'c'), solver))
  assert.deepEqual([result.accepted, result.hidden.get('c')], [true, 'repair'])
})

test('a row may show n and hide how it was answered: n then ties its categories together', () => {
  const rows = new Map(distributions).set('a', { n: 6 })
  rows.delete('b')
  const verdict = sound(
    auditRows({ equations: t('a', 'b', 'c'), rows }, new Map([['a', distributions.get('a')!]]), solver),
  )
  assert.equal(verdict.accepted, true)
  const pinned = new Map(rows).set('a', { n: 0 })
  const nobody = new Map([['a', { n: 0, counts: [0, 0, 0] }]])
  assert.equal(sound(auditRows({ equations: t('a', 'b', 'c'), rows: pinned }, nobody, solver)).accepted, false)
})

test('closed periods stand still or move by five answers, totals with them', () => {
  const before: Edition = { rows: rowsOf({ t: 100, a: 40, b: 50, c: 10 }), hidden: new Map() }
  const held = (now: Record<string, number>): Record<string, number> => {
    const { rows } = sound(holdStill(before, rowsOf(now), t('a', 'b', 'c'), () => true))
    return Object.fromEntries([...rows].map(([cell, { n }]) => [cell, n]))
  }
  assert.deepEqual(held({ t: 103, a: 42, b: 51, c: 10 }), { t: 100, a: 40, b: 50, c: 10 })
  assert.deepEqual(held({ t: 106, a: 46, b: 50, c: 10 }), { t: 106, a: 46, b: 50, c: 10 })
  // +6 and −5: each is enough, together they would be one answer.
  assert.deepEqual(held({ t: 101, a: 46, b: 45, c: 10 }), { t: 100, a: 40, b: 50, c: 10 })
  const open = sound(holdStill(before, rowsOf({ t: 101, a: 41, b: 50, c: 10 }), t('a', 'b', 'c'), () => false))
  assert.equal(open.held.size, 0)
  const now: Edition = { rows: rowsOf({ t: 101, a: 41, b: 50, c: 10 }), hidden: new Map([['a', 'alone']]) }
  assert.deepEqual(
    smallMoves(before, now, () => true),
    ['t'],
  )
})

test('what was hidden stays hidden and protected, what was public and has not moved is known', () => {
  const rows = rowsOf({ t: 60, a: 12, b: 20, c: 28 })
  const before: Edition = {
    rows: rowsOf({ t: 52, a: 4, b: 20, c: 28 }),
    hidden: new Map([
      ['a', 'small'],
      ['b', 'alone'],
    ]),
  }
  const carried = carryOver(before, rows)
  assert.deepEqual(
    [...carried.start],
    [
      ['a', 'earlier'],
      ['b', 'companion'],
    ],
  )
  assert.deepEqual([...carried.known], ['c'])
  const result = sound(protect(rows, t('a', 'b', 'c'), solver, carried))
  assert.deepEqual([result.accepted, [...result.hidden.keys()].toSorted()], [true, ['a', 'b']])
})

test('the report says what was done in words, and one sentence to the public whatever the cause', () => {
  const rows = rowsOf({ t: 60, a: 3, b: 20, c: 37 })
  const { code, byCause, lines } = report(sound(protect(rows, t('a', 'b', 'c'), solver)), rows.size)
  assert.deepEqual([code, byCause], ['accepted', { small: 1, alone: 1 }])
  assert.equal(lines[0], 'Si può pubblicare: 2 righe su 4 si vedono, 2 no.')
  assert.match(lines.join('\n'), /1 riga nascosta con troppo poche risposte[^]*1 valore da tutto ciò che è pubblico/)
  assert.equal(notPublished, 'Non pubblicato per riservatezza')
})
