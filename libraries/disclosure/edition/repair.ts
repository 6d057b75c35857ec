// SPDX-License-Identifier: AGPL-3.0-or-later
// Which rows to hide next, from what an audit found. For each finding: the cheapest published row in an equation that holds
// the interval where it is; of a finding about a category, rows in which somebody chose it, because an empty one widens
// nothing. Where those equations have nothing left to hide: in an equation of the row's own, then in one of any hidden row
// linked with it. Public rows (known) are never chosen. Empty when nothing is left.
import type { Finding } from '../attack/audit.ts'
import type { Equation } from '../table/table.ts'
import type { Cause, Row } from '../suppression/threshold.ts'

/**
 * @param hidden the pattern that was audited. @returns rows to hide as well, at most one a finding.
 * @example [...chooseRepairs(new Map([['t', { n: 60 }], ['a', { n: 3 }], ['b', { n: 20 }], ['c', { n: 37 }]]), [{ total: 't', parts: ['a', 'b', 'c'] }], new Map([['a', 'small']]), [{ id: 'a', tight: new Set([0]) }])] // ['b']
 */
export function chooseRepairs(
  rows: ReadonlyMap<string, Row>,
  equations: readonly Equation[],
  hidden: ReadonlyMap<string, Cause>,
  findings: readonly Finding[],
  known: ReadonlySet<string> = new Set(),
): Set<string> {
  const chosen = new Set<string>()
  const equationsOf = indexMembers(equations)
  const isFree = (cell: string): boolean => !hidden.has(cell) && !known.has(cell)
  for (const finding of findings) {
    const { cell, category } = about(finding, rows)
    const worth = (other: string): number =>
      category === null ? rows.get(other)!.n : (rows.get(other)!.counts?.[category] ?? 0)
    for (const around of neighbourhoods(finding, cell, equations, equationsOf, hidden)) {
      const members = around.flatMap((index) => membersOf(equations[index]!))
      // One row may mend several findings: the next round will see.
      if (members.some((other) => chosen.has(other))) break
      const best = cheapest(members.filter(isFree), rows, worth)
      if (best === null) continue
      chosen.add(best)
      break
    }
  }
  return chosen
}

const membersOf = ({ total, parts }: Equation): string[] => [total, ...parts]

function about({ id }: Finding, rows: ReadonlyMap<string, Row>): { cell: string; category: number | null } {
  if (rows.has(id)) return { cell: id, category: null }
  const at = id.lastIndexOf('#')
  return { cell: id.slice(0, at), category: Number(id.slice(at + 1)) }
}

function indexMembers(equations: readonly Equation[]): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>()
  equations.forEach((equation, index) => {
    for (const cell of new Set(membersOf(equation))) {
      const own = found.get(cell)
      if (own === undefined) found.set(cell, [index])
      else own.push(index)
    }
  })
  return found
}

/** Where to look, nearest first: the equations that bind, those of the row, those of every hidden row linked with it. */
function* neighbourhoods(
  { tight }: Finding,
  cell: string,
  equations: readonly Equation[],
  equationsOf: ReadonlyMap<string, number[]>,
  hidden: ReadonlyMap<string, Cause>,
): Generator<number[]> {
  if (tight.size > 0) yield [...tight]
  yield equationsOf.get(cell) ?? []
  const linked = new Set([cell])
  const seen = new Set<number>()
  for (const one of linked) {
    for (const index of equationsOf.get(one) ?? []) {
      seen.add(index)
      for (const other of membersOf(equations[index]!)) if (hidden.has(other)) linked.add(other)
    }
  }
  yield [...seen]
}

/** Smallest n among those that widen something; null when there is none at all. */
function cheapest(
  cells: readonly string[],
  rows: ReadonlyMap<string, Row>,
  worth: (cell: string) => number,
): string | null {
  const useful = cells.filter((cell) => worth(cell) > 0)
  let best: string | null = null
  for (const cell of useful.length > 0 ? useful : cells) {
    if (best === null || rows.get(cell)!.n < rows.get(best)!.n) best = cell
  }
  return best
}
