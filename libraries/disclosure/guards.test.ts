// SPDX-License-Identifier: AGPL-3.0-or-later
// Planted faults of the smaller guards: threshold, standing still, repair. Each law passes ours and catches every fault.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  checkTable,
  chooseRepairs,
  holdStill,
  moveOf,
  sensitivity,
  type Edition,
  type Equation,
  type Finding,
  type Row,
} from './index.ts'
import { sound } from './testing.ts'

function holdsFor<T>(law: (thing: T) => void, ours: T, mutants: Record<string, T>): void {
  law(ours)
  for (const [name, mutant] of Object.entries(mutants)) assert.throws(() => law(mutant), name)
}

test('threshold: the limits are where the rules put them', () => {
  const law = (of: (row: Row) => string | null): void => {
    const row = (...counts: number[]): Row => ({ n: counts.reduce((sum, n) => sum + n, 0), counts })
    assert.deepEqual([{ n: 4 }, { n: 5 }, row(5, 4), row(5, 5)].map(of), ['small', null, 'small', null])
    assert.deepEqual([row(18, 1), row(1, 18), row(19, 0), row(19, 1), row(10, 9)].map(of), [
      'alike',
      'alike',
      'alike',
      null,
      null,
    ])
  }
  const n = (row: Row, more: number): Row => ({ ...row, n: row.n + more })
  holdsFor(law, (row) => sensitivity(row), {
    'one too low': (row) => sensitivity(n(row, 1)),
    'one too high': (row) => sensitivity(n(row, -1)),
    'a distribution is like a bare count': (row) => sensitivity({ n: row.n }),
    'only all alike': (row) => (Math.max(0, ...(row.counts ?? [])) === row.n - 1 ? null : sensitivity(row)),
    'nothing is sensitive': () => null,
  })
})

const equations: Equation[] = [
  { total: 't', parts: ['a', 'b', 'c'] },
  { total: 'a', parts: ['a1', 'a2'] },
]
const filled = ([a1, a2, b, c]: readonly number[]): Map<string, Row> => {
  const counts = { a1: a1!, a2: a2!, b: b!, c: c!, a: a1! + a2!, t: a1! + a2! + b! + c! }
  return new Map(Object.entries(counts).map(([cell, n]) => [cell, { n }]))
}

test('standing still: a closed row moves by nothing or by enough, and everything still adds up', () => {
  type Hold = (before: Edition, now: ReadonlyMap<string, Row>) => ReadonlyMap<string, Row>
  const four = (arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
    fc.array(arbitrary, { minLength: 4, maxLength: 4 })
  const law = (hold: Hold): void =>
    fc.assert(
      fc.property(four(fc.integer({ min: 20, max: 60 })), four(fc.integer({ min: -9, max: 9 })), (old, change) => {
        const before = { rows: filled(old), hidden: new Map() }
        const now = filled(old.map((n, at) => n + change[at]!))
        const after = hold(before, now)
        assert.equal(checkTable({ counts: new Map([...after].map(([cell, { n }]) => [cell, n])), equations }), null)
        for (const [cell, row] of after) {
          const move = moveOf(before.rows.get(cell)!, row)
          assert.ok(move === 0 || move >= 5, `${cell} moves by ${move}`)
        }
        // What moves by enough by itself and leaves no total in doubt is not held back.
        if (change.every((move) => move >= 5)) assert.deepEqual([...after], [...now])
      }),
      { numRuns: 300, seed: 2026 },
    )
  const ours: Hold = (before, now) => sound(holdStill(before, now, equations, () => true)).rows
  const little = (before: Edition, cell: string, row: Row): boolean => moveOf(before.rows.get(cell)!, row) < 5
  holdsFor(law, ours, {
    'nothing is held': (_, now) => now,
    'everything is held': (before) => before.rows,
    'totals are held by themselves': (before, now) =>
      new Map([...now].map(([cell, row]) => [cell, little(before, cell, row) ? before.rows.get(cell)! : row])),
    'only the finest rows are looked at': (before, now) =>
      filled(
        ['a1', 'a2', 'b', 'c'].map((cell) => {
          const row = now.get(cell)!
          return little(before, cell, row) ? before.rows.get(cell)!.n : row.n
        }),
      ),
  })
})

test('repair: the cheapest row that binds, not hidden, not known, and of use', () => {
  type Choose = typeof chooseRepairs
  const rows = new Map<string, Row>([
    ['t', { n: 113, counts: [8, 105] }],
    ['a', { n: 3, counts: [0, 3] }],
    ['b', { n: 10, counts: [0, 10] }],
    ['c', { n: 40, counts: [3, 37] }],
    ['d', { n: 60, counts: [5, 55] }],
  ])
  const one = [{ total: 't', parts: ['a', 'b', 'c', 'd'] }]
  const finding = (id: string, tight: number[]): Finding[] => [
    { id, verdict: 'pinned', low: 0, high: 0, needed: 5, tight: new Set(tight) },
  ]
  const hidden = new Map([['a', 'small'] as const])
  const law = (choose: Choose): void => {
    assert.deepEqual([...choose(rows, one, hidden, finding('a', [0]))], ['b'])
    assert.deepEqual([...choose(rows, one, hidden, finding('a', []))], ['b'])
    assert.deepEqual([...choose(rows, one, hidden, finding('a#0', [0]))], ['c'])
    assert.deepEqual([...choose(rows, one, hidden, finding('a', [0]), new Set(['b', 'c']))], ['d'])
    assert.deepEqual([...choose(rows, one, hidden, finding('a', [0]), new Set(['b', 'c', 'd', 't']))], [])
  }
  holdsFor(law, chooseRepairs, {
    'never repairs': () => new Set(),
    'hides what is known': (some, all, pattern, findings) => chooseRepairs(some, all, pattern, findings),
    'hides again what is hidden': (some, all, _, findings, known) =>
      chooseRepairs(some, all, new Map(), findings, known),
    'does not look at the category': (some, all, pattern, findings, known) =>
      chooseRepairs(
        some,
        all,
        pattern,
        findings.map((found) => ({ ...found, id: found.id.slice(0, 1) })),
        known,
      ),
  })
})
