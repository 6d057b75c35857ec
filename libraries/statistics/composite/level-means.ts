// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies and the country have two means of their services, and both are told: each service counting alike (how good are the
// services?) and each by its volume (what does a person meet?). Services are all there are, not a sample of services, so only
// the services' own variances count: Σ V/k² and Σ w²V/(Σw)². Fails: no services, no volume. Source: statistics.md §2.
import { dot, mean, sum } from '../algebra/moments.ts'
import type { DesignEstimate } from '../design/design-estimates.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface LevelMeans {
  readonly unweighted: DesignEstimate
  readonly weighted: DesignEstimate
}

/**
 * @param values one a service. @param variances of the values. @param volumes transactions (or answers) of each.
 * @example levelMeans([60, 90], [1, 1], [300, 100]).weighted.value // 67.5
 */
export function levelMeans(
  values: readonly number[],
  variances: readonly number[],
  volumes: readonly number[],
): ({ readonly estimable: true } & LevelMeans) | NotEstimable {
  if ([variances, volumes].some(({ length }) => length !== values.length)) return notEstimable('invalid values')
  if (![...variances, ...volumes].every((one) => one >= 0)) return notEstimable('invalid values')
  const volume = sum(volumes)
  if (values.length === 0 || !(volume > 0)) return notEstimable('no answers')
  const unweighted = estimated({
    estimable: true as const,
    value: mean(values),
    standardError: Math.sqrt(sum(variances)) / values.length,
  })
  const shares = volumes.map((one) => one / volume)
  const weighted = estimated({
    estimable: true as const,
    value: dot(shares, values),
    standardError: Math.sqrt(
      dot(
        shares.map((share) => share * share),
        variances,
      ),
    ),
  })
  if (!unweighted.estimable) return unweighted
  return weighted.estimable ? { estimable: true, unweighted, weighted } : weighted
}
