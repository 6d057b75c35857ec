// SPDX-License-Identifier: AGPL-3.0-or-later
// Which cells of a table are hidden, with what each equation still needs kept up to date, so that a cube of a nation can be
// worked through in one go. Inside the suppressor only: cells and equations are numbers here, and an order of calls matters
// (hide and showIfOrdered change what need says).
import type { Cause } from './threshold.ts'
import type { Table } from '../table/table.ts'

interface Member {
  readonly total: number
  readonly parts: readonly number[]
}

export interface Pattern {
  readonly counts: Float64Array
  readonly equations: readonly Member[]
  indexOf(cell: string): number
  /** Why another member has to be hidden; null when the equation is in order. */
  need(equation: number): 'alone' | 'remainder' | null
  /** Cells that can be hidden: the published parts; the total when there is none. */
  candidates(equation: number): number[]
  /** How many other equations would have this cell as their only hidden member. */
  newlyAlone(cell: number, except: number): number
  /** @returns the equations to look at again. */
  hide(cell: number, cause: Cause): readonly number[]
  showIfOrdered(cell: number): void
  hidden(): Map<string, Cause>
}

export function openPattern(
  { counts, equations }: Table,
  start: ReadonlyMap<string, Cause>,
  known: ReadonlySet<string>,
  remainder: number,
): Pattern {
  const names = [...counts.keys()]
  const index = new Map(names.map((name, at) => [name, at]))
  const members = equations.map(({ total, parts }) => ({
    total: index.get(total)!,
    parts: [...new Set(parts)].map((part) => index.get(part)!),
  }))
  const isKnown = names.map((name) => known.has(name))
  const tally = openTally(members, Float64Array.from(counts.values()), isKnown, remainder)
  const causes = new Map<number, Cause>()
  const set = (cell: number, cause: Cause): void => {
    causes.set(cell, cause)
    tally.count(cell, 1)
  }
  for (const [cell, cause] of start) set(index.get(cell)!, cause)
  const free = (cell: number): boolean => !isKnown[cell] && !causes.has(cell)
  return {
    counts: tally.values,
    equations: members,
    indexOf: (cell) => index.get(cell)!,
    need: tally.need,
    candidates(equation) {
      const { total, parts } = members[equation]!
      const left = parts.filter(free)
      return left.length > 0 ? left : [total].filter(free)
    },
    newlyAlone: (cell, except) =>
      tally.of[cell]!.filter((equation) => equation !== except && tally.isWhole(equation)).length,
    hide(cell, cause) {
      set(cell, cause)
      return tally.of[cell]!
    },
    showIfOrdered(cell) {
      const cause = causes.get(cell)!
      tally.count(cell, -1)
      causes.delete(cell)
      if (tally.of[cell]!.some((equation) => tally.need(equation) !== null)) set(cell, cause)
    },
    hidden: () => new Map([...causes].map(([cell, cause]) => [names[cell]!, cause])),
  }
}

interface Tally {
  readonly values: Float64Array
  /** Of each cell the equations it is in. */
  readonly of: readonly (readonly number[])[]
  count(cell: number, sign: 1 | -1): void
  need: Pattern['need']
  /** Whether nothing of the equation is hidden. */
  isWhole(equation: number): boolean
}

/** For each equation: how many parts are hidden and how much they come to, and whether the total is. */
function openTally(
  members: readonly Member[],
  values: Float64Array,
  isKnown: readonly boolean[],
  remainder: number,
): Tally {
  const of = equationsOf(members, values.length)
  const parts = new Int32Array(members.length)
  const sums = new Float64Array(members.length)
  const totals = new Uint8Array(members.length)
  return {
    values,
    of,
    /** What is known anyway counts as published: it hides nothing else. */
    count(cell, sign) {
      if (isKnown[cell]) return
      for (const equation of of[cell]!) {
        if (members[equation]!.total === cell) totals[equation]! += sign
        else {
          parts[equation]! += sign
          sums[equation]! += sign * values[cell]!
        }
      }
    },
    need(equation) {
      const hiddenParts = parts[equation]!
      if (hiddenParts + totals[equation]! === 1) return 'alone'
      return hiddenParts > 0 && totals[equation] === 0 && sums[equation]! < remainder ? 'remainder' : null
    },
    isWhole: (equation) => parts[equation]! + totals[equation]! === 0,
  }
}

function equationsOf(members: readonly Member[], cells: number): number[][] {
  const of = Array.from({ length: cells }, (): number[] => [])
  members.forEach(({ total, parts }, equation) => {
    for (const cell of new Set([total, ...parts])) of[cell]!.push(equation)
  })
  return of
}
