// SPDX-License-Identifier: AGPL-3.0-or-later
// When to call next, in minutes since 1970: of our own calls alone, in a schema whose tables hold no instant.

export function minuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / 60_000)
}

export function instantOf(minute: number): Date {
  return new Date(minute * 60_000)
}
