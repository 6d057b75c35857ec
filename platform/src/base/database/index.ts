// SPDX-License-Identifier: AGPL-3.0-or-later
// The door to PostgreSQL. Dates travel as 'YYYY-MM-DD' text, bigint as JavaScript numbers (ids and counts stay far below
// 2^53). A command beside a running server is that server's guest on the same database.
import { randomBytes } from 'node:crypto'
import type { Sql as DriverSql, TransactionSql } from 'postgres'
import { belonging } from '../memory/belonging.ts'
import type { Config } from '../config/index.ts'
import { withBeside } from './driver/beside.ts'
import { startEmbedded, type EmbeddedServer } from './embedded/index.ts'
import { postgres } from './driver/index.ts'
import { migrate } from './migrate.ts'
import { grantRights, hasRole, publicRole, workspaceRole } from './role-rights.ts'
import { steadySocket } from './driver/steady-socket.ts'
import { steadyTransactions } from './driver/steady-transaction.ts'

export { isDatabaseAway } from './database-away.ts'
export { beside } from './driver/beside.ts'
export { grantRights, hasRole, missingRights, publicRole, workspaceRole } from './role-rights.ts'

export type Sql = DriverSql<{ bigint: number; date: string }>
export type Transaction = TransactionSql<{ bigint: number; date: string }>

export interface Database {
  readonly db: Sql
  readonly publicDb: Sql
  readonly embedded: EmbeddedServer | undefined
  /** Closes the connections, after so many seconds even busy ones, and stops the embedded server if we hold it. */
  close(patience?: number): Promise<void>
}

const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
}

// A page that takes longer has been given up by whoever asked for it (base/http). Work that may be long has no such limit.
const pageLimits = { statement_timeout: 10_000 }

/** Options of the driver for one pool; `role` switches every connection to that role. */
export function connect(target: string | EmbeddedServer, max: number, role?: string, database = 'ascolto'): Sql {
  const options = {
    max,
    types,
    socket: steadySocket,
    onnotice: () => {},
    // A database that is away must be tried again soon: answers wait for it.
    backoff: (attempts: number) => Math.min(0.05 * 2 ** attempts, 1),
    connect_timeout: 5,
    connection: { application_name: 'ascolto', TimeZone: 'Europe/Rome', ...(role ? { role, ...pageLimits } : {}) },
  }
  const pool =
    typeof target === 'string'
      ? postgres(target, options)
      : postgres({ ...options, host: target.socketFolder, port: 5432, user: 'ascolto', database })
  return withBeside(steadyTransactions(pool), () => connect(target, 1, role, database))
}

/**
 * Starts the embedded database or reaches the given one, and brings its tables up to date.
 * @param stop gives up and leaves nothing running.
 * @throws Error in words when it cannot be reached or its folder is in use.
 */
export async function openDatabase(config: Config, stop?: AbortSignal): Promise<Database> {
  const embedded = config.databaseUrl === null ? await startEmbedded(config.dataFolder, stop) : undefined
  try {
    return await openTables(config, embedded, stop)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function openTables(config: Config, embedded?: EmbeddedServer, stop?: AbortSignal): Promise<Database> {
  if (embedded) await ensureDatabase(embedded, 'ascolto')
  const target = embedded ?? config.databaseUrl!
  const db = connect(target, config.databaseConnections)
  try {
    stop?.throwIfAborted()
    await migrate(db)
    stop?.throwIfAborted()
    const roles = await prepareRoles(db)
    const publicDb = connect(
      target,
      config.databaseConnections,
      roles.find((role) => role === publicRole),
    )
    return {
      db,
      publicDb,
      embedded,
      async close(patience = 10) {
        await Promise.all([db, publicDb].map((pool) => pool.end({ timeout: patience })))
        await embedded?.stop()
      },
    }
  } catch (error) {
    await db.end({ timeout: 1 })
    throw error
  }
}

/** The roles this installation may use, with the rights they need. */
export async function prepareRoles(db: Sql): Promise<string[]> {
  const usable: string[] = []
  for (const role of [publicRole, workspaceRole]) {
    if (!(await hasRole(db, role))) continue
    await grantRights(db, role)
    usable.push(role)
  }
  return usable
}

/** Makes the named database of an embedded cluster when it is missing. */
export async function ensureDatabase(embedded: EmbeddedServer, name: string): Promise<void> {
  const admin = connect(embedded, 1, undefined, 'postgres')
  try {
    const [found] = await admin`select from pg_database where datname = ${name}`
    if (!found) await admin.unsafe(`create database "${name}"`)
  } finally {
    await admin.end()
  }
}

/**
 * Runs an act whose failure the caller will answer. Inside a transaction only the act is undone, so that the answer can
 * still read.
 */
export async function attempt<Result>(db: Sql, act: (db: Sql) => Promise<Result>): Promise<Result> {
  if (!('savepoint' in db)) return await act(db)
  return (await (db as unknown as Transaction).savepoint((inner) => act(inner as unknown as Sql))) as Result
}

/** A random key of this installation, made at its first use and the same for every process on this database. */
export async function secret(db: Sql, name: string): Promise<Buffer> {
  await db`insert into base.secret (name, value) values (${name}, ${randomBytes(32)}) on conflict do nothing`
  const [row] = await db<{ value: Buffer }[]>`select value from base.secret where name = ${name}`
  return row!.value
}

const kept = belonging<object, Map<string, Buffer>>(() => new Map())

/** The same, asked of the database once. @param context with the platform's own rights. */
export async function keptSecret(
  { db, memory }: { readonly db: Sql; readonly memory: object },
  name: string,
): Promise<Buffer> {
  const keys = kept.of(memory)
  const key = keys.get(name) ?? (await secret(db, name))
  keys.set(name, key)
  return key
}
