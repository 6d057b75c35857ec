// SPDX-License-Identifier: AGPL-3.0-or-later
// What must be true of every suppressor and of every auditor, as functions of the implementation: the tests hold ours against
// them, and hold faulty ones (mutants) against them to see that the laws can tell.
import fc from 'fast-check'
import { attack, cellTarget } from './attack/attack.ts'
import type { Audit } from './attack/audit.ts'
import type { Solver } from './attack/linear-program.ts'
import type { Publication } from './attack/publication.ts'
import { rules } from './method/rules.ts'
import type { Table } from './table/table.ts'
import { cubes, sound } from './testing.ts'
import type { Cause } from './suppression/threshold.ts'

export type Hidden = ReadonlyMap<string, Cause>
export type Suppress = (table: Table, start: Hidden) => Hidden
export type AuditOf = (publication: Publication, protect: ReadonlyMap<string, number>) => Audit

export interface Check {
  readonly runs: number
  readonly solver: Solver
}

/** Counts alone are shown: fewer than 5 are small. */
export function sensitiveCounts({ counts }: Table, below: number = rules.bareCountNotShownBelow): Map<string, Cause> {
  return new Map([...counts].filter(([, n]) => n < below).map(([cell]) => [cell, 'small']))
}

export function publish({ counts, equations }: Table, hidden: Hidden | ReadonlySet<string>): Publication {
  return { equations, values: new Map([...counts].filter(([cell]) => !hidden.has(cell))) }
}

export function truthOf({ counts }: Table, cells: Iterable<string>): Map<string, number> {
  return new Map([...cells].map((cell) => [cell, counts.get(cell)!]))
}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`the law does not hold: ${what}`)
}

const overCubes = (runs: number, law: (table: Table) => void): void =>
  fc.assert(fc.property(cubes, law), { numRuns: runs, seed: 2026, endOnFailure: true })

export const laws: Record<string, (suppress: Suppress, check: Check) => void> = {
  'what was hidden stays hidden'(suppress, { runs }) {
    overCubes(runs, (table) => {
      const start = sensitiveCounts(table)
      const hidden = suppress(table, start)
      must(
        [...start.keys()].every((cell) => hidden.has(cell)),
        'the start is part of the pattern',
      )
    })
  },

  'no equation gives a hidden cell away'(suppress, { runs }) {
    overCubes(runs, (table) => {
      const hidden = suppress(table, sensitiveCounts(table))
      for (const { total, parts } of table.equations) {
        const among = [total, ...parts].filter((cell) => hidden.has(cell))
        must(among.length !== 1, `${among[0]} is alone under ${total}`)
      }
    })
  },

  'no published total leaves a small rest'(suppress, { runs }) {
    overCubes(runs, (table) => {
      const hidden = suppress(table, sensitiveCounts(table))
      for (const { total, parts } of table.equations) {
        const among = parts.filter((cell) => hidden.has(cell))
        const rest = among.reduce((sum, cell) => sum + table.counts.get(cell)!, 0)
        must(hidden.has(total) || among.length === 0 || rest >= rules.remainder, `${total} leaves ${rest}`)
      }
    })
  },

  'a pattern in order comes back as it is'(suppress, { runs }) {
    overCubes(runs, (table) => {
      const hidden = suppress(table, sensitiveCounts(table))
      const again = suppress(table, hidden)
      must(again.size === hidden.size && [...again.keys()].every((cell) => hidden.has(cell)), 'idempotent')
    })
  },

  'nothing is hidden where nothing is sensitive'(suppress, { runs }) {
    overCubes(runs, (table) => must(suppress(table, new Map()).size === 0, 'an empty start'))
  },
}

export const auditLaws: Record<string, (audit: AuditOf, check: Check) => void> = {
  'a cell that is alone in an equation is refused'(audit, { runs }) {
    overCubes(runs, (table) => {
      const hidden = sensitiveCounts(table)
      const alone = table.equations.flatMap(({ total, parts }) => {
        const among = [total, ...parts].filter((cell) => hidden.has(cell))
        return among.length === 1 ? among : []
      })
      const { findings } = audit(publish(table, hidden), truthOf(table, hidden.keys()))
      const pinned = new Set(findings.filter(({ verdict }) => verdict === 'pinned').map(({ id }) => id))
      must(
        alone.every((cell) => pinned.has(cell)),
        'an equation with one unknown is solved',
      )
    })
  },

  'where all is hidden nothing is found'(audit, { runs }) {
    overCubes(runs, (table) => {
      const { accepted } = audit(publish(table, new Set(table.counts.keys())), table.counts)
      must(accepted, 'there is nothing to find')
    })
  },

  'a small rest under a published total is refused'(audit) {
    const equations = [{ total: 't', parts: ['a', 'b', 'c'] }]
    const values = new Map([
      ['t', 40],
      ['c', 31],
    ])
    const { findings } = audit(
      { equations, values },
      new Map([
        ['a', 4],
        ['b', 5],
      ]),
    )
    must(
      findings.some(({ verdict, id }) => verdict === 'remainder' && id === 't'),
      'nine answers are published',
    )
  },

  'an interval that is too narrow is refused'(audit) {
    // Geurts (1992): two hidden in each row and column, and X11 is still between 3 and 6.
    const { accepted, findings } = audit(geurts, new Map([['x11', 4]]))
    must(!accepted && findings[0]!.verdict === 'narrow', 'two per row and column is not safe')
  },

  'an interval is as wide as the true count asks'(audit) {
    const of = (count: number): boolean => {
      const equations = [{ total: 't', parts: ['a', 'b'] }]
      return audit({ equations, values: new Map([['t', 18]]) }, new Map([['a', count]])).accepted
    }
    must(of(10) && !of(61), '0.3 · 10 is less than 18, 0.3 · 61 is more')
  },

  'counts are whole: what can only be 3 is 3'(audit) {
    const relations = [{ terms: [['a', 1] as const], low: 2.4, high: 3.6 }]
    const { findings } = audit({ equations: [], values: new Map(), relations }, new Map([['a', 3]]))
    must(findings[0]?.verdict === 'pinned', 'between 2.4 and 3.6 there is one whole number')
  },

  'a calendar and a second table count like any equation'(audit) {
    const equations = [
      { total: 'q', parts: ['m1', 'm2'] },
      { total: 'm1', parts: ['web', 'desk'] },
    ]
    const values = new Map([
      ['q', 60],
      ['m2', 20],
      ['desk', 38],
    ])
    must(!audit({ equations, values }, new Map([['web', 2]])).accepted, 'q − m2 − desk')
  },
}

/** The table of the reference case audit-geurts; its third row and column are public. */
export const geurts: Publication = {
  equations: [
    { total: 'r1', parts: ['x11', 'x12'] },
    { total: 'r2', parts: ['x21', 'x22'] },
    { total: 'c1', parts: ['x11', 'x21', 'x31'] },
    { total: 'c2', parts: ['x12', 'x22', 'x32'] },
  ],
  values: new Map(Object.entries({ r1: 7, r2: 3, c1: 9, c2: 7, x31: 3, x32: 3 })),
}

/** Whether no protected cell of the table can be had from what this pattern leaves public. */
export function keepsAll(table: Table, hidden: Hidden, audit: AuditOf): boolean {
  return audit(publish(table, hidden), truthOf(table, sensitiveCounts(table).keys())).accepted
}

export const intervalsOf = (
  table: Table,
  hidden: Hidden,
  solver: Solver,
): { id: string; low: number; high: number }[] =>
  sound(attack(publish(table, hidden), [...hidden.keys()].map(cellTarget), solver))
