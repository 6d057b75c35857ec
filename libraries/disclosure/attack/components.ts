// SPDX-License-Identifier: AGPL-3.0-or-later
// What is left to find out: the unpublished cells, with the statements about them after everything published has been put
// in, taken apart into groups that share no statement. Each group is a small program of its own, so that the attack on a nation is
// many small ones. Only what the public knows comes in here.
import { refusal, type Refusal } from '../table/refusal.ts'
import type { Program, Row } from './linear-program.ts'
import type { Publication, Relation } from './publication.ts'

export interface Component {
  readonly cells: readonly string[]
  readonly program: Program
  /** For each row of the program: which statement it comes from (equations first, then relations). */
  readonly statements: readonly number[]
}

interface Left {
  readonly statement: number
  readonly terms: ReadonlyMap<string, number>
  readonly low: number
  readonly high: number
}

/** @param also cells to be found out that no statement names. */
export function components(publication: Publication, also: readonly string[]): Component[] | Refusal {
  const { equations, relations = [], bounds = new Map<string, never>(), values } = publication
  const statements: Relation[] = [
    ...equations.map(({ total, parts }): Relation => {
      return { terms: [[total, -1], ...parts.map((part) => [part, 1] as const)], low: 0, high: 0 }
    }),
    ...relations,
  ]
  const lefts: Left[] = []
  for (const [index, relation] of statements.entries()) {
    const { left, scale } = substitute(relation, index, values)
    if (left.terms.size > 0) lefts.push(left)
    // The published numbers themselves must agree, but for the last digit of a computer.
    else if (left.low > 1e-9 * scale || left.high < -1e-9 * scale) {
      return refusal('published numbers contradict each other', relation.terms[0]?.[0])
    }
  }
  const alone = [...also, ...bounds.keys()].filter((cell) => !values.has(cell))
  return group(lefts, alone).map(({ cells, rows }) => ({
    cells,
    program: {
      low: cells.map((cell) => bounds.get(cell)?.low ?? 0),
      high: cells.map((cell) => bounds.get(cell)?.high ?? Infinity),
      rows: toRows(cells, rows),
    },
    statements: rows.map(({ statement }) => statement),
  }))
}

function substitute(
  { terms, low, high }: Relation,
  statement: number,
  values: ReadonlyMap<string, number>,
): { left: Left; scale: number } {
  const unknown = new Map<string, number>()
  let known = 0
  let scale = 1
  for (const [cell, coefficient] of terms) {
    const value = values.get(cell)
    if (value === undefined) unknown.set(cell, (unknown.get(cell) ?? 0) + coefficient)
    else {
      known += coefficient * value
      scale = Math.max(scale, Math.abs(coefficient * value))
    }
  }
  for (const [cell, coefficient] of unknown) if (coefficient === 0) unknown.delete(cell)
  return { left: { statement, terms: unknown, low: low - known, high: high - known }, scale }
}

/** Union–find over the cells of each statement. */
function group(lefts: readonly Left[], alone: readonly string[]): { cells: string[]; rows: Left[] }[] {
  const parent = new Map<string, string>()
  const find = (cell: string): string => {
    let root = cell
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    for (let at = cell; at !== root;) {
      const up = parent.get(at)!
      parent.set(at, root)
      at = up
    }
    return root
  }
  for (const cell of alone) parent.set(cell, cell)
  for (const { terms } of lefts) for (const cell of terms.keys()) if (!parent.has(cell)) parent.set(cell, cell)
  for (const { terms } of lefts) {
    const [first, ...others] = terms.keys()
    for (const other of others) parent.set(find(other), find(first!))
  }
  const groups = new Map<string, { cells: string[]; rows: Left[] }>()
  for (const cell of parent.keys()) {
    const root = find(cell)
    const found = groups.get(root)
    if (found === undefined) groups.set(root, { cells: [cell], rows: [] })
    else found.cells.push(cell)
  }
  for (const left of lefts) groups.get(find(left.terms.keys().next().value!))!.rows.push(left)
  return [...groups.values()]
}

function toRows(cells: readonly string[], rows: readonly Left[]): Row[] {
  const column = new Map(cells.map((cell, index) => [cell, index]))
  return rows.map(({ terms, low, high }) => ({
    columns: [...terms.keys()].map((cell) => column.get(cell)!),
    coefficients: [...terms.values()],
    low,
    high,
  }))
}
