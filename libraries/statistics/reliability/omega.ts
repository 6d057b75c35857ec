// SPDX-License-Identifier: AGPL-3.0-or-later
// McDonald's ω of one factor, fitted by maximum likelihood: the share of the variance of the sum that the common factor
// explains, when questions depend on it unequally. ω = (Σλ)²/((Σλ)² + Σψ). Method: for given ψ the best λ come from the
// largest eigenvalue of ψ^{-½} R ψ^{-½}; ψ by fixed-point steps kept above .005 (no Heywood cases).
// Source: McDonald (1999); Jöreskog (1967), Psychometrika 32:443; Lawley & Maxwell (1971).
import { sum } from '../algebra/moments.ts'
import type { Matrix } from '../algebra/cholesky.ts'
import { symmetricEigen } from '../algebra/symmetric-eigen.ts'
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Omega {
  readonly estimable: true
  readonly omega: number
  /** On standardised questions. */
  readonly loadings: readonly number[]
}

const steps = 5000
const least = 0.005

/** @param correlation of at least three questions. */
export function omega(correlation: Matrix): Omega | NotEstimable {
  const k = correlation.length
  if (k < 3) return notEstimable('too few units')
  if (!correlation.every((row, i) => Math.abs(row[i]! - 1) < 1e-9)) return notEstimable('invalid values')
  let psi = correlation.map(() => 0.5)
  for (let step = 0; step < steps; step++) {
    const scaled = correlation.map((row, i) => row.map((value, j) => value / Math.sqrt(psi[i]! * psi[j]!)))
    const { values, vectors } = symmetricEigen(scaled)
    const size = Math.sqrt(Math.max(0, values[0]! - 1))
    const loadings = vectors[0]!.map((v, i) => size * v * Math.sqrt(psi[i]!))
    const next = loadings.map((loading) => Math.max(least, 1 - loading * loading))
    const moved = Math.max(...next.map((value, i) => Math.abs(value - psi[i]!)))
    psi = next
    if (moved < 1e-10) return result(loadings, psi)
  }
  return notEstimable('not converged')
}

function result(loadings: readonly number[], psi: readonly number[]): Omega {
  const common = sum(loadings)
  const unique = sum(psi)
  return {
    estimable: true,
    omega: common ** 2 / (common ** 2 + unique),
    loadings: loadings.map((loading) => (common < 0 ? -loading : loading)),
  }
}
