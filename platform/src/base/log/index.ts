// SPDX-License-Identifier: AGPL-3.0-or-later
// Structured events at the edges, one JSON line each on standard error: `log.info({ event: 'collect.answer.accepted' })`.
// Never answers, texts, tokens, addresses or agents: what must not be written is not handed to the log at all.
import { pino } from 'pino'

export { summary } from './summary.ts'

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>

export function createLog(level: string): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: false }))
}

/** For tests, and for commands whose output is their own. */
export const silentLog: Log = pino({ level: 'silent' })
