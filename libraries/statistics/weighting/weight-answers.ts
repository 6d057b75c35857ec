// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole way from answers to weights, in the order of statistics.md §4: base weights (k where one in k was asked), the cells of
// non-response (how many were asked in each), margins collapsed where they are too thin and then raked all at once. If the
// weights cost too much, a Kish effect above 2.5, the figure is published unweighted and says so. No totals, no weights.
// Use for one service and period with totals of the same period. When not: totals that count other things than people who could
// have answered. Fails: what fails for collapse and rake; a margin without respondents. Source: statistics.md §4; Kish (1965), 11.7.
import { sum } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { areCounts, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { collapse } from './collapse.ts'
import { effectiveSize, kishEffect } from './kish.ts'
import { postStratify } from './post-stratify.ts'
import { rake, type Margin } from './rake.ts'

export type MarginName = 'channel' | 'device' | 'userKind' | 'outcome' | 'authentication' | 'region' | 'age'

export interface WeightingPlan {
  /** One a respondent: how many of those who could answer were asked for one that was; 1 each when absent. */
  readonly base?: readonly number[]
  /** Cells of non-response, with the weighted number of those asked in each. */
  readonly cells?: Margin
  /** Known totals; age classes are collapsed as neighbours, in the order of their totals. */
  readonly margins: Readonly<Partial<Record<MarginName, Margin>>>
}

export interface WeightedAnswers {
  readonly estimable: true
  /** One a respondent: what the figure is to be computed with. All 1 when published unweighted. */
  readonly weights: readonly number[]
  readonly published: 'weighted' | 'unweighted'
  /** Why unweighted; null when weighted. */
  readonly reason: 'no totals' | 'Kish effect' | null
  /** Of the weights computed, also where they are not used. */
  readonly kishEffect: number
  readonly nEffective: number
  /** What was raked, in the order of the method, after collapsing; a margin of which one group was left is not among them. */
  readonly margins: readonly { readonly name: MarginName; readonly joined: readonly (readonly string[])[] }[]
}

/** @param n respondents. @example weightAnswers(3, { margins: {} }).reason // 'no totals' */
export function weightAnswers(n: number, { base, cells, margins }: WeightingPlan): WeightedAnswers | NotEstimable {
  if (!(Number.isInteger(n) && n > 0)) return notEstimable('no answers')
  const start = base ?? new Array<number>(n).fill(1)
  if (start.length !== n || !start.every((weight) => weight > 0 && Number.isFinite(weight)))
    return notEstimable('invalid values')
  const responded = cells === undefined ? null : within(start, cells)
  if (responded !== null && !responded.estimable) return responded
  const before = responded?.weights ?? start
  const raked: Raking[] = []
  for (const name of method.margins as MarginName[]) {
    const margin = margins[name]
    if (margin === undefined) continue
    const collapsed = collapse(before, margin, { ordered: name === 'age' })
    if (!collapsed.estimable) return collapsed
    raked.push({ name, ...collapsed })
  }
  return judged(before, raked, cells !== undefined || base !== undefined)
}

type Raking = Margin & { readonly name: MarginName; readonly joined: readonly (readonly string[])[] }

/** Cells may be too thin as well. */
function within(base: readonly number[], cells: Margin): ReturnType<typeof postStratify> {
  const collapsed = collapse(base, cells)
  return collapsed.estimable ? postStratify(base, collapsed.groups, collapsed.totals) : collapsed
}

function judged(before: readonly number[], found: readonly Raking[], known: boolean): WeightedAnswers | NotEstimable {
  const margins = found.filter(({ joined }) => joined.length > 1)
  // A margin with one group left still says how many people there are.
  const size = found[0] && sum(Object.values(found[0].totals))
  let weights = before
  if (margins.length > 0) {
    const raked = rake(before, margins)
    if (!raked.estimable) return raked
    weights = raked.weights
  } else if (size !== undefined) weights = before.map((weight) => (weight * size) / sum(before))
  if (!areCounts(weights)) return notEstimable('invalid values')
  const effect = kishEffect(weights)
  const reason =
    found.length === 0 && !known ? 'no totals' : effect > method.weighting.kishEffect ? 'Kish effect' : null
  return {
    estimable: true,
    weights: reason === null ? weights : weights.map(() => 1),
    published: reason === null ? 'weighted' : 'unweighted',
    reason,
    kishEffect: effect,
    nEffective: reason === null ? effectiveSize(weights) : weights.length,
    margins: margins.map(({ name, joined }) => ({ name, joined })),
  }
}
