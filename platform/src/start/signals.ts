// SPDX-License-Identifier: AGPL-3.0-or-later
// Ctrl-C and a polite kill ask for an orderly end; a second one ends at once, and a restart mends what that leaves.

export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    let asked = false
    const ask = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(130)
      asked = true
      done(signal)
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
  })
}
