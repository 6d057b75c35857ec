// SPDX-License-Identifier: AGPL-3.0-or-later
// A cube with hierarchies, as cells and equations. Input: dimensions, each with the ways its codes split into others, and the
// counts of the finest crossings. Every crossing of codes becomes a cell; every split of one dimension, crossed with the
// codes of the others, an equation. A total may split in two ways (region into provinces, and into classes of size): both
// are equations. When not: cells that are no crossing of codes; write their equations by hand and link the tables.
import { refusal, type Refusal } from './refusal.ts'
import { isCount, type Equation, type Table } from './table.ts'

export interface Split {
  readonly total: string
  readonly parts: readonly string[]
}

export interface Dimension {
  readonly name: string
  readonly splits: readonly Split[]
  /** Codes when nothing splits: a dimension with one code, or with codes whose sum means nothing. */
  readonly codes?: readonly string[]
}

export interface Crossing {
  /** One finest code a dimension, in the order of the dimensions. */
  readonly codes: readonly string[]
  readonly count: number
}

const between = '|'

/** The name of the cell at these codes. @example cellOf(['Lazio', '2026-01']) // 'Lazio|2026-01' */
export function cellOf(codes: readonly string[]): string {
  return codes.join(between)
}

export function codesOf({ splits, codes = [] }: Dimension): string[] {
  return [...new Set([...splits.flatMap(({ total, parts }) => [total, ...parts]), ...codes])]
}

/**
 * @param crossings those that are not listed are 0; the same crossing twice is added up.
 * @returns refused when a code is not among the finest of its dimension, or the ways to split it do not agree.
 * @example cube([{ name: 'sex', splits: [{ total: 'all', parts: ['f', 'm'] }] }], [{ codes: ['f'], count: 3 }]).counts.get('all') // 3
 */
export function cube(dimensions: readonly Dimension[], crossings: readonly Crossing[]): Table | Refusal {
  const codes = dimensions.map(codesOf)
  const broken = codes.flat().find((code) => code.includes(between))
  if (broken !== undefined) return refusal('invalid code', broken)
  const counts = new Map(cross(codes).map((codes) => [cellOf(codes), 0]))
  const above = dimensions.map(ancestors)
  for (const { codes, count } of crossings) {
    const cell = cellOf(codes)
    if (!isCount(count)) return refusal('invalid count', cell)
    const reached = codes.map((code, at) => above[at]?.get(code))
    if (codes.length !== dimensions.length || reached.includes(undefined)) return refusal('invalid code', cell)
    for (const way of cross(reached as string[][])) counts.set(cellOf(way), counts.get(cellOf(way))! + count)
  }
  return { counts, equations: dimensions.flatMap((_, at) => equationsAlong(dimensions, codes, at)) }
}

/** Of each finest code: itself and every total it counts in, once even where two ways lead there. */
function ancestors(dimension: Dimension): Map<string, string[]> {
  const totalsOf = new Map<string, string[]>()
  for (const { total, parts } of dimension.splits) {
    for (const part of parts) totalsOf.set(part, [...(totalsOf.get(part) ?? []), total])
  }
  const splits = new Set(dimension.splits.map(({ total }) => total))
  return new Map(
    codesOf(dimension)
      .filter((code) => !splits.has(code))
      .map((code) => {
        const reached = new Set([code])
        for (const one of reached) for (const total of totalsOf.get(one) ?? []) reached.add(total)
        return [code, [...reached]]
      }),
  )
}

function equationsAlong(dimensions: readonly Dimension[], codes: readonly string[][], at: number): Equation[] {
  const others = cross(codes.map((own, index) => (index === at ? [''] : own)))
  return dimensions[at]!.splits.flatMap(({ total, parts }) =>
    others.map((other) => ({
      total: cellOf(other.with(at, total)),
      parts: parts.map((part) => cellOf(other.with(at, part))),
    })),
  )
}

function cross(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((ways, list) => ways.flatMap((way) => list.map((code) => [...way, code])), [[]])
}
