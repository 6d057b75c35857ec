// SPDX-License-Identifier: AGPL-3.0-or-later
// Confidence sets for ranks: which places a service (or a theme) may really have, all sets together right with the wanted
// confidence. A unit is surely better than another when a one-sided test says so after the correction for all pairs; its rank
// then lies between 1 + those surely better and all − those surely worse. Never a plain league table.
// For counts of one multinomial (themes): the exact binomial test of each pair given its sum. For independent estimates with
// normal errors (services): z tests, Holm's correction — more cautious than the bootstrap of the source, and without chance.
// Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91:476; Bazylik, Mogstad, Romano, Shaikh &
// Wilhelm (2021), NBER 29519. Reference case csranks-multinomial.
import { method } from '../method/method.ts'
import { areCounts, isLevel, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { incompleteBeta } from '../special/incomplete-beta.ts'
import { normalDistribution } from '../special/normal-distribution.ts'
import { adjustP } from './adjust-p.ts'

export interface RankSets {
  readonly estimable: true
  /** 1 is the largest; ties share the better rank. */
  readonly ranks: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

export type Correction = 'holm' | 'bonferroni'

/** @param counts of the categories of one multinomial. @example rankCounts([120, 20]).high // [1, 2] */
export function rankCounts(
  counts: readonly number[],
  level: number = method.level,
  correction: Correction = 'holm',
): RankSets | NotEstimable {
  if (!areCounts(counts)) return notEstimable('invalid counts')
  return rankSets(counts, level, correction, (i, j) => moreThanHalf(counts[i]!, counts[i]! + counts[j]!))
}

/** @param values independent estimates, one a unit, with their @param errors (standard errors > 0). */
export function rankEstimates(
  values: readonly number[],
  errors: readonly number[],
  level: number = method.level,
  correction: Correction = 'holm',
): RankSets | NotEstimable {
  const valid =
    values.length === errors.length && values.every(Number.isFinite) && errors.every((e) => e > 0 && Number.isFinite(e))
  if (!valid) return notEstimable('invalid values')
  return rankSets(values, level, correction, (i, j) =>
    normalDistribution((values[j]! - values[i]!) / Math.hypot(errors[i]!, errors[j]!)),
  )
}

/** P(Bin(n, ½) ≥ x). */
function moreThanHalf(x: number, n: number): number {
  return x === 0 ? 1 : incompleteBeta(0.5, x, n - x + 1)
}

function rankSets(
  values: readonly number[],
  level: number,
  correction: Correction,
  pValue: (better: number, worse: number) => number,
): RankSets | NotEstimable {
  if (!isLevel(level)) return notEstimable('invalid values')
  if (values.length < 2) return notEstimable('too few units')
  const pairs = values.flatMap((_, i) => values.flatMap((__, j) => (i === j ? [] : [{ i, j, p: pValue(i, j) }])))
  const plain = pairs.map(({ p }) => p)
  const adjusted = correction === 'holm' ? adjustP(plain, 'holm') : plain.map((p) => Math.min(1, p * pairs.length))
  const better = values.map(() => 0)
  const worse = values.map(() => 0)
  pairs.forEach(({ i, j }, index) => {
    if (adjusted[index]! > 1 - level) return
    worse[i]!++
    better[j]!++
  })
  return {
    estimable: true,
    ranks: values.map((value) => 1 + values.filter((other) => other > value).length),
    low: better.map((count) => 1 + count),
    high: worse.map((count) => values.length - count),
  }
}
