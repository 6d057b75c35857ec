// SPDX-License-Identifier: AGPL-3.0-or-later
// From rows to a pattern that an independent attack could not undo: primary and secondary suppression, audit, repair, audit
// again. When: for every edition. Method of the repair: for each finding, the cheapest row in one of the equations that
// hold its interval where it is; if they have none left, in an equation of the finding's own. Hiding more only widens intervals,
// so a round looks again at what was not safe; the last audit looks at everything. Small tables are then tidied: each
// companion row is shown again if the audit allows.
// Ends: every round hides at least one more row, or says that it cannot (accepted: false, and the findings).
// Source: statistics.md §5.
import { audit, type Audit, type AuditOptions } from '../attack/audit.ts'
import { auditRows } from '../attack/audit-rows.ts'
import type { Solver } from '../attack/linear-program.ts'
import { chooseRepairs } from './repair.ts'
import { suppress, type Suppression } from '../suppression/suppress.ts'
import type { Equation, Table } from '../table/table.ts'
import type { Refusal } from '../table/refusal.ts'
import { findSensitive, isProtected, type Cause, type Row } from '../suppression/threshold.ts'

export interface ProtectOptions extends AuditOptions {
  /** Rows hidden to begin with, from earlier editions for example (stability.ts). */
  readonly start?: ReadonlyMap<string, Cause>
  /** Rows that the public has anyway. */
  readonly known?: ReadonlySet<string>
  /** Whether rows that turn out not to be needed are shown again is tried for so many at most; 60 when absent. */
  readonly tidyUpTo?: number
}

export interface Protection {
  readonly possible: true
  /** False when something stays unsafe and nothing is left to hide: then nothing may be published. */
  readonly accepted: boolean
  readonly hidden: ReadonlyMap<string, Cause>
  /** The audit of this pattern. */
  readonly audit: Audit
  /** How often repair was needed. */
  readonly repairs: number
}

/**
 * @param rows every row of every table, totals among them; either all with distributions or none.
 * @example [...protect(new Map([['t', { n: 60 }], ['a', { n: 3 }], ['b', { n: 20 }], ['c', { n: 37 }]]), [{ total: 't', parts: ['a', 'b', 'c'] }], await loadSolver()).hidden] // [['a', 'small'], ['b', 'alone']]
 */
export function protect(
  rows: ReadonlyMap<string, Row>,
  equations: readonly Equation[],
  solver: Solver,
  options: ProtectOptions = {},
): Protection | Refusal {
  const sensitive = findSensitive(rows, options.rules)
  if ('possible' in sensitive) return sensitive
  const table: Table = { counts: new Map([...rows].map(([cell, { n }]) => [cell, n])), equations }
  const start = new Map([...(options.start ?? []), ...sensitive])
  const first = suppress(table, start, options)
  if (!first.possible) return first
  const task: Task = { rows, table, solver, options, protect: protectedRows(rows, start, options.known) }
  const repaired = repairUntilSafe(task, first)
  if (!repaired.possible || !repaired.accepted) return repaired
  return tidy(task, repaired, start)
}

export interface Task {
  readonly rows: ReadonlyMap<string, Row>
  readonly table: Table
  readonly solver: Solver
  readonly options: ProtectOptions
  readonly protect: ReadonlyMap<string, Row>
}

/** What is public already cannot be protected any more. */
function protectedRows(
  rows: ReadonlyMap<string, Row>,
  start: ReadonlyMap<string, Cause>,
  known: ReadonlySet<string> = new Set(),
): Map<string, Row> {
  const cells = [...start].filter(([cell, cause]) => isProtected(cause) && !known.has(cell))
  return new Map(cells.map(([cell]) => [cell, rows.get(cell)!]))
}

function auditPattern(task: Task, hidden: ReadonlyMap<string, Cause>, only = task.protect): Audit | Refusal {
  const { rows, table, solver, options } = task
  const published = new Map([...rows].filter(([cell]) => !hidden.has(cell) || options.known?.has(cell)))
  const withDistributions = [...rows.values()].some(({ counts }) => counts !== undefined)
  if (withDistributions) return auditRows({ equations: table.equations, rows: published }, only, solver, options)
  const count = (some: ReadonlyMap<string, Row>): Map<string, number> =>
    new Map([...some].map(([cell, { n }]) => [cell, n]))
  return audit({ equations: table.equations, values: count(published) }, count(only), solver, options)
}

function repairUntilSafe(task: Task, first: Suppression): Protection | Refusal {
  let { hidden } = first
  let open = task.protect
  for (let repairs = 0; ; repairs++) {
    const verdict = auditPattern(task, hidden, open)
    if (!verdict.possible) return verdict
    if (verdict.accepted) {
      const last = open === task.protect ? verdict : auditPattern(task, hidden)
      if (!last.possible) return last
      return { possible: true, accepted: last.accepted, hidden, audit: last, repairs }
    }
    const chosen = chooseRepairs(task.rows, task.table.equations, hidden, verdict.findings, task.options.known)
    if (chosen.size === 0) return { possible: true, accepted: false, hidden, audit: verdict, repairs }
    const more = new Map([...hidden, ...[...chosen].map((cell) => [cell, 'repair'] as const)])
    const next = suppress(task.table, more, task.options)
    if (!next.possible) return next
    hidden = next.hidden
    const unsafe = new Set(verdict.findings.map(({ id }) => rowOf(id, task.rows)))
    open = new Map([...task.protect].filter(([cell]) => unsafe.has(cell)))
  }
}

/** The row a finding is about: itself, or the one whose category it is. */
export function rowOf(id: string, rows: ReadonlyMap<string, Row>): string {
  return rows.has(id) ? id : id.slice(0, id.lastIndexOf('#'))
}

/** Until nothing more can be shown: what one row made needless goes with it. */
function tidy(task: Task, safe: Protection, start: ReadonlyMap<string, Cause>): Protection | Refusal {
  const companions = [...safe.hidden.keys()].filter((cell) => !start.has(cell))
  if (companions.length > (task.options.tidyUpTo ?? 60)) return safe
  let { hidden, audit: verdict } = safe
  const n = (cell: string): number => task.rows.get(cell)!.n
  const largestFirst = companions.toSorted((a, b) => n(b) - n(a))
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size
    for (const cell of largestFirst.filter((one) => hidden.has(one))) {
      const fewer = new Map([...hidden].filter(([other]) => other !== cell))
      const tried = auditPattern(task, fewer)
      if (!tried.possible) return tried
      if (tried.accepted) [hidden, verdict] = [fewer, tried]
    }
  }
  return { ...safe, hidden, audit: verdict }
}
