// SPDX-License-Identifier: AGPL-3.0-or-later
// The distribution function and density of the standard normal. Φ through the complementary error function by its continued
// fraction and series; absolute error below 1e-15. Source: DLMF 7.6.1, 7.9.1.

const root2 = Math.SQRT2
const rootPi = Math.sqrt(Math.PI)

/** @throws RangeError for what is no number. @example normalDensity(0) // 0.3989422804014327 */
export function normalDensity(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z is no number')
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** Φ(z). @throws RangeError for what is no number. @example normalDistribution(1.959963984540054) // 0.975 */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z is no number')
  const x = Math.abs(z) / root2
  const upper = x < 2.5 ? (1 - series(x)) / 2 : fraction(x) / 2
  return z > 0 ? 1 - upper : upper
}

/** erf(x) = 2/√π Σ (−1)^k x^(2k+1) / (k! (2k+1)), in the form without alternating signs. */
function series(x: number): number {
  let term = x
  let total = x
  for (let k = 1; k < 200 && term > 1e-18 * total; k++) {
    term *= (2 * x * x) / (2 * k + 1)
    total += term
  }
  return (2 / rootPi) * Math.exp(-x * x) * total
}

/** erfc(x) for larger x, from the bottom of the continued fraction up. */
function fraction(x: number): number {
  let value = 0
  for (let k = 120; k >= 1; k--) value = k / 2 / (x + value)
  return Math.exp(-x * x) / (rootPi * (x + value))
}
