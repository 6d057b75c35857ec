// SPDX-License-Identifier: AGPL-3.0-or-later
// Time that pure code takes, and how it grows. It is the processor's: neighbours on the machine do not count.

/** The least of three: what else a run takes is not its own. */
export function secondsOf(run: () => void): number {
  const takes = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  })
  return Math.min(...takes)
}

/** Least squares on logarithms. */
export function slope(sizes: readonly number[], seconds: readonly number[]): number {
  const [x, y] = [sizes, seconds].map((values) => values.map((value) => Math.log(Math.max(value, 1e-6)))) as [
    number[],
    number[],
  ]
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  return (
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  )
}
