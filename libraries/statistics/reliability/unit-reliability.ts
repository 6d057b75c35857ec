// SPDX-License-Identifier: AGPL-3.0-or-later
// How far the differences between services are differences, and not chance: A/(A + ψ), A the variance between services (as of
// fayHerriot), ψ the sampling variance of a service. Tiers (bands of services) are shown only where it reaches .7: below, a
// service in the wrong tier is too likely. Source: statistics.md §9; Adams (2009), The Reliability of Provider Profiling (RAND).
import { method } from '../method/method.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface UnitReliability {
  readonly estimable: true
  /** 0…1, one a service. */
  readonly values: readonly number[]
  /** Whether a service may be put in a tier, one a service. */
  readonly tiers: readonly boolean[]
}

/** @param between A ≥ 0. @param sampling ψ > 0, one a service. @example unitReliability(7, [3, 7]).values // [0.7, 0.5] */
export function unitReliability(between: number, sampling: readonly number[]): UnitReliability | NotEstimable {
  if (!(between >= 0) || !sampling.every((psi) => psi > 0)) return notEstimable('invalid values')
  const values = sampling.map((psi) => between / (between + psi))
  return estimated({ estimable: true, values, tiers: values.map((value) => value >= method.reliability.unit) })
}
