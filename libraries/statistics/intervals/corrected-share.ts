// SPDX-License-Identifier: AGPL-3.0-or-later
// The share of answers that have a theme, when the coder that counted them errs. From a sample that a person coded as well come
// its sensitivity (of those with the theme, found) and specificity (of those without, left out), and both are estimates too.
//   p = (q + sp − 1)/(se + sp − 1), cut to 0…1; the limits carry the errors of q, se and sp
// Use once a sample coded twice exists (statistics.md §7); the same coder and the same kind of answers. Fails: a coder no better
// than chance. Source: Rogan & Gladen (1978), Am. J. Epidemiology 107:71; limits: Lang & Reiczigel (2014), Preventive Veterinary
// Medicine 113:13, which add two answers to each part of the sample and z² to the answers.
import { method } from '../method/method.ts'
import { normalQuantile } from '../special/normal-quantile.ts'
import { areCounts, isLevel, notEstimable, type Interval, type NotEstimable } from './not-estimable.ts'

/** Answers that a person and the coder coded, counted by what the person says. */
export interface DoubleCoded {
  readonly withTheme: number
  /** Of these, found by the coder. */
  readonly found: number
  readonly without: number
  /** Of these, left out by the coder. */
  readonly leftOut: number
}

/**
 * @param coded how many of @param n answers the coder gave the theme.
 * @example correctedShare(60, 200, { withTheme: 50, found: 40, without: 150, leftOut: 141 }) // value 0.3243…, low 0.2279…, high 0.4427…
 */
export function correctedShare(
  coded: number,
  n: number,
  sample: DoubleCoded,
  level: number = method.level,
): Interval | NotEstimable {
  const { withTheme, found, without, leftOut } = sample
  if (!areCounts([coded, n, withTheme, found, without, leftOut])) return notEstimable('invalid counts')
  if (coded > n || found > withTheme || leftOut > without) return notEstimable('invalid counts')
  if (!isLevel(level)) return notEstimable('invalid values')
  if (n === 0 || withTheme === 0 || without === 0) return notEstimable('no answers')
  const z = normalQuantile((1 + level) / 2)
  const [q, se, sp] = [
    withAdded(coded, n, z * z),
    withAdded(found, withTheme, 2),
    withAdded(leftOut, without, 2),
  ] as const
  const better = se.share + sp.share - 1
  const plain = found / withTheme + leftOut / without - 1
  if (!(better > 0 && plain > 0)) return notEstimable('no solution')
  const p = cut((q.share + sp.share - 1) / better)
  const lean = 2 * z * z * (p * se.variance - (1 - p) * sp.variance)
  const reach = (z * Math.sqrt(q.variance + p * p * se.variance + (1 - p) ** 2 * sp.variance)) / better
  const value = cut((coded / n + leftOut / without - 1) / plain)
  // At an end the plain value may lie outside of limits that have answers added.
  const low = Math.min(value, cut(p + lean - reach))
  return { estimable: true, value, low, high: Math.max(value, cut(p + lean + reach)), level }
}

/** A share with so many answers added, half of them on each side, and the variance of its estimate. */
function withAdded(x: number, n: number, added: number): { share: number; variance: number } {
  const share = (x + added / 2) / (n + added)
  return { share, variance: (share * (1 - share)) / (n + added) }
}

const cut = (share: number): number => Math.min(1, Math.max(0, share))
