// SPDX-License-Identifier: AGPL-3.0-or-later
// Goalposts for ampi: the least and the largest value of each indicator among services that are sure enough of theirs, an
// effective n of 100 or more, so that a handful of answers does not stretch the scale for five years. Frozen once computed.
// Fails: fewer than two such services, an indicator that is the same for all of them. Source: Mazziotta & Pareto (2016), Social
// Indicators Research 127:983; the threshold is our own (statistics.md §2).
import type { Matrix } from '../algebra/cholesky.ts'
import { method } from '../method/method.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import type { Goalpost } from './ampi.ts'

/** What is known of an indicator before any service is looked at. */
export type Reference = Pick<Goalpost, 'ref' | 'polarity'>

/**
 * @param services one row a service, one column an indicator. @param nEffective of each service.
 * @example goalposts([[10], [30], [90]], [100, 250, 99], [{ ref: 20 }]).goalposts // [{ inf: 10, sup: 30, ref: 20 }]
 */
export function goalposts(
  services: Matrix,
  nEffective: readonly number[],
  references: readonly Reference[],
): { readonly estimable: true; readonly goalposts: readonly Goalpost[] } | NotEstimable {
  if (nEffective.length !== services.length || references.length === 0) return notEstimable('invalid values')
  const sure = services.filter((_, i) => nEffective[i]! >= method.composite.goalpostNEffective)
  if (sure.length < 2) return notEstimable('too few units')
  if (!sure.every((row) => row.length === references.length && row.every(Number.isFinite)))
    return notEstimable('invalid values')
  if (!references.every(({ ref }) => Number.isFinite(ref))) return notEstimable('invalid values')
  const found = references.map((reference, j) => {
    const column = sure.map((row) => row[j]!)
    return { inf: Math.min(...column), sup: Math.max(...column), ...reference }
  })
  return found.every(({ inf, sup }) => sup > inf && Number.isFinite(sup - inf))
    ? { estimable: true, goalposts: found }
    : notEstimable('no variance')
}
