// SPDX-License-Identifier: AGPL-3.0-or-later
// How a sample was drawn, and the variance that follows. Every estimator of a design is a total of one number a unit (for a
// ratio or a mean: of its linearised number), so that one function gives all variances: between the clusters of each stratum,
// with the finite population correction. Source: Särndal, Swensson & Wretman (1992), 4.2, 5.5; as R's survey::svytotal.
import { mean } from '../algebra/moments.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

/** One entry a unit; what is absent is the same for all. */
export interface Design {
  /** How many of the population each unit stands for. */
  readonly weights: readonly number[]
  readonly strata?: readonly (string | number)[]
  /** Units drawn together; each for itself when absent. */
  readonly clusters?: readonly (string | number)[]
  /** Clusters (or units) in the population of the unit's stratum; no correction when absent. */
  readonly populations?: readonly number[]
}

interface Stratum {
  readonly totals: Map<string | number, number>
  readonly population: number
}

/**
 * Variance of Σ w z.
 * @param z one number a unit, 0 outside a domain: a domain keeps all units of the design.
 * @returns undefined when a stratum with something to vary has a single cluster, or a number is missing.
 */
export function totalVariance(
  { weights, strata, clusters, populations }: Design,
  z: readonly number[],
): number | undefined {
  const found = new Map<string | number, Stratum>()
  z.forEach((value, index) => {
    const name = strata?.[index] ?? ''
    const stratum = found.get(name) ?? { totals: new Map(), population: populations?.[index] ?? Infinity }
    found.set(name, stratum)
    const cluster = clusters?.[index] ?? index
    stratum.totals.set(cluster, (stratum.totals.get(cluster) ?? 0) + weights[index]! * value)
  })
  let variance = 0
  for (const { totals, population } of found.values()) {
    const part = stratumVariance([...totals.values()], population)
    if (part === undefined) return undefined
    variance += part
  }
  return Number.isFinite(variance) ? variance : undefined
}

function stratumVariance(totals: readonly number[], population: number): number | undefined {
  const n = totals.length
  const correction = Math.max(0, 1 - n / population)
  if (correction === 0) return 0
  if (n < 2) return undefined
  const centre = mean(totals)
  const square = totals.reduce((all, value) => all + (value - centre) ** 2, 0)
  return (correction * n * square) / (n - 1)
}

/** Clusters minus strata. */
export function degreesOfFreedom({ weights, strata, clusters }: Design): number {
  const name = (index: number): string => JSON.stringify([strata?.[index] ?? '', clusters?.[index] ?? index])
  return new Set(weights.map((_, index) => name(index))).size - new Set(strata ?? ['']).size
}

export function checkDesign(design: Design, y: readonly number[]): NotEstimable | undefined {
  const { weights, strata, clusters, populations } = design
  const { length } = y
  if (length === 0) return notEstimable('no answers')
  const lists = [weights, strata, clusters, populations]
  if (lists.some((list) => list !== undefined && list.length !== length)) return notEstimable('invalid values')
  if (!y.every(Number.isFinite) || !weights.every((weight) => Number.isFinite(weight) && weight >= 0))
    return notEstimable('invalid values')
  return weights.some((weight) => weight > 0) ? undefined : notEstimable('no answers')
}
