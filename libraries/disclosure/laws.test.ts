// SPDX-License-Identifier: AGPL-3.0-or-later
// The laws of suppressor and auditor, and planted faults that they must tell from the right ones. Bounds are held against a
// second solver and, where a table is small, against every table there could be.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import {
  attack,
  audit,
  cellTarget,
  loadSolver,
  protect,
  rules,
  suppress,
  type Audit,
  type Equation,
  type Publication,
  type Solver,
  type Table,
} from './index.ts'
import {
  auditLaws,
  intervalsOf,
  keepsAll,
  laws,
  publish,
  sensitiveCounts,
  truthOf,
  type AuditOf,
  type Hidden,
  type Suppress,
} from './laws.ts'
import { cubeOf, cubes, secondSolver, sound } from './testing.ts'

let solver: Solver
before(async () => {
  solver = await loadSolver()
})

const check = (runs: number): { runs: number; solver: Solver } => ({ runs, solver })
const ours: Suppress = (table, start) => sound(suppress(table, start)).hidden
const auditor: AuditOf = (publication, cells) => sound(audit(publication, cells, solver))

for (const [name, law] of Object.entries(laws)) test(`suppressor: ${name}`, () => law(ours, check(60)))
for (const [name, law] of Object.entries(auditLaws)) test(`auditor: ${name}`, () => law(auditor, check(15)))

const caught = (all: Record<string, (thing: never, check: never) => void>, thing: unknown, runs: number): string[] =>
  Object.entries(all).flatMap(([name, law]) => {
    try {
      law(thing as never, check(runs) as never)
      return []
    } catch {
      return [name]
    }
  })

const withCause = (cells: Iterable<string>): Hidden => new Map([...cells].map((cell) => [cell, 'alone']))
const without = (table: Table, refused: (equation: Equation) => boolean): Table => ({
  ...table,
  equations: table.equations.filter((equation) => !refused(equation)),
})

test('the laws catch every planted fault of the suppressor', () => {
  const mutants: Record<string, Suppress> = {
    'primary only': (_, start) => start,
    'one pass instead of a fixed point': (table, start) => {
      const hidden = new Set(start.keys())
      for (const { total, parts } of table.equations) {
        const among = [total, ...parts].filter((cell) => hidden.has(cell))
        const sibling = parts.find((part) => !hidden.has(part))
        if (among.length === 1 && sibling !== undefined) hidden.add(sibling)
      }
      return withCause(hidden)
    },
    'the rest is not looked at': (table, start) =>
      sound(suppress(table, start, { rules: { ...rules, remainder: 0 } })).hidden,
    'every third equation is forgotten': (table, start) =>
      ours({ ...table, equations: table.equations.filter((_, at) => at % 3 > 0) }, start),
    'the calendar is forgotten': (table, start) =>
      ours(
        without(table, ({ total }) => /ever|Q\d/.test(total)),
        start,
      ),
    'the start may be shown again': (table, start) => {
      const [first, ...others] = ours(table, start)
      return new Map(first && start.has(first[0]) && start.size > 1 ? others : [first!, ...others].filter(Boolean))
    },
    'one more each time': (table, start) => {
      const hidden = ours(table, start)
      const more = [...table.counts.keys()].find((cell) => !hidden.has(cell))
      return more === undefined ? hidden : new Map([...hidden, [more, 'alone']])
    },
  }
  assert.deepEqual(caught(laws, ours, 40), [])
  for (const [name, mutant] of Object.entries(mutants)) assert.notDeepEqual(caught(laws, mutant, 40), [], name)
})

test('the laws catch every planted fault of the auditor', () => {
  const judged =
    (change: (audit: Audit) => Audit): AuditOf =>
    (publication, cells) =>
      change(auditor(publication, cells))
  const findings = (audit: Audit, keep: (finding: Audit['findings'][number]) => boolean): Audit => {
    const left = audit.findings.filter(keep)
    return { ...audit, findings: left, accepted: left.length === 0 }
  }
  const given =
    (change: (publication: Publication) => Publication): AuditOf =>
    (publication, cells) =>
      auditor(change(publication), cells)
  const anyCount = (publication: Publication, cells: Iterable<string>): Publication => ({
    ...publication,
    bounds: new Map([
      ...[...publication.equations.flatMap(({ total, parts }) => [total, ...parts]), ...cells].map(
        (cell): [string, { low: number; high: number }] => [cell, { low: -1e6, high: 1e6 }],
      ),
    ]),
  })
  const mutants: Record<string, AuditOf> = {
    'accepts everything': judged((one) => findings(one, () => false)),
    'refuses everything': judged((one) => ({ ...one, accepted: false })),
    'counts may be negative': (publication, cells) => auditor(anyCount(publication, cells.keys()), cells),
    'only exact recovery counts': judged((one) => findings(one, ({ verdict }) => verdict !== 'narrow')),
    'the rest is not looked at': judged((one) => findings(one, ({ verdict }) => verdict !== 'remainder')),
    'counts need not be whole': (publication, cells) => sound(audit(publication, cells, solver, { whole: false })),
    'the true count does not matter': (publication, cells) =>
      sound(audit(publication, cells, solver, { rules: { ...rules, widthShare: 0 } })),
    'the last equation is forgotten': given((one) => ({ ...one, equations: one.equations.slice(0, -1) })),
    'other statements are forgotten': given(({ equations, values }) => ({ equations, values })),
  }
  assert.deepEqual(caught(auditLaws, auditor, 6), [])
  for (const [name, mutant] of Object.entries(mutants)) assert.notDeepEqual(caught(auditLaws, mutant, 6), [], name)
})

test('20 random cubes: primary suppression alone is refused every time, the final pattern never', () => {
  const second: AuditOf = (publication, cells) => sound(audit(publication, cells, secondSolver))
  for (let seed = 1; seed <= 20; seed++) {
    const table = cubeOf(seed)
    const rows = new Map([...table.counts].map(([cell, n]) => [cell, { n }]))
    assert.equal(keepsAll(table, sensitiveCounts(table), auditor), false, `seed ${seed}: primary only`)
    const result = sound(protect(rows, table.equations, solver))
    assert.equal(result.accepted, true, `seed ${seed}`)
    assert.equal(keepsAll(table, result.hidden, auditor), true, `seed ${seed}: audited again`)
    if (table.counts.size < 60)
      assert.equal(keepsAll(table, result.hidden, second), true, `seed ${seed}: second solver`)
    const again = sound(protect(rows, table.equations, solver, { start: result.hidden }))
    assert.deepEqual([...again.hidden.keys()].toSorted(), [...result.hidden.keys()].toSorted(), `seed ${seed}: again`)
    assert.ok(result.hidden.size < table.counts.size, `seed ${seed}: something is still published`)
  }
})

test('the true count lies in every interval, and hiding more only widens it', () => {
  fc.assert(
    fc.property(cubes, fc.nat(), (table, pick) => {
      const hidden = ours(table, sensitiveCounts(table))
      const cells = [...table.counts.keys()]
      const more = new Map([...hidden, [cells[pick % cells.length]!, 'alone'] as const])
      const wider = new Map(intervalsOf(table, more, solver).map((one) => [one.id, one]))
      for (const { id, low, high } of intervalsOf(table, hidden, solver)) {
        const slack = 1e-6 * Math.max(1, table.counts.get(id)! * 1e-6)
        assert.ok(low <= table.counts.get(id)! + slack && table.counts.get(id)! <= high + slack, id)
        assert.ok(wider.get(id)!.low <= low + slack && high <= wider.get(id)!.high + slack, id)
      }
    }),
    { numRuns: 15, seed: 2026 },
  )
})

test('two solvers of different make find the same intervals', () => {
  fc.assert(
    fc.property(
      cubes.filter(({ counts }) => counts.size < 60 && Math.max(...counts.values()) < 1e6),
      (table) => {
        const hidden = ours(table, sensitiveCounts(table))
        const other = intervalsOf(table, hidden, secondSolver)
        intervalsOf(table, hidden, solver).forEach(({ id, low, high }, at) => {
          assert.ok(Math.abs(low - other[at]!.low) < 1e-6 && Math.abs(high - other[at]!.high) < 1e-6, id)
        })
      },
    ),
    { numRuns: 12, seed: 2026 },
  )
})

test('the interval is that of all tables there could be, counted one by one', () => {
  const table = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(table, fc.subarray([0, 1, 2, 3, 4, 5]), (cells, hidden) => {
      const name = (at: number): string => `x${at}`
      const groups: [string, number[]][] = [
        ['r0', [0, 1, 2]],
        ['r1', [3, 4, 5]],
        ['c0', [0, 3]],
        ['c1', [1, 4]],
        ['c2', [2, 5]],
      ]
      const sum = (of: readonly number[], from: readonly number[]): number => of.reduce((so, at) => so + from[at]!, 0)
      const values = new Map<string, number>(groups.map(([total, of]) => [total, sum(of, cells)]))
      cells.forEach((n, at) => hidden.includes(at) || values.set(name(at), n))
      const equations = groups.map(([total, of]) => ({ total, parts: of.map(name) }))
      const found = sound(attack({ equations, values }, hidden.map(name).map(cellTarget), solver))
      const all = everyTable(cells, hidden).filter((one) =>
        groups.every(([total, of]) => sum(of, one) === values.get(total)),
      )
      hidden.forEach((at, index) => {
        const possible = all.map((one) => one[at]!)
        assert.ok(Math.abs(found[index]!.low - Math.min(...possible)) < 1e-6)
        assert.ok(Math.abs(found[index]!.high - Math.max(...possible)) < 1e-6)
      })
    }),
    { numRuns: 25, seed: 2026 },
  )
})

function everyTable(cells: readonly number[], hidden: readonly number[]): number[][] {
  return hidden.reduce<number[][]>(
    (tables, at) => tables.flatMap((one) => Array.from({ length: 7 }, (_, n) => one.with(at, n))),
    [[...cells]],
  )
}

test('the auditor knows nothing of the table but what is published', () => {
  const table = cubeOf(1)
  const hidden = ours(table, sensitiveCounts(table))
  const truth = truthOf(table, sensitiveCounts(table).keys())
  // Another table that agrees with everything published gives the very same intervals.
  const findings = auditor(publish(table, sensitiveCounts(table)), truth).findings
  const lied = auditor(
    publish(table, sensitiveCounts(table)),
    new Map([...truth.keys()].map((cell) => [cell, 0])),
  ).findings
  const ends = (some: Audit['findings']): unknown => some.map(({ id, low, high }) => [id, low, high])
  assert.deepEqual(ends(findings), ends(lied))
  assert.ok(hidden.size > truth.size)
})
