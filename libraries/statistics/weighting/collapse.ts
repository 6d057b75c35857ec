// SPDX-License-Identifier: AGPL-3.0-or-later
// Collapses a margin before it is raked: a group with fewer than 10 respondents, or whose people would have to count more than
// three times, is joined with another one, until none is left that asks for it. So no answer speaks for too many, at the price
// of what the margin knew of the two apart. Adjustment of a group: its share of the totals over its share of the weights.
// Joined with: the neighbour with fewer respondents where groups have an order (age classes), else the other group with fewest;
// of equals the one that the totals name first. The group with fewest respondents goes first. When one group is left the margin
// knows nothing any more, and whoever rakes leaves it out. Fails: a group without a total, no answers, totals that are all zero.
// Source: statistics.md §4; Kalton & Flores-Cervantes (2003), Journal of Official Statistics 19:81, on collapsing cells.
import { sum } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { areTotals, haveTotals } from './post-stratify.ts'
import type { Margin } from './rake.ts'

export interface Collapsed extends Margin {
  readonly estimable: true
  /** Old groups of each new one, in the order of the totals: one alone where nothing was joined. */
  readonly joined: readonly (readonly string[])[]
}

export interface CollapseOptions {
  /** Whether neighbours in the totals are neighbours in fact, as of age classes; not when absent. */
  readonly ordered?: boolean
  /** Fewest respondents of a group: 10 when absent. */
  readonly respondents?: number
  /** Largest adjustment of a group: 3 when absent. */
  readonly adjustment?: number
}

interface Group {
  readonly names: readonly string[]
  readonly respondents: number
  readonly weight: number
  readonly total: number
}

/** @param weights one a respondent, before the margin. @example collapse([1, 1], { groups: ['a', 'b'], totals: { a: 1, b: 1 } }).joined // [['a', 'b']] */
export function collapse(
  weights: readonly number[],
  { groups, totals }: Margin,
  { ordered = false, ...limits }: CollapseOptions = {},
): Collapsed | NotEstimable {
  const { respondents: fewest, adjustment: most } = { ...method.weighting, ...limits }
  if (!(fewest >= 0 && most >= 1)) return notEstimable('invalid values')
  if (!areTotals(weights, groups, totals) || !haveTotals(groups, totals)) return notEstimable('invalid values')
  const [people, size] = [sum(Object.values(totals)), sum(weights)]
  if (!(people > 0 && size > 0)) return notEstimable('no answers')
  let list = groupsOf(weights, groups, totals)
  const asks = ({ respondents, weight, total }: Group): boolean =>
    respondents < fewest || total * size > most * weight * people * (1 + 1e-12)
  for (let at = smallest(list, asks); at >= 0 && list.length > 1; at = smallest(list, asks)) {
    const from = at
    const other = smallest(list, (_, i) => (ordered ? Math.abs(i - from) === 1 : i !== from))
    const [first, second] = [Math.min(from, other), Math.max(from, other)]
    list = list.with(first, join(list[first]!, list[second]!)).toSpliced(second, 1)
  }
  return renamed(list, groups)
}

function groupsOf(weights: readonly number[], groups: readonly string[], totals: Margin['totals']): Group[] {
  const found = new Map(Object.keys(totals).map((name) => [name, { respondents: 0, weight: 0 }]))
  groups.forEach((name, i) => {
    const group = found.get(name)!
    group.respondents++
    group.weight += weights[i]!
  })
  return [...found].map(([name, group]) => ({ names: [name], ...group, total: totals[name]! }))
}

/** Place of the chosen group with fewest respondents, the first of equals. @returns −1 when none is chosen. */
function smallest(list: readonly Group[], chosen: (group: Group, index: number) => boolean): number {
  return list.reduce(
    (best, group, i) => (chosen(group, i) && (best === -1 || group.respondents < list[best]!.respondents) ? i : best),
    -1,
  )
}

function join(a: Group, b: Group): Group {
  return {
    names: [...a.names, ...b.names],
    respondents: a.respondents + b.respondents,
    weight: a.weight + b.weight,
    total: a.total + b.total,
  }
}

/** Joined groups are named by their parts; by a stroke more where a group of that name exists. */
function renamed(list: readonly Group[], groups: readonly string[]): Collapsed {
  const taken = new Set(list.flatMap(({ names }) => (names.length === 1 ? names : [])))
  const newName = new Map<string, string>()
  const totals: Record<string, number> = {}
  for (const { names, total } of list) {
    let name = names.join(' + ')
    while (names.length > 1 && taken.has(name)) name += '′'
    taken.add(name)
    for (const old of names) newName.set(old, name)
    totals[name] = total
  }
  return {
    estimable: true,
    groups: groups.map((old) => newName.get(old)!),
    totals,
    joined: list.map(({ names }) => names),
  }
}
