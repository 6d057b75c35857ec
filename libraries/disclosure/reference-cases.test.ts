// SPDX-License-Identifier: AGPL-3.0-or-later
// The reference cases of disclosure control, each named by its id. What is small enough is carried over as facts in
// reference-cases.json; the original files are read as well where they are at hand, and the tests say so where they are not.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sharedCase } from '../../tools/test/shared-case.ts'
import {
  attack,
  audit,
  cellOf,
  cellTarget,
  cube,
  loadSolver,
  protect,
  rules,
  type Dimension,
  type Equation,
  type Found,
  type Rules,
  type Solver,
  type Table,
} from './index.ts'
import cases from './reference-cases.json' with { type: 'json' }
import { geurts, publish } from './laws.ts'
import { secondSolver, sound } from './testing.ts'

const reference = <Input, Expected>(name: string, run: (input: Input, expected: Expected) => void): void =>
  sharedCase(`05-sdc/${name}`, run)

let solver: Solver
before(async () => {
  solver = await loadSolver()
})

/** Nothing more than that no protected cell can be had exactly: what the packages of the cases promise. */
const exactOnly: Rules = { ...rules, width: 0, widthShare: 0, remainder: 0 }

function near(found: Found, low: number, high: number): void {
  assert.ok(Math.abs(found.low - low) <= 1e-6 && Math.abs(found.high - high) <= 1e-6, JSON.stringify(found))
}

/** A table of two dimensions with its margins, rows and columns counted from 1. */
function crossTable(table: readonly (readonly number[])[]): Table {
  const codes = (letter: string, length: number): string[] => Array.from({ length }, (_, at) => `${letter}${at + 1}`)
  const rows = codes('r', table.length)
  const columns = codes('c', table[0]!.length)
  const split = (total: string, parts: string[]): Dimension => ({ name: total, splits: [{ total, parts }] })
  const crossings = table.flatMap((row, r) => row.map((count, c) => ({ codes: [rows[r]!, columns[c]!], count })))
  return sound(cube([split('rows', rows), split('columns', columns)], crossings))
}

type Bound = readonly number[]
const at = ([row, column]: Bound): string => cellOf([`r${row}`, `c${column}`])

function checkPattern(table: Table, pattern: readonly Bound[]): void {
  for (const one of [solver, secondSolver]) {
    const found = sound(attack(publish(table, new Set(pattern.map(at))), pattern.map(at).map(cellTarget), one))
    found.forEach((interval, index) => near(interval, pattern[index]![2]!, pattern[index]![3]!))
  }
}

test('audit-fischetti-salazar: the intervals of the safe pattern, [5, 30] for (II, C) among them, and of the unsafe one', () => {
  const { table, safe, unsafe } = cases['audit-fischetti-salazar']
  checkPattern(crossTable(table), safe)
  checkPattern(crossTable(table), unsafe)
})

test('audit-fischetti-salazar: the auditor accepts the safe pattern and refuses the unsafe one', () => {
  const { table, safe, unsafe } = cases['audit-fischetti-salazar']
  const whole = crossTable(table)
  const protect = new Map([[at([2, 3]), 22]])
  const verdict = (pattern: readonly Bound[]): boolean =>
    sound(audit(publish(whole, new Set(pattern.map(at))), protect, solver)).accepted
  assert.deepEqual([verdict(safe), verdict(unsafe)], [true, false])
})

test('audit-geurts: the intervals, and that two hidden in each row and column are not safe', () => {
  const cells = ['x11', 'x12', 'x21', 'x22']
  const { low, high } = cases['audit-geurts']
  for (const one of [solver, secondSolver]) {
    sound(attack(geurts, cells.map(cellTarget), one)).forEach((found, i) => near(found, low[i]!, high[i]!))
  }
  const verdict = sound(audit(geurts, new Map([['x11', 4]]), solver))
  assert.deepEqual(verdict.findings.map(({ id, verdict }) => [id, verdict]).slice(0, 1), [['x11', 'narrow']])
})

test('sdctable-microdata1: one primary cell takes three others, as the optimum does, and the audit holds', () => {
  const { female, male, secondary, publishable } = cases['sdctable-microdata1']
  const table = crossTable(female.map((n, i) => [n, male[i]!]))
  const rows = new Map([...table.counts].map(([cell, n]) => [cell, { n }]))
  const result = sound(protect(rows, table.equations, solver, { rules: { ...exactOnly, bareCountNotShownBelow: 3 } }))
  assert.equal(result.accepted, true)
  assert.equal(result.hidden.size - 1, secondary)
  assert.equal(rows.size - result.hidden.size, publishable)
  // Under the rules in force the same four cells do: the interval is wide enough.
  assert.equal(sound(protect(rows, table.equations, solver)).hidden.size - 1, secondary)
})

interface Regional {
  readonly microAggregated: readonly Readonly<Record<'region' | 'county' | 'k_group' | 'main_income' | 'freq', never>>[]
}

interface Suppressed {
  readonly cells: number
  readonly primary: number
  readonly suppressed: number
  readonly pattern: readonly { region: string; main_income: string; freq: number; suppressed: boolean }[]
}

/** Regions within counties and, across them, within groups of municipalities. */
function regionalCube({ microAggregated }: Regional): Table {
  const values = (name: 'county' | 'k_group' | 'main_income'): string[] => [
    ...new Set(microAggregated.map((row) => String(row[name]))),
  ]
  const ways = (['county', 'k_group'] as const).flatMap((level) => [
    { total: 'Total', parts: values(level) },
    ...values(level).map((total) => ({
      total,
      parts: [...new Set(microAggregated.filter((row) => String(row[level]) === total).map(({ region }) => region))],
    })),
  ])
  const income = { name: 'income', splits: [{ total: 'Total', parts: values('main_income') }] }
  return sound(
    cube(
      [{ name: 'region', splits: ways }, income],
      microAggregated.map(({ region, main_income, freq }) => ({ codes: [region, main_income], count: freq })),
    ),
  )
}

reference('gauss-d2', (input: Regional, expected: Suppressed) => {
  assert.deepEqual({ ...expected, pattern: undefined }, { ...cases['gauss-d2'], pattern: undefined })
  const table = regionalCube(input)
  assert.equal(table.counts.size, expected.cells)
  const small = { ...exactOnly, bareCountNotShownBelow: 4 }
  const primary = new Map([...table.counts].filter(([, n]) => n <= 3))
  assert.equal(primary.size, expected.primary)
  for (const { region, main_income, freq } of expected.pattern) {
    assert.equal(table.counts.get(cellOf([region, main_income])), freq)
  }
  // With the pattern of the benchmark nothing is recoverable, and without its secondary cells much is.
  const theirs = new Set(
    expected.pattern.filter((row) => row.suppressed).map((row) => cellOf([row.region, row.main_income])),
  )
  assert.equal(theirs.size, expected.suppressed)
  assert.equal(sound(audit(publish(table, theirs), primary, solver, { rules: small })).accepted, true)
  assert.equal(sound(audit(publish(table, new Set(primary.keys())), primary, solver, { rules: small })).accepted, false)
  const rows = new Map([...table.counts].map(([cell, n]) => [cell, { n }]))
  const ours = sound(protect(rows, table.equations, solver, { rules: small }))
  assert.equal(ours.accepted, true)
  assert.ok(ours.hidden.size <= expected.suppressed, `${ours.hidden.size} cells hidden`)
})

// The numbers carried over are those of the reference files.
reference(
  'audit-fischetti-salazar',
  (input: { table: number[][] }, expected: Record<'safe' | 'unsafe', Interval[]>) => {
    const carried = cases['audit-fischetti-salazar']
    assert.deepEqual(input.table, carried.table)
    const rows = (some: Interval[]): number[][] => some.map(({ row, col, lo, hi }) => [row, col, lo, hi])
    assert.deepEqual([rows(expected.safe), rows(expected.unsafe)], [carried.safe, carried.unsafe])
  },
)

interface Interval {
  readonly row: number
  readonly col: number
  readonly lo: number
  readonly hi: number
}

interface Printed {
  readonly rows: readonly (readonly (string | number)[])[]
  readonly colTotals: readonly number[]
}

reference('audit-geurts', (input: Printed, { cells, lo, hi }: { cells: string[]; lo: number[]; hi: number[] }) => {
  const values = new Map<string, number>()
  const name = (value: string | number, row: number, column: number): string => {
    if (typeof value === 'number') values.set(`p${row}${column}`, value)
    return typeof value === 'number' ? `p${row}${column}` : value
  }
  const named = input.rows.map((row, r) => row.map((value, c) => name(value, r, c)))
  const across = named.map((row): Equation => ({ total: row[2]!, parts: row.slice(0, 2) }))
  const down = input.colTotals.map((total, c): Equation => {
    values.set(`total${c}`, total)
    return { total: `total${c}`, parts: named.map((row) => row[c]!) }
  })
  const found = sound(attack({ equations: [...across, ...down], values }, cells.map(cellTarget), solver))
  found.forEach((one, i) => near(one, lo[i]!, hi[i]!))
})

interface Frequencies {
  readonly cells: readonly { readonly gender: string; readonly freq: number }[]
}

reference('sdctable-microdata1', ({ cells }: Frequencies, expected: { nSecondary: number; nPublishable: number }) => {
  const carried = cases['sdctable-microdata1']
  const of = (wanted: string): number[] => cells.filter(({ gender }) => gender === wanted).map(({ freq }) => freq)
  assert.deepEqual([of('female'), of('male')], [carried.female, carried.male])
  assert.deepEqual([expected.nSecondary, expected.nPublishable], [carried.secondary, carried.publishable])
})
