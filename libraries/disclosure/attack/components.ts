// SPDX-License-Identifier: AGPL-3.0-or-later
// What is left to find out: the unpublished cells, with the statements about them after everything published has been put
// in, taken apart into groups that share no statement. Each group is a small program of its own, so that the attack on a nation is
// many small ones. Only what the public knows comes in here.
import { refusal, type Refusal } from '../table/refusal.ts'
import type { Equation } from '../table/table.ts'
import type { Program, Row } from './linear-program.ts'
import type { Publication, Relation } from './publication.ts'

export interface Component {
  readonly cells: readonly string[]
  readonly program: Program
  /** For each row of the program: which statement it comes from (equations first, then relations). */
  readonly statements: readonly number[]
}

/** A statement about what is unknown: cells by number. */
interface Left {
  readonly statement: number
  readonly cells: readonly number[]
  readonly coefficients: readonly number[]
  readonly low: number
  readonly high: number
}

/** @param also cells to be found out that no statement names. */
export function components(publication: Publication, also: readonly string[]): Component[] | Refusal {
  const { equations, relations = [], bounds, values } = publication
  const names: string[] = []
  const numbers = new Map<string, number>()
  const number = (cell: string): number => {
    let found = numbers.get(cell)
    if (found === undefined) {
      found = names.push(cell) - 1
      numbers.set(cell, found)
    }
    return found
  }
  const lefts: Left[] = []
  const statements = equations.length + relations.length
  for (let index = 0; index < statements; index++) {
    const relation = index < equations.length ? fromEquation(equations[index]!) : relations[index - equations.length]!
    const { left, scale } = substitute(relation, index, values, number)
    if (left.cells.length > 0) lefts.push(left)
    // The published numbers themselves must agree, but for the last digit of a computer.
    else if (left.low > 1e-9 * scale || left.high < -1e-9 * scale) {
      return refusal('published numbers contradict each other', relation.terms[0]?.[0])
    }
  }
  for (const cell of [...also, ...(bounds?.keys() ?? [])]) if (!values.has(cell)) number(cell)
  return group(lefts, names.length).map(({ cells, rows }) => ({
    cells: cells.map((cell) => names[cell]!),
    program: {
      low: cells.map((cell) => bounds?.get(names[cell]!)?.low ?? 0),
      high: cells.map((cell) => bounds?.get(names[cell]!)?.high ?? Infinity),
      rows: toRows(cells, rows),
    },
    statements: rows.map(({ statement }) => statement),
  }))
}

function fromEquation({ total, parts }: Equation): Relation {
  return { terms: [[total, -1], ...parts.map((part) => [part, 1] as const)], low: 0, high: 0 }
}

function substitute(
  { terms, low, high }: Relation,
  statement: number,
  values: ReadonlyMap<string, number>,
  number: (cell: string) => number,
): { left: Left; scale: number } {
  const unknown = new Map<number, number>()
  let known = 0
  let scale = 1
  for (const [cell, coefficient] of terms) {
    const value = values.get(cell)
    if (value === undefined) {
      const at = number(cell)
      unknown.set(at, (unknown.get(at) ?? 0) + coefficient)
    } else {
      known += coefficient * value
      scale = Math.max(scale, Math.abs(coefficient * value))
    }
  }
  for (const [cell, coefficient] of unknown) if (coefficient === 0) unknown.delete(cell)
  const cells = [...unknown.keys()]
  return {
    left: { statement, cells, coefficients: [...unknown.values()], low: low - known, high: high - known },
    scale,
  }
}

/** Union–find over the cells of each statement. */
function group(lefts: readonly Left[], cells: number): { cells: number[]; rows: Left[] }[] {
  const parent = Int32Array.from({ length: cells }, (_, cell) => cell)
  const find = (cell: number): number => {
    let root = cell
    while (parent[root] !== root) root = parent[root]!
    for (let at = cell; at !== root;) {
      const up = parent[at]!
      parent[at] = root
      at = up
    }
    return root
  }
  for (const { cells } of lefts) for (const other of cells) parent[find(other)] = find(cells[0]!)
  const groups = new Map<number, { cells: number[]; rows: Left[] }>()
  for (let cell = 0; cell < cells; cell++) {
    const root = find(cell)
    const found = groups.get(root)
    if (found === undefined) groups.set(root, { cells: [cell], rows: [] })
    else found.cells.push(cell)
  }
  for (const left of lefts) groups.get(find(left.cells[0]!))!.rows.push(left)
  return [...groups.values()]
}

function toRows(cells: readonly number[], rows: readonly Left[]): Row[] {
  const column = new Map(cells.map((cell, index) => [cell, index]))
  return rows.map(({ cells, coefficients, low, high }) => ({
    columns: cells.map((cell) => column.get(cell)!),
    coefficients,
    low,
    high,
  }))
}
