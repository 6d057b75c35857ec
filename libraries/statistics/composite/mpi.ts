// SPDX-License-Identifier: AGPL-3.0-or-later
// The Mazziotta–Pareto index: indicators on a common scale of mean 100 and deviation 10 over the units, then the mean with a
// penalty for units whose indicators are out of balance. For one point in time; for comparisons over time use ampi.ts.
//   z = 100 ± 10 (x − M)/S,  MPI = M_z ∓ S_z · cv_z,  cv = S/M, per unit
// Both deviations are the population's; packages that use n − 1 give slightly other numbers, so the divisor can be named.
// Fails: an indicator without variance, fewer than two units or indicators. Source: De Muro, Mazziotta & Pareto (2011),
// Social Indicators Research 104:1. Reference case mpi-eu-nuts1.
import { mean, variance, type Divisor } from '../algebra/moments.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import type { Matrix } from '../algebra/cholesky.ts'

export interface MpiOptions {
  /** One an indicator: 1 when more is better (when absent), −1 when less is. */
  readonly polarity?: readonly (1 | -1)[]
  /** Whether the index is about something good (imbalance takes away, when absent) or bad (imbalance adds). */
  readonly direction?: 'positive' | 'negative'
  /** Of both deviations: the population when absent. */
  readonly divisor?: Divisor
}

export interface Composite {
  readonly estimable: true
  /** One a unit. */
  readonly values: readonly number[]
  /** What imbalance costs, one a unit. */
  readonly penalties: readonly number[]
}

/** Of an indicator's level: a spread below half the digits of a double is that of its rounding, and z would magnify it. */
const leastSpread = Math.sqrt(Number.EPSILON)

/** @param units one row a unit, one column an indicator. @example mpi([[1, 2], [3, 4], [5, 9]]).values[0] // 88.769… */
export function mpi(
  units: Matrix,
  { polarity, direction = 'positive', divisor = 0 }: MpiOptions = {},
): Composite | NotEstimable {
  const indicators = units[0]?.length ?? 0
  if (units.length < 2 || indicators < 2) return notEstimable('too few units')
  if (!units.every((row) => row.length === indicators && row.every(Number.isFinite)))
    return notEstimable('invalid values')
  const scales = Array.from({ length: indicators }, (_, j) => {
    const column = units.map((row) => row[j]!)
    return { centre: mean(column), deviation: Math.sqrt(variance(column, divisor)), sign: polarity?.[j] ?? 1 }
  })
  if (scales.some(({ centre, deviation }) => !(deviation > leastSpread * Math.abs(centre))))
    return notEstimable('no variance')
  const rows = units.map((row) =>
    row.map((x, j) => 100 + (10 * scales[j]!.sign * (x - scales[j]!.centre)) / scales[j]!.deviation),
  )
  const sign = direction === 'positive' ? -1 : 1
  const penalties = rows.map((row) => variance(row, divisor) / mean(row))
  return { estimable: true, values: rows.map((row, i) => mean(row) + sign * penalties[i]!), penalties }
}
