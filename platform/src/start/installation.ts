// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens the installation a command works on: configuration, database, log, metrics, clock.
import { readConfig, type ConfigTexts } from '../base/config/index.ts'
import type { Context } from '../base/context.ts'
import { openDatabase } from '../base/database/index.ts'
import { createLog } from '../base/log/index.ts'
import { createMetrics } from '../base/metrics/index.ts'

export interface Installation {
  readonly context: Context
  /** @param patience seconds after which even busy connections are closed. */
  close(patience?: number): Promise<void>
}

/** @param stop gives up and leaves nothing running. */
export async function openInstallation(overrides: ConfigTexts = {}, stop?: AbortSignal): Promise<Installation> {
  const config = readConfig(overrides)
  const database = await openDatabase(config, stop)
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
  return { context, close: (patience) => database.close(patience) }
}

/** The options that every command shares, as configuration. */
export function sharedOverrides(options: Readonly<Record<string, string | boolean | undefined>>): ConfigTexts {
  return typeof options['data'] === 'string' ? { dataFolder: options['data'] } : {}
}

/** Opens at the first call, so that a command that needs no database does not start one. */
export function opener(
  options: Readonly<Record<string, string | boolean | undefined>>,
  stop: AbortSignal,
): {
  open(overrides?: ConfigTexts): Promise<Context>
  close(patience?: number): Promise<void>
} {
  let opened: Promise<Installation> | undefined
  return {
    open: async (overrides = {}) => {
      opened ??= openInstallation({ ...sharedOverrides(options), ...overrides }, stop)
      return (await opened).context
    },
    close: async (patience) => {
      await (await opened?.catch(() => undefined))?.close(patience)
    },
  }
}
