// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything impure that code may need, handed down as the first argument: no module reaches for it by itself.
import type { Config } from './config/index.ts'
import type { Sql } from './database/index.ts'
import type { Log } from './log/index.ts'
import type { Metrics } from './metrics/index.ts'

export interface Context {
  readonly config: Config
  readonly db: Sql
  /** Reads as the public role, which has no right on answers or on the cube. */
  readonly publicDb: Sql
  readonly log: Log
  readonly metrics: Metrics
  readonly now: () => Date
  /** What is remembered between calls hangs on it; a context with fewer rights has one of its own. */
  readonly memory: object
  /** In which the person who acts is told what is wrong; Italian when absent. */
  readonly language?: 'it' | 'en'
}
