// SPDX-License-Identifier: AGPL-3.0-or-later
// Log-linear presmoothing: the smoothest distribution whose first moments are those of the answers, so that equating does not
// follow chance. Of one scale (moments 1…d) or of two answered by the same people (moments of both, and their product).
// Gives the probabilities and a factor of their covariance, from which errors of everything computed from them follow.
//   p ∝ exp(Bβ), B′p = B′(observed);  Cov(p̂) = U U′, U = D_p B̃ (B̃′D_p B̃)^{−½}/√n with B̃ = B − 1p′B
// Fails: fewer scores than moments. Source: Holland & Thayer (2000), JEBS 25:133; von Davier, Holland & Thayer (2004), 3.2.
import { dot, mean, sum } from '../algebra/moments.ts'
import { cholesky, solveWith, type Matrix } from '../algebra/cholesky.ts'
import { dampedStep } from '../algebra/damped-step.ts'
import { areCounts, estimated, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'

export interface Smoothed {
  readonly scale: readonly number[]
  readonly probabilities: readonly number[]
  /** Rows are scores; U U′ is the covariance of the probabilities. */
  readonly factor: Matrix
}

const steps = 200

export function smoothOne(
  scale: readonly number[],
  counts: readonly number[],
  moments: number,
): ({ estimable: true } & Smoothed) | NotEstimable {
  const basis = powers(scale, moments)
  const fit = fitLogLinear(counts, basis)
  return 'estimable' in fit ? fit : estimated({ estimable: true, scale, ...fit })
}

export interface SmoothedPair {
  readonly estimable: true
  /** Their factors belong together: the same people answered both. */
  readonly x: Smoothed
  readonly y: Smoothed
}

/** @param table counts, rows scores of X, columns scores of Y. */
export function smoothTwo(
  scaleX: readonly number[],
  scaleY: readonly number[],
  table: Matrix,
  moments: readonly [number, number],
): SmoothedPair | NotEstimable {
  if (table.length !== scaleX.length || table.some((row) => row.length !== scaleY.length))
    return notEstimable('invalid values')
  const [px, py] = [powers(scaleX, moments[0]), powers(scaleY, moments[1])]
  const basis = px.flatMap((rowX) => py.map((rowY) => [...rowX, ...rowY, rowX[0]! * rowY[0]!]))
  const fit = fitLogLinear(table.flat(), basis)
  if ('estimable' in fit) return fit
  const width = scaleY.length
  const sums = (size: number, of: (cell: number) => number, scale: readonly number[]): Smoothed => {
    const probabilities = new Array<number>(size).fill(0)
    const factor = probabilities.map(() => new Array<number>(fit.factor[0]!.length).fill(0))
    fit.probabilities.forEach((p, cell) => {
      probabilities[of(cell)]! += p
      fit.factor[cell]!.forEach((value, t) => (factor[of(cell)]![t]! += value))
    })
    return { scale, probabilities, factor }
  }
  return {
    estimable: true,
    x: sums(scaleX.length, (cell) => Math.floor(cell / width), scaleX),
    y: sums(width, (cell) => cell % width, scaleY),
  }
}

/** z, z², … of the standardised scale, so that high powers do not drown each other. */
function powers(scale: readonly number[], moments: number): number[][] {
  const centre = mean(scale)
  const size = Math.max(...scale.map((x) => Math.abs(x - centre))) || 1
  return scale.map((x) => Array.from({ length: moments }, (_, k) => ((x - centre) / size) ** (k + 1)))
}

type Fit = { probabilities: number[]; factor: number[][] } | NotEstimable

function fitLogLinear(counts: readonly number[], basis: Matrix): Fit {
  if (!areCounts(counts)) return notEstimable('invalid counts')
  if (counts.length !== basis.length) return notEstimable('invalid values')
  const n = sum(counts)
  if (!(n > 0)) return notEstimable('no answers')
  const size = basis[0]!.length
  const wanted = moment(
    counts.map((count) => count / n),
    basis,
  )
  let beta = new Array<number>(size).fill(0)
  let p = probabilitiesOf(basis, beta)
  for (let step = 0; step < steps; step++) {
    const lower = cholesky(covarianceOf(p, basis))
    if (lower === undefined) return notEstimable('singular')
    const missing = moment(p, basis).map((value, k) => wanted[k]! - value)
    const largest = Math.max(...missing.map(Math.abs))
    const next = dampedStep(
      beta,
      solveWith(lower, missing),
      (at) => probabilitiesOf(basis, at),
      (shares) => off(shares, basis, wanted) < largest,
    )
    // Nothing gained any more: as close as numbers of this precision come.
    if (next === undefined) break
    ;[beta, p] = [next.at, next.state]
    if (off(p, basis, wanted) < 1e-14) break
  }
  return off(p, basis, wanted) < 1e-9
    ? { probabilities: p, factor: factorOf(p, basis, n) }
    : notEstimable('not converged')
}

function probabilitiesOf(basis: Matrix, beta: readonly number[]): number[] {
  const logs = basis.map((row) => dot(row, beta))
  const top = Math.max(...logs)
  const raw = logs.map((value) => Math.exp(value - top))
  const all = sum(raw)
  return raw.map((value) => value / all)
}

function moment(p: readonly number[], basis: Matrix): number[] {
  return basis[0]!.map((_, k) => p.reduce((total, share, i) => total + share * basis[i]![k]!, 0))
}

function off(p: readonly number[], basis: Matrix, wanted: readonly number[]): number {
  return Math.max(...moment(p, basis).map((value, k) => Math.abs(value - wanted[k]!)))
}

function covarianceOf(p: readonly number[], basis: Matrix): number[][] {
  const centre = moment(p, basis)
  return centre.map((_, k) =>
    centre.map((__, l) =>
      p.reduce((t, share, i) => t + share * (basis[i]![k]! - centre[k]!) * (basis[i]![l]! - centre[l]!), 0),
    ),
  )
}

/** U = D_p B̃ L′⁻¹/√n, with L L′ = B̃′ D_p B̃. */
function factorOf(p: readonly number[], basis: Matrix, n: number): number[][] {
  const centre = moment(p, basis)
  const lower = cholesky(covarianceOf(p, basis))!
  return p.map((share, i) => {
    const row = basis[i]!.map((value, k) => share * (value - centre[k]!))
    // Forward substitution: u L′ = row.
    row.forEach((_, k) => {
      for (let l = 0; l < k; l++) row[k]! -= lower[k]![l]! * row[l]!
      row[k]! /= lower[k]![k]!
    })
    return row.map((value) => value / Math.sqrt(n))
  })
}
