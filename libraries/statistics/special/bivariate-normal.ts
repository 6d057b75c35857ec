// SPDX-License-Identifier: AGPL-3.0-or-later
// P(X ≤ h, Y ≤ k) of a bivariate normal with correlation ρ: Φ(h)Φ(k) plus the integral of its density over the correlation
// from 0 to ρ, by Gauss–Legendre in the angle asin ρ. Absolute error below 1e-10 for |ρ| ≤ .999.
// Source: Drezner & Wesolowsky (1990), J. Stat. Comput. Simul. 35:101; Genz (2004), Statistics and Computing 14:251.
import { gaussLegendre } from './gauss-legendre.ts'
import { normalDistribution } from './normal-distribution.ts'

const nodes = 40
/** Deviations that nothing reaches: Φ(−39) is no number above 0 any more. */
const beyond = 39

/** @throws RangeError for what is no number, and ρ beyond ±1. @example bivariateNormal(0, 0, 0.5) // 0.333… */
export function bivariateNormal(h: number, k: number, rho: number): number {
  if (!(Math.abs(rho) <= 1) || Number.isNaN(h) || Number.isNaN(k))
    throw new RangeError(`no normal variables: ${h}, ${k}, ${rho}`)
  if (h < -beyond || k < -beyond) return 0
  if (h > beyond) return normalDistribution(k)
  if (k > beyond) return normalDistribution(h)
  const { points, weights } = gaussLegendre(nodes, 0, Math.asin(rho))
  const integral = points.reduce((total, angle, i) => {
    const sine = Math.sin(angle)
    return total + weights[i]! * Math.exp(-(h * h + k * k - 2 * h * k * sine) / (2 * (1 - sine * sine)))
  }, 0)
  return normalDistribution(h) * normalDistribution(k) + integral / (2 * Math.PI)
}
