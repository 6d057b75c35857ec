// SPDX-License-Identifier: AGPL-3.0-or-later
// Beta-binomial: shares of small services, each a binomial whose probability varies between services as a Beta. The posterior
// mean draws a small service towards its peers. Fitted by maximum likelihood.
//   p_i = (α + x_i)/(α + β + n_i), interval by the Beta quantiles of the posterior
// Use for yes/no answers in a peer group; labelled 'stima da modello'. Fails: fewer than two services, nobody or everybody
// successful. Services that differ no more than chance give a huge α + β: then all are drawn to one value.
// Source: Skellam (1948), JRSS B 10:257; Carlin & Louis (2000). Reference case betabinomial-lirat.
import { minimise } from '../algebra/minimise.ts'
import { method } from '../method/method.ts'
import { areCounts, estimated, isLevel, notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { betaQuantile } from '../special/incomplete-beta.ts'
import { logBeta } from '../special/log-beta.ts'

export interface BetaBinomial {
  readonly estimable: true
  readonly alpha: number
  readonly beta: number
  /** α/(α + β). */
  readonly mean: number
  /** Correlation of two answers of one service, 1/(α + β + 1). */
  readonly correlation: number
  /** With the binomial coefficients. */
  readonly logLikelihood: number
  readonly values: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** @param successes x of @param sizes n, one a service. */
export function betaBinomial(
  successes: readonly number[],
  sizes: readonly number[],
  level: number = method.level,
): BetaBinomial | NotEstimable {
  const asked = sizes.map((n, i) => ({ n, x: successes[i] ?? NaN })).filter(({ n }) => n > 0)
  if (successes.length !== sizes.length || !areCounts(sizes) || !successes.every((x, i) => x >= 0 && x <= sizes[i]!))
    return notEstimable('invalid counts')
  if (!isLevel(level)) return notEstimable('invalid values')
  if (asked.length < 2) return notEstimable('too few units')
  const all = asked.reduce((total, { n }) => total + n, 0)
  const share = asked.reduce((total, { x }) => total + x, 0) / all
  if (share === 0 || share === 1) return notEstimable('no variance')
  const cost = ([u = 0, v = 0]: readonly number[]): number => -logLikelihood(asked, ...shape(u, v))
  const [u = 0, v = 0] = minimise(cost, [Math.log(share / (1 - share)), 1])
  const [alpha, beta] = shape(u, v)
  if (!(alpha > 0 && beta > 0)) return notEstimable('not converged')
  const outside = (1 - level) / 2
  const posterior = sizes.map((n, i): [number, number] => [alpha + successes[i]!, beta + (n - successes[i]!)])
  const found = {
    estimable: true as const,
    alpha,
    beta,
    mean: alpha / (alpha + beta),
    correlation: 1 / (alpha + beta + 1),
    logLikelihood:
      logLikelihood(asked, alpha, beta) +
      asked.reduce((total, { n, x }) => total - Math.log(n + 1) - logBeta(x + 1, n - x + 1), 0),
    values: posterior.map(([a, b]) => a / (a + b)),
    low: posterior.map(([a, b]) => betaQuantile(outside, a, b)),
    high: posterior.map(([a, b]) => betaQuantile(1 - outside, a, b)),
  }
  // A share so near to 0 or 1 that its Beta cannot be told from none.
  return estimated(found, 'not converged')
}

/** From the logit of the mean and the logarithm of α + β, which may be any numbers; beyond e²⁰ nothing changes any more. */
function shape(u: number, v: number): [number, number] {
  const mean = 1 / (1 + Math.exp(-u))
  const size = Math.exp(Math.min(v, 20))
  return [mean * size, (1 - mean) * size]
}

function logLikelihood(asked: readonly { n: number; x: number }[], alpha: number, beta: number): number {
  const prior = logBeta(alpha, beta)
  return asked.reduce((total, { n, x }) => total + logBeta(alpha + x, beta + n - x) - prior, 0)
}
