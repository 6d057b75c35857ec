// SPDX-License-Identifier: AGPL-3.0-or-later
// Post-stratification: the weights of each group are stretched so that they add up to the group's known total. Use when one
// classification is known for the population; for several margins use rake.ts. Fails: a group with a total and no answers,
// whose people nobody can stand for: collapse it first. Source: Holt & Smith (1979), JRSS A 142:33. Case poststrat-apiclus1.
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export type Totals = Readonly<Record<string, number>>

export interface Weighted {
  readonly estimable: true
  readonly weights: readonly number[]
}

/** @param groups one a unit. @example postStratify([1, 1, 1], ['a', 'a', 'b'], { a: 10, b: 20 }).weights // [5, 5, 20] */
export function postStratify(
  weights: readonly number[],
  groups: readonly string[],
  totals: Totals,
): Weighted | NotEstimable {
  return checkGroups(weights, groups, totals) ?? stretchTo(weights, groups, totals)
}

/** @returns why weights cannot be stretched to these totals. */
export function checkGroups(
  weights: readonly number[],
  groups: readonly string[],
  totals: Totals,
): NotEstimable | undefined {
  if (!areTotals(weights, groups, totals)) return notEstimable('invalid values')
  const answered = new Set(groups)
  if (Object.entries(totals).some(([group, total]) => total > 0 && !answered.has(group)))
    return notEstimable('no answers')
  return haveTotals(groups, totals) ? undefined : notEstimable('invalid values')
}

export function areTotals(weights: readonly number[], groups: readonly string[], totals: Totals): boolean {
  const numbers = [...weights, ...Object.values(totals)]
  return weights.length === groups.length && numbers.every((value) => Number.isFinite(value) && value >= 0)
}

export function haveTotals(groups: readonly string[], totals: Totals): boolean {
  return groups.every((group) => Object.hasOwn(totals, group))
}

/** The same for groups that were checked. */
export function stretchTo(
  weights: readonly number[],
  groups: readonly string[],
  totals: Totals,
): Weighted | NotEstimable {
  const sums = sumByGroup(weights, groups)
  for (const [group, total] of Object.entries(totals)) {
    if (total > 0 && !((sums.get(group) ?? 0) > 0)) return notEstimable('no answers')
  }
  return estimated({
    estimable: true,
    weights: weights.map((weight, index) => {
      const group = groups[index]!
      const sum = sums.get(group)!
      return sum > 0 ? (weight * totals[group]!) / sum : 0
    }),
  })
}

export function sumByGroup(values: readonly number[], groups: readonly string[]): Map<string, number> {
  const sums = new Map<string, number>()
  values.forEach((value, index) => sums.set(groups[index]!, (sums.get(groups[index]!) ?? 0) + value))
  return sums
}
