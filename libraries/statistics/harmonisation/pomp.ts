// SPDX-License-Identifier: AGPL-3.0-or-later
// Percent of maximum possible: the linear stretch of a scale onto 0–100, so that scales of different length share a unit.
// It makes units equal, not meanings: use it across scales only with the error of the conversion (method.addedDeviation).
// Source: Cohen, Cohen, Aiken & West (1999), Multivariate Behavioral Research 34:315.
import { finite } from '../intervals/not-estimable.ts'

export interface Bounds {
  min: number
  max: number
  /** −1 when the lowest code is the best; 1 when absent. */
  polarity?: 1 | -1
}

/**
 * 100 (code − min) / (max − min), turned round for a reversed scale.
 * @throws RangeError when the scale has no length or the code is not on it: a missing code must never come here.
 * @example pomp(4, { min: 1, max: 5 }) // 75
 */
export function pomp(code: number, { min, max, polarity = 1 }: Bounds): number {
  if (!(max > min && Number.isFinite(max - min))) throw new RangeError(`a scale needs max > min, not ${min}–${max}`)
  if (!(code >= min && code <= max)) throw new RangeError(`${code} is not on the scale ${min}–${max}`)
  const score = (100 * (code - min)) / (max - min)
  return polarity === 1 ? score : 100 - score
}

/**
 * The equal-interval midpoint of the j-th of k categories: 100 (j − ½) / k, for diagnostics.
 * @throws RangeError when there are no categories. @example midpoint(1, 5) // 10
 */
export function midpoint(category: number, categories: number): number {
  return finite((100 * (category - 0.5)) / categories)
}
