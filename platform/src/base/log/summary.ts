// SPDX-License-Identifier: AGPL-3.0-or-later

/** What the log may hold of an error. Errors of the database name its tables and values; only the code and frames are worth keeping. */
export function summary(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  return { type: error.name, code: (error as { code?: unknown }).code, stack: error.stack?.split('\n').slice(1, 6) }
}
