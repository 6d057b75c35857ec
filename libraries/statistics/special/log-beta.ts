// SPDX-License-Identifier: AGPL-3.0-or-later
// The logarithm of the beta function B(a, b) = Γ(a)Γ(b)/Γ(a+b), exact to rounding also for large arguments, where the
// difference of three log-gammas would lose every digit. Source: the algorithm of R's lbeta (W. Fullerton, SLATEC).

// Lanczos approximation with g = 607/128 and 15 terms (P. Godfrey, 2001): relative error below 1e-15 for x > 0.
const g = 607 / 128
const lanczos = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3,
  -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
] as const
const halfLogTwoPi = 0.918938533204672741780329736406

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let sum: number = lanczos[0]
  for (let k = 1; k < lanczos.length; k++) sum += lanczos[k]! / (x + k)
  const t = x + g + 0.5
  return (x + 0.5) * Math.log(t) - t + halfLogTwoPi + Math.log(sum / x)
}

/** What Stirling's formula leaves over: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 10. */
function stirlingRest(x: number): number {
  const s = 1 / (x * x)
  const series = 1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156))
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * series))) / x
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const share = p / (p + q)
  if (p < 10) {
    const rest = stirlingRest(q) - stirlingRest(p + q)
    return logGamma(p) + rest + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-share)
  }
  const rest = stirlingRest(p) + stirlingRest(q) - stirlingRest(p + q)
  return -0.5 * Math.log(q) + halfLogTwoPi + rest + (p - 0.5) * Math.log(share) + q * Math.log1p(-share)
}
