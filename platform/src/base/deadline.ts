// SPDX-License-Identifier: AGPL-3.0-or-later
// How long somebody waits. A database that hangs refuses nothing, so whoever serves people has to give up by itself. What
// is waited for goes on and is let settle: the driver cannot take a statement back, and what it does then is told nobody.

export class Overdue extends Error {
  /** As a connection that timed out: base/database counts it as a database that is away. */
  readonly code = 'ETIMEDOUT'
}

/** @throws Overdue when the promise has not settled by then. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  // One promise where a race would take six: every request waits here.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Overdue('nobody answered in time')), milliseconds)
    promise.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
