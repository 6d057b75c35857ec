// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a bridge study is enough to convert by: both scales asked of the same people, at least 400 over at least 8 services, or
// of random halves of at least 800 each; and services whose own conversions are not further apart than 0.10 deviations
// (conversionSpread). Before that, native answers are shown as their own series with the added deviation τ.
// Source: statistics.md §1; the .10 is the "difference that matters" of Dorans & Holland (2000), J. Educ. Measurement 37:281.
import { method } from '../method/method.ts'

export type BridgeFault = 'too few people' | 'too few services' | 'too few in each half' | 'conversions differ'

export interface BridgeStudy {
  /** Answered both scales; or how many answered each, in random halves. */
  readonly people: number | readonly [number, number]
  readonly services: number
  /** Root mean square difference between the services' conversions and the common one, in deviations. */
  readonly spread: number
}

/** @returns nothing when the study is enough. @example bridgeFaults({ people: 350, services: 9, spread: 0.05 }) // ['too few people'] */
export function bridgeFaults({ people, services, spread }: BridgeStudy): BridgeFault[] {
  const { people: fewest, services: fewestServices, half, spread: widest } = method.bridge
  const faults: BridgeFault[] = []
  if (typeof people === 'number') {
    if (!(people >= fewest)) faults.push('too few people')
    if (!(services >= fewestServices)) faults.push('too few services')
  } else if (!people.every((one) => one >= half)) faults.push('too few in each half')
  if (!(spread <= widest)) faults.push('conversions differ')
  return faults
}
