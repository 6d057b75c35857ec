// SPDX-License-Identifier: AGPL-3.0-or-later
// Raking (iterative proportional fitting): weights are post-stratified to each margin in turn until all hold at once. Use when
// several margins are known and their crossing is not. Method: at most 200 rounds, until no group is off by more than 1e-10
// of its total. Fails: margins with different grand totals, a group with a total and no answers, no convergence (weights that
// would have to be infinite). Source: Deming & Stephan (1940), Ann. Math. Stat. 11:427. Case raking-apiclus1.
import { sum } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { checkGroups, stretchTo, sumByGroup, type Totals } from './post-stratify.ts'

export interface Margin {
  /** One a unit. */
  readonly groups: readonly string[]
  readonly totals: Totals
}

export interface Raked {
  readonly estimable: true
  readonly weights: readonly number[]
  readonly rounds: number
}

/** @example rake([1, 1], [{ groups: ['a', 'b'], totals: { a: 3, b: 7 } }]).weights // [3, 7] */
export function rake(base: readonly number[], margins: readonly Margin[]): Raked | NotEstimable {
  const { rounds: most, precision } = method.raking
  if (margins.length === 0) return notEstimable('invalid values')
  for (const { groups, totals } of margins) {
    const fault = checkGroups(base, groups, totals)
    if (fault) return fault
  }
  const grand = margins.map(({ totals }) => sum(Object.values(totals)))
  if (grand.some((total) => Math.abs(total - grand[0]!) > 1e-9 * Math.abs(grand[0]!)))
    return notEstimable('no solution')
  let weights = base
  for (let round = 1; round <= most; round++) {
    for (const { groups, totals } of margins) {
      const fitted = stretchTo(weights, groups, totals)
      if (!fitted.estimable) return fitted
      weights = fitted.weights
    }
    if (margins.every((margin) => holds(margin, weights, precision))) return { estimable: true, weights, rounds: round }
  }
  return notEstimable('not converged')
}

function holds({ groups, totals }: Margin, weights: readonly number[], precision: number): boolean {
  const sums = sumByGroup(weights, groups)
  return Object.entries(totals).every(
    ([group, total]) => Math.abs((sums.get(group) ?? 0) - total) <= precision * Math.max(1, total),
  )
}
