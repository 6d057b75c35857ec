// SPDX-License-Identifier: AGPL-3.0-or-later
// Ctrl-C and a polite kill, heard from the first moment. A command that waits for one ends by itself, in order; every other
// is cut off, and the installation closed behind it. A second signal ends at once; a restart mends what that leaves.
import { constants } from 'node:os'

export class Interrupted extends Error {
  /** As shells have it: 130 for Ctrl-C, 143 for a polite kill. */
  readonly exitCode: number

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('interrotto.')
    this.exitCode = 128 + constants.signals[signal]
  }
}

export interface Signals {
  /** Aborted at the first signal, with an Interrupted as its reason, unless a command waits for it. */
  readonly cut: AbortSignal
  /** Rejects with the Interrupted when `cut` is aborted. */
  readonly interrupted: Promise<never>
}

let waiting: (() => void) | undefined

export function hearSignals(): Signals {
  const cut = new AbortController()
  let asked = false
  const hear = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (asked) process.exit(new Interrupted(signal).exitCode)
    asked = true
    if (waiting) waiting()
    else cut.abort(new Interrupted(signal))
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  const interrupted = new Promise<never>((_, reject) => {
    cut.signal.addEventListener('abort', () => reject(cut.signal.reason as Interrupted))
  })
  interrupted.catch(() => {})
  return { cut: cut.signal, interrupted }
}

/** From here on the command ends by itself. */
export function untilSignal(): Promise<void> {
  return new Promise((done) => (waiting = done))
}
