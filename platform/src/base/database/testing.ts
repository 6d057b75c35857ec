// SPDX-License-Identifier: AGPL-3.0-or-later
// Isolated databases for tests: one embedded cluster per test process in a temporary folder (or the server named by
// DATABASE_URL), a migrated template made once, a copy of it for each call. Nothing outlives the process. `./ascolto test` makes
// the cluster once for all processes, which copy it.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '../config/index.ts'
import type { Context } from '../context.ts'
import { silentLog } from '../log/index.ts'
import { createMetrics } from '../metrics/index.ts'
import { isDatabaseAway } from './database-away.ts'
import { startEmbedded, type EmbeddedServer } from './embedded/index.ts'
import { connect, hasRole, publicRole, type Sql } from './index.ts'
import { commonTemplate, connector, makeTemplate, type Connect } from './test-cluster.ts'

interface Cluster {
  target: string | EmbeddedServer
  connect: Connect
  template: string
}

let cluster: Promise<Cluster> | undefined
const open: (() => Promise<void>)[] = []

async function startCluster(): Promise<Cluster> {
  const { databaseUrl: url, testCluster } = readConfig()
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-test-'))
  const copied = url === null && testCluster !== null
  if (copied) copyCluster(testCluster, folder)
  const target = url ?? (await startEmbedded(folder))
  const template = copied ? commonTemplate : `ascolto_template_${process.pid}`
  const at = connector(target)
  if (!copied) await makeTemplate(at, template)
  open.unshift(async () => {
    if (typeof target === 'string') await dropTemplate(at, template)
    else await target.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return { target, connect: at, template }
}

async function dropTemplate(at: Connect, template: string): Promise<void> {
  const admin = at('postgres', 1)
  await onceBack(() => admin.unsafe(`drop database ${template}`))
  await admin.end()
}

function copyCluster(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', join(from, 'postgres'), to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the cluster of ASCOLTO_TEST_CLUSTER cannot be copied: ${stderr}`)
}

after(async () => {
  for (const close of open.toReversed()) await close()
})

/** A test that killed its database may end while it is still coming back. */
async function onceBack(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act()
      return
    } catch (error) {
      if (attempt === 500 || !isDatabaseAway((error as { code?: string }).code)) throw error
      await wait(20)
    }
  }
}

/**
 * Kills the server and waits until its successor answers. Without the wait a test is misled: a connection that has not
 * noticed the kill answers from the memory of the dead one, and the next blow finds no process to strike.
 */
export async function killDatabase(server: EmbeddedServer): Promise<void> {
  const victim = server.pid()
  if (victim === undefined) throw new Error('there is no database to kill')
  process.kill(victim, 'SIGKILL')
  for (let attempt = 1; server.pid() === victim || !(await answers(server)); attempt++) {
    if (attempt === 1000) throw new Error('the database did not come back')
    await wait(20)
  }
}

async function answers(server: EmbeddedServer): Promise<boolean> {
  const db = connect(server, 1, undefined, 'postgres')
  try {
    await db`select`
    return true
  } catch {
    return false
  } finally {
    await db.end({ timeout: 1 })
  }
}

export interface TestDatabase {
  readonly db: Sql
  readonly publicDb: Sql
  readonly context: Context
  readonly name: string
  /** The embedded server, for tests that kill it; undefined on DATABASE_URL. */
  readonly embedded: EmbeddedServer | undefined
  /** What stands on this database ends before it does, when all tests are over. */
  onClose(act: () => Promise<void>): void
  close(): Promise<void>
}

/** @param now the clock of the context; the real one when absent. */
export async function testDatabase(options: { now?: () => Date } = {}): Promise<TestDatabase> {
  cluster ??= startCluster()
  const { target, template, connect: at } = await cluster
  const name = `ascolto_test_${process.pid}_${randomBytes(4).toString('hex')}`
  const admin = at('postgres', 1)
  await admin.unsafe(`create database ${name} template ${template}`)
  const db = at(name, 8)
  const publicDb = at(name, 4, (await hasRole(db, publicRole)) ? publicRole : undefined)
  const context: Context = {
    config: readConfig({}, {}),
    db,
    publicDb,
    log: silentLog,
    metrics: createMetrics(),
    now: options.now ?? (() => new Date()),
    memory: {},
  }
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await Promise.all([db.end({ timeout: 1 }), publicDb.end({ timeout: 1 })])
    // A cluster of ours goes as a whole.
    if (typeof target === 'string') await onceBack(() => admin.unsafe(`drop database ${name} with (force)`))
    await admin.end({ timeout: 1 })
  }
  open.push(close)
  return {
    ...{ db, publicDb, context, name, close },
    embedded: typeof target === 'string' ? undefined : target,
    onClose: (act) => void open.push(act),
  }
}
