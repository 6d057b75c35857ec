// SPDX-License-Identifier: AGPL-3.0-or-later
// What disclosure control works on: cells with counts, and the equations between them that everybody knows. A tree, a
// calendar and a cube are all the same thing here: totals and their parts. One cell may be in as many equations as it likes,
// so that linked tables are simply tables whose common cells have the same name.
import { refusal, type Refusal } from './refusal.ts'

/** total = the sum of its parts. With one part it says that two cells are the same. */
export interface Equation {
  readonly total: string
  readonly parts: readonly string[]
}

export interface Table {
  /** The true count of every cell, totals among them: numbers ≥ 0, usually answers. */
  readonly counts: ReadonlyMap<string, number>
  readonly equations: readonly Equation[]
}

/** @returns null when every cell is known and every equation holds (to 1e-9 of the total). */
export function checkTable({ counts, equations }: Table): Refusal | null {
  for (const [cell, count] of counts) if (!isCount(count)) return refusal('invalid count', cell)
  for (const { total, parts } of equations) {
    const missing = [total, ...parts].find((cell) => !counts.has(cell))
    if (missing !== undefined) return refusal('unknown cell', missing)
    const sum = parts.reduce((so, part) => so + counts.get(part)!, 0)
    if (Math.abs(sum - counts.get(total)!) > 1e-9 * Math.max(1, sum)) return refusal('equation does not hold', total)
  }
  return null
}

export function isCount(count: number): boolean {
  return Number.isFinite(count) && count >= 0
}

/**
 * Tables that share cells, as one: with cells of the same name the same number is meant, so it must be the same.
 * @example linkTables([{ counts: new Map([['t', 3]]), equations: [] }, { counts: new Map([['t', 4]]), equations: [] }]).reason // 'cell defined twice'
 */
export function linkTables(tables: readonly Table[]): Table | Refusal {
  const counts = new Map<string, number>()
  for (const table of tables) {
    for (const [cell, count] of table.counts) {
      if ((counts.get(cell) ?? count) !== count) return refusal('cell defined twice', cell)
      counts.set(cell, count)
    }
  }
  const linked = { counts, equations: distinct(tables.flatMap(({ equations }) => equations)) }
  return checkTable(linked) ?? linked
}

function distinct(equations: readonly Equation[]): Equation[] {
  const byText = new Map(equations.map((equation) => [JSON.stringify([equation.total, equation.parts]), equation]))
  return [...byText.values()]
}
