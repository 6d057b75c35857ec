// SPDX-License-Identifier: AGPL-3.0-or-later
// The audit of rows that show how people answered. Every category adds up over the cube like n does, so the public can attack each
// on its own; and as a row's categories add up to its n, all of them together say more about a hidden n than the published
// n's do. A row may show n and hide its distribution (5–9 answers): then its n ties its categories together.
// Refuses, besides what audit refuses for n: a category that is one number, or cannot be 0 and has a narrow interval.
// Source: statistics.md §5.
import { rules as inForce, type Rules } from '../method/rules.ts'
import type { Row } from '../suppression/threshold.ts'
import type { Equation } from '../table/table.ts'
import { refusal, type Refusal } from '../table/refusal.ts'
import { attack, type Found, type Target } from './attack.ts'
import {
  equationsAmong,
  findingOf,
  judgeCount,
  smallRemainders,
  wholeEnds,
  widthFor,
  type Audit,
  type AuditOptions,
  type Verdict,
} from './audit.ts'
import type { Solver } from './linear-program.ts'
import type { Publication, Relation } from './publication.ts'

/** What of a row is public: nothing (then it is absent), n, or n and the distribution. */
export interface PublishedRows {
  readonly equations: readonly Equation[]
  readonly rows: ReadonlyMap<string, Row>
}

export const categoryOf = (cell: string, category: number): string => `${cell}#${category}`

/**
 * @param protect the protected rows as they truly are, all with distributions of the same length.
 * @returns findings on n name the row, those on a category ROW#CATEGORY (from 0).
 */
export function auditRows(
  published: PublishedRows,
  protect: ReadonlyMap<string, Row>,
  solver: Solver,
  { rules = inForce, whole = true }: AuditOptions = {},
): Audit | Refusal {
  const categories = [...protect.values(), ...published.rows.values()].find(({ counts }) => counts)?.counts?.length ?? 0
  const broken = [...published.rows, ...protect].find(([, { counts }]) => (counts?.length ?? categories) !== categories)
  if (broken !== undefined) return refusal('invalid count', broken[0])
  const rowTargets = [...protect].filter(([cell]) => !published.rows.has(cell)).map(([cell]) => cell)
  const targets = [
    ...rowTargets.map((cell): Target => ({ id: cell, terms: termsOf(cell, categories) })),
    ...[...protect.keys()].flatMap((cell) =>
      termsOf(cell, categories).map((term): Target => ({ id: term[0], terms: [term] })),
    ),
  ]
  const isRow = new Set(rowTargets)
  const needed = (id: string): number => (isRow.has(id) ? widthFor(protect.get(id)!.n, rules) : rules.categoryWidth)
  const judge = (id: string, low: number, high: number): Verdict =>
    isRow.has(id) ? judgeCount(low, high, needed(id), whole) : judgeCategory(low, high, rules, whole)
  const open = unsettled(published, categories)
  if ('possible' in open) return open
  const flat = flatten({ ...published, equations: open.map((index) => published.equations[index]!) }, categories)
  const found = attack(flat, targets, solver, {
    enough: (id, low, high) => judge(id, low, high) === 'safe',
  })
  if ('possible' in found) return found
  const tight = (one: Found): Set<number> =>
    new Set([...equationsAmong(one, open.length, categories)].map((index) => open[index]!))
  const shown = new Map([...published.rows].filter(([, { counts }]) => counts).map(([cell, { n }]) => [cell, n]))
  const findings = [
    ...found.flatMap((one) => findingOf(one, judge(one.id, one.low, one.high), needed(one.id), tight(one))),
    ...smallRemainders({ equations: published.equations, values: shown }, rules),
  ]
  return { possible: true, accepted: findings.length === 0, findings, audited: targets.length }
}

/** Equations in which something is not public; the others must agree and say nothing. */
function unsettled({ equations, rows }: PublishedRows, categories: number): number[] | Refusal {
  const open: number[] = []
  for (const [index, { total, parts }] of equations.entries()) {
    const whole = rows.get(total)?.counts
    const counts = parts.map((part) => rows.get(part)?.counts)
    if (whole === undefined || counts.includes(undefined)) open.push(index)
    else {
      for (let category = 0; category < categories; category++) {
        const sum = counts.reduce((so, one) => so + one![category]!, 0)
        if (Math.abs(sum - whole[category]!) > 1e-9 * Math.max(1, sum)) {
          return refusal('published numbers contradict each other', categoryOf(total, category))
        }
      }
    }
  }
  return open
}

/** Rows and equations as cells and equations of each category, tied together where only n is public. */
export function flatten({ equations, rows }: PublishedRows, categories: number): Publication {
  const values = new Map<string, number>()
  const relations: Relation[] = []
  for (const [cell, { n, counts }] of rows) {
    counts?.forEach((count, category) => values.set(categoryOf(cell, category), count))
    if (counts === undefined) relations.push({ terms: termsOf(cell, categories), low: n, high: n })
  }
  const flat = Array.from({ length: categories }, (_, category) =>
    equations.map(({ total, parts }) => ({
      total: categoryOf(total, category),
      parts: parts.map((part) => categoryOf(part, category)),
    })),
  )
  return { equations: flat.flat(), values, relations }
}

function termsOf(cell: string, categories: number): [string, number][] {
  return Array.from({ length: categories }, (_, category) => [categoryOf(cell, category), 1])
}

function judgeCategory(low: number, high: number, rules: Rules, whole: boolean): Verdict {
  const [from, to] = whole ? wholeEnds(low, high) : [low, high]
  if (to <= 0 && !rules.emptyCategoryIsProtected) return 'safe'
  const pinned = judgeCount(low, high, 0, whole)
  if (pinned !== 'safe') return pinned
  return from >= 1 && to - from < rules.categoryWidth ? 'narrow' : 'safe'
}
