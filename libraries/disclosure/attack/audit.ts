// SPDX-License-Identifier: AGPL-3.0-or-later
// The auditor: whether a publication keeps what it must keep. Independent of the suppressor: it attacks what is public, and
// only then lays the intervals beside the true counts. Input: the publication, and the true count of each cell that must be
// protected. Refuses when an interval is one number, or narrower than max(width, share · count), or when what is left
// of a published total is small: that group of cells is published then, whatever it is called.
// Ends of intervals are drawn in to whole numbers, because the adversary knows that answers are; pass whole: false for sums
// of other things. When not: rows with distributions (audit-rows.ts), where the categories give more away than n alone.
// Source: statistics.md §5.
import { rules as inForce, type Rules } from '../method/rules.ts'
import { isCount } from '../table/table.ts'
import { refusal, type Refusal } from '../table/refusal.ts'
import { attack, cellTarget, type Found } from './attack.ts'
import type { Solver } from './linear-program.ts'
import type { Publication } from './publication.ts'

export type Verdict = 'safe' | 'pinned' | 'narrow' | 'remainder'

export interface Finding {
  /** The protected cell (of a distribution: CELL#CATEGORY); with 'remainder' the total that gives it away. */
  readonly id: string
  readonly verdict: Exclude<Verdict, 'safe'>
  readonly low: number
  readonly high: number
  /** How wide the interval would have to be; with 'remainder' how large the rest. */
  readonly needed: number
  /** Equations (by their place) that hold the interval where it is, as far as the solver says. */
  readonly tight: ReadonlySet<number>
}

export interface Audit {
  readonly possible: true
  readonly accepted: boolean
  readonly findings: readonly Finding[]
  /** How many protected numbers were attacked. */
  readonly audited: number
}

export interface AuditOptions {
  readonly rules?: Rules
  /** Whether counts are whole numbers; true when absent. */
  readonly whole?: boolean
}

/**
 * @param protect true counts of the protected cells. One that is published is a finding: it is pinned.
 * @example audit({ equations: [{ total: 't', parts: ['a', 'b'] }], values: new Map([['t', 9], ['b', 7]]) }, new Map([['a', 2]]), await loadSolver()).findings.map(({ id, verdict }) => [id, verdict]) // [['a', 'pinned'], ['t', 'remainder']]
 */
export function audit(
  publication: Publication,
  protect: ReadonlyMap<string, number>,
  solver: Solver,
  { rules = inForce, whole = true }: AuditOptions = {},
): Audit | Refusal {
  for (const [cell, count] of protect) if (!isCount(count)) return refusal('invalid count', cell)
  const needed = (cell: string): number => widthFor(protect.get(cell)!, rules)
  const judge = (cell: string, low: number, high: number): Verdict => judgeCount(low, high, needed(cell), whole)
  const found = attack(publication, [...protect.keys()].map(cellTarget), solver, {
    enough: (cell, low, high) => judge(cell, low, high) === 'safe',
  })
  if ('possible' in found) return found
  const findings = [
    ...found.flatMap((one) =>
      findingOf(
        one,
        judge(one.id, one.low, one.high),
        needed(one.id),
        equationsAmong(one, publication.equations.length, 1),
      ),
    ),
    ...smallRemainders(publication, rules),
  ]
  return { possible: true, accepted: findings.length === 0, findings, audited: protect.size }
}

/** max(5, 0.3 · x) under the rules in force. @example widthFor(19) // 5.7 */
export function widthFor(count: number, { width, widthShare }: Rules = inForce): number {
  return Math.max(width, widthShare * count)
}

export function judgeCount(low: number, high: number, needed: number, whole: boolean): Verdict {
  const [from, to] = whole ? wholeEnds(low, high) : [low, high]
  if (to - from <= tolerance(high)) return 'pinned'
  return to - from < needed - tolerance(high) ? 'narrow' : 'safe'
}

/** A program is right to about 1e-7 of what it adds up, so 2.9999999 is 3. */
export function wholeEnds(low: number, high: number): [number, number] {
  return [Math.ceil(low - tolerance(low)), Math.floor(high + tolerance(high))]
}

function tolerance(value: number): number {
  return Number.isFinite(value) ? 1e-6 * Math.max(1, Math.abs(value) * 1e-6) : 1e-6
}

export function findingOf(
  { id, low, high }: Found,
  verdict: Verdict,
  needed: number,
  tight: ReadonlySet<number>,
): Finding[] {
  return verdict === 'safe' ? [] : [{ id, verdict, low, high, needed, tight }]
}

/** Statements are the equations, once a category, and then the relations. */
export function equationsAmong({ tight }: Found, equations: number, categories: number): ReadonlySet<number> {
  const statements = [...tight].filter((statement) => statement < equations * categories)
  return new Set(statements.map((statement) => statement % equations))
}

/** A published total minus its published parts is as public as they are. */
export function smallRemainders({ equations, values }: Publication, rules: Rules): Finding[] {
  return equations.flatMap(({ total, parts }, index): Finding[] => {
    const whole = values.get(total)
    if (whole === undefined || parts.every((part) => values.has(part))) return []
    const left = parts.reduce((sum, part) => sum - (values.get(part) ?? 0), whole)
    if (left >= rules.remainder - tolerance(whole)) return []
    const needed = rules.remainder
    return [{ id: total, verdict: 'remainder', low: left, high: left, needed, tight: new Set([index]) }]
  })
}
