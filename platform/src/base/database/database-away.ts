// SPDX-License-Identifier: AGPL-3.0-or-later

/** Codes of the driver and of PostgreSQL for a server that is not there, starts, stops or has no room (classes 08, 53, 57). */
export function isDatabaseAway(code: string | undefined): boolean {
  if (code === undefined) return false
  return /^(CONNECT|ECONN|ENOENT|EPIPE|ETIMEDOUT)|CONNECTION_|CONNECT_TIMEOUT/.test(code) || /^(08|53|57P)/.test(code)
}
