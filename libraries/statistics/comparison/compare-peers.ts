// SPDX-License-Identifier: AGPL-3.0-or-later
// Three classes instead of a league table: a service is above, like or below its peers. Each is tested against the plain mean of
// the others, z = (y − m)/√(e² + V(m)), two-sided, and Benjamini–Hochberg over all of them keeps those called different without
// being so at one in twenty. Use for independent estimates of services of one kind, chosen before looking at results. When not:
// estimates by model or converted ones. Fails: fewer than two services. Source: Benjamini & Hochberg (1995), JRSS B 57:289;
// the comparison with the mean of the others: Goldstein & Spiegelhalter (1996), JRSS A 159:385.
import { sum } from '../algebra/moments.ts'
import { method } from '../method/method.ts'
import { estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { normalDistribution } from '../special/normal-distribution.ts'
import { adjustP } from './adjust-p.ts'

export type PeerClass = 'above' | 'like' | 'below'

export interface PeerClasses {
  readonly estimable: true
  /** One a service. */
  readonly classes: readonly PeerClass[]
  /** From the mean of the others, in the unit of the values. */
  readonly differences: readonly number[]
  /** After Benjamini–Hochberg. */
  readonly p: readonly number[]
}

/**
 * @param values one a service. @param errors their standard errors, > 0. @param rate share of false discoveries: .05 when absent.
 * @example comparePeers([80, 70, 60], [1, 1, 1]).classes // ['above', 'like', 'below']
 */
export function comparePeers(
  values: readonly number[],
  errors: readonly number[],
  rate: number = method.comparison.falseDiscoveries,
): PeerClasses | NotEstimable {
  const valid = errors.length === values.length && errors.every((error) => error > 0) && rate > 0 && rate < 1
  if (!valid || ![...values, ...errors].every(Number.isFinite)) return notEstimable('invalid values')
  const others = values.length - 1
  if (others < 1) return notEstimable('too few units')
  const [total, squares] = [sum(values), sum(errors.map((error) => error * error))]
  const differences = values.map((value) => value - (total - value) / others)
  if (![total, squares, ...differences].every(Number.isFinite)) return notEstimable('invalid values')
  const plain = differences.map((difference, i) => {
    const square = errors[i]! ** 2
    const error = Math.sqrt(square + Math.max(0, squares - square) / others ** 2)
    return Math.min(1, 2 * normalDistribution(-Math.abs(difference) / error))
  })
  if (plain.some(Number.isNaN)) return notEstimable('invalid values')
  const p = adjustP(plain, 'benjamini-hochberg')
  const classes = differences.map((difference, i): PeerClass => {
    if (p[i]! > rate) return 'like'
    return difference > 0 ? 'above' : 'below'
  })
  return estimated({ estimable: true, classes, differences, p })
}
