// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens the installation a command works on: configuration, database, log, metrics, clock.
import { readConfig, type Config } from '../base/config/index.ts'
import type { Context } from '../base/context.ts'
import { openDatabase, type Database } from '../base/database/index.ts'
import { createLog } from '../base/log/index.ts'
import { createMetrics } from '../base/metrics/index.ts'

export interface Installation {
  readonly context: Context
  readonly database: Database
  close(): Promise<void>
}

export type Overrides = Partial<Record<keyof Config, string>>

export async function openInstallation(overrides: Overrides = {}): Promise<Installation> {
  const config = readConfig(overrides)
  const database = await openDatabase(config)
  const { db, publicDb } = database
  const metrics = createMetrics({ process: true })
  const context: Context = {
    config,
    db,
    publicDb,
    log: createLog(config.logLevel),
    metrics,
    now: () => new Date(),
    memory: {},
  }
  return { context, database, close: () => database.close() }
}

/** The options that every command shares, as configuration. */
export function sharedOverrides(options: Readonly<Record<string, string | boolean | undefined>>): Overrides {
  return typeof options['data'] === 'string' ? { dataFolder: options['data'] } : {}
}

/** Opens at the first call, so that a command that needs no database does not start one. */
export function opener(options: Readonly<Record<string, string | boolean | undefined>>): {
  open(): Promise<Context>
  close(): Promise<void>
} {
  let opened: Promise<Installation> | undefined
  return {
    open: async () => (await (opened ??= openInstallation(sharedOverrides(options)))).context,
    close: async () => {
      await (await opened?.catch(() => undefined))?.close()
    },
  }
}
