// SPDX-License-Identifier: AGPL-3.0-or-later
// The lowest point of a function of one variable with a single valley, by golden section: no slope is needed, one value a step. To
// 1e-12 of the interval. Source: Kiefer (1953), Proc. Am. Math. Soc. 4:502.

const golden = (Math.sqrt(5) - 1) / 2
const steps = 60

/** @example lowestOf((x) => (x - 2) ** 2, 0, 5).toFixed(6) // '2.000000' */
export function lowestOf(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)]
  let [fa, fb] = [f(a), f(b)]
  for (let step = 0; step < steps; step++) {
    if (fa < fb) {
      ;[high, b, fb] = [b, a, fa]
      a = high - golden * (high - low)
      fa = f(a)
    } else {
      ;[low, a, fa] = [a, b, fb]
      b = low + golden * (high - low)
      fb = f(b)
    }
  }
  return (low + high) / 2
}
