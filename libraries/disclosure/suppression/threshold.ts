// SPDX-License-Identifier: AGPL-3.0-or-later
// Which rows must be protected, looked at one by one (primary suppression). A row is one cell of the cube with everything it
// shows: how many answered and how they answered; it is shown or hidden as a whole. Method: few answers, or all answers but
// one alike: then the one who differs (or anybody who knows one of them) knows what all the others said.
// Not enough alone: sums give hidden rows away (suppress.ts). Source: our own (statistics.md §5); threshold and
// dominance rules as in Hundepool et al. (2012), Statistical Disclosure Control, §4.2.
import { rules as inForce, type Rules } from '../method/rules.ts'
import { isCount } from '../table/table.ts'
import { refusal, type Refusal } from '../table/refusal.ts'

export interface Row {
  /** Answers. */
  readonly n: number
  /** Answers by category, missing ones as a category of their own: they add up to n. Absent when only n is shown. */
  readonly counts?: readonly number[]
}

/** Why a row is hidden. The first three must be protected; the others are hidden to protect these. */
export type Cause = 'small' | 'alike' | 'earlier' | 'alone' | 'remainder' | 'repair' | 'companion'

const mustBeProtected: ReadonlySet<Cause> = new Set(['small', 'alike', 'earlier'])

export function isProtected(cause: Cause): boolean {
  return mustBeProtected.has(cause)
}

/**
 * @returns why the row may not be shown, null when nothing in itself forbids it.
 * @example sensitivity({ n: 4 }) // 'small'
 * @example sensitivity({ n: 12, counts: [11, 1] }) // 'alike'
 */
export function sensitivity(row: Row, rules: Rules = inForce): 'small' | 'alike' | null {
  const { n, counts } = row
  if (n === 0 && !rules.zeroIsProtected) return null
  if (n < (counts === undefined ? rules.bareCountNotShownBelow : rules.scoresNotShownBelow)) return 'small'
  if (counts === undefined || n >= rules.alikeNotShownBelow) return null
  return n - Math.max(0, ...counts) <= 1 ? 'alike' : null
}

/**
 * @returns every row that is sensitive by itself, with its cause; refused when a row has counts that are none or do not
 * add up. @example [...findSensitive(new Map([['a', { n: 4 }], ['b', { n: 5 }]]))] // [['a', 'small']]
 */
export function findSensitive(rows: ReadonlyMap<string, Row>, rules: Rules = inForce): Map<string, Cause> | Refusal {
  const found = new Map<string, Cause>()
  for (const [cell, row] of rows) {
    if (![row.n, ...(row.counts ?? [])].every(isCount)) return refusal('invalid count', cell)
    if (row.counts !== undefined && !addsUp(row.n, row.counts)) return refusal('equation does not hold', cell)
    const cause = sensitivity(row, rules)
    if (cause !== null) found.set(cell, cause)
  }
  return found
}

function addsUp(n: number, counts: readonly number[]): boolean {
  return Math.abs(counts.reduce((sum, count) => sum + count, 0) - n) <= 1e-9 * Math.max(1, n)
}
