// SPDX-License-Identifier: AGPL-3.0-or-later
// The variance of a mean that was converted from another scale, in its three parts: sampling of the answers, p′Cp of the bridge
// study's scores, and the conversion itself (τ² before there is a bridge). They stay apart, because the last two are common to
// everything of one source scale: they cancel in differences inside it and not across scales. Source: statistics.md §1.
import type { Matrix } from '../algebra/cholesky.ts'
import { dot, timesVector } from '../algebra/moments.ts'
import type { VarianceParts } from '../estimate/estimate.ts'
import { finite } from '../intervals/not-estimable.ts'

/**
 * @param shares of the source categories. @param bridge covariance of their scores; absent before a bridge study.
 * @throws RangeError when a number is missing.
 */
export function convertedVariance(
  sampling: number,
  shares: readonly number[],
  { bridge, conversion = 0 }: { bridge?: Matrix; conversion?: number },
): VarianceParts {
  const ofBridge = bridge ? dot(shares, timesVector(bridge, shares)) : 0
  return { sampling: finite(sampling), bridge: finite(ofBridge), conversion: finite(conversion) }
}

/**
 * Variance of a difference of two converted means. @param sameScale whether both come from one source scale, by one bridge.
 * @throws RangeError when a number is missing.
 */
export function differenceVariance(
  a: VarianceParts,
  b: VarianceParts,
  sameScale: boolean,
  shared: { readonly shares: readonly [readonly number[], readonly number[]]; readonly bridge: Matrix } | null = null,
): number {
  if (!sameScale) return finite(a.sampling + a.bridge + a.conversion + b.sampling + b.bridge + b.conversion)
  if (shared === null) return finite(a.sampling + b.sampling)
  const between = shared.shares[0].map((share, j) => share - shared.shares[1][j]!)
  return finite(a.sampling + b.sampling + dot(between, timesVector(shared.bridge, between)))
}

/**
 * How far a common conversion is from those of the groups (services): root mean square difference in deviations of the target.
 * A common conversion is refused above 0.10. @param groups one conversion a group, with its number of answers.
 * @throws RangeError when nobody answered, or the target does not vary.
 */
export function conversionSpread(
  common: readonly number[],
  groups: readonly { readonly scores: readonly number[]; readonly shares: readonly number[]; readonly n: number }[],
  deviation: number,
): number {
  const all = groups.reduce((total, { n }) => total + n, 0)
  const square = groups.reduce(
    (total, { scores, shares, n }) =>
      total + (n / all) * scores.reduce((part, score, j) => part + shares[j]! * (score - common[j]!) ** 2, 0),
    0,
  )
  return finite(Math.sqrt(square) / deviation)
}
