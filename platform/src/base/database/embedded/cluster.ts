// SPDX-License-Identifier: AGPL-3.0-or-later
// One PostgreSQL cluster in a folder: made, started, looked at, stopped. Whoever calls holds the data folder.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineCommand, engineFolder } from './engine.ts'

export interface Cluster {
  /** Where PostgreSQL keeps its data. */
  readonly folder: string
  readonly socketFolder: string
  readonly logFile: string
}

const port = 5432
const startSeconds = 60

/**
 * Makes the cluster when it is missing and starts it when it does not run.
 * @throws Error in words, or the reason of `stop`; what was begun then still has to be stopped.
 */
export async function ensureRunning(cluster: Cluster, stop?: AbortSignal): Promise<void> {
  if (isRunning(cluster)) return
  const engine = engineFolder()
  if (!existsSync(join(cluster.folder, 'PG_VERSION'))) await make(engine, cluster, stop)
  mkdirSync(cluster.socketFolder, { recursive: true, mode: 0o700 })
  await launch(engine, cluster, stop)
}

async function make(engine: string, { folder }: Cluster, stop?: AbortSignal): Promise<void> {
  // Made beside and renamed, so that an interrupted first start leaves no half-made cluster behind.
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  const options = [
    '--username=ascolto',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]
  const [command, args] = engineCommand(join(engine, 'bin/initdb'), ['-D', draft, ...options])
  const child = spawn(command, args, { cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const cut = (): void => void (child.pid && process.kill(-child.pid, 'SIGTERM'))
  stop?.addEventListener('abort', cut)
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const ended = await once(child, 'close').catch((error: unknown) => error as Error)
  stop?.removeEventListener('abort', cut)
  if (!(ended instanceof Error) && ended[0] === 0) return renameSync(draft, folder)
  rmSync(draft, { recursive: true, force: true })
  stop?.throwIfAborted()
  const cause = ended instanceof Error ? ended : undefined
  throw new Error(`Non riesco a creare il database: ${cause?.message ?? said.trim()}`, { cause })
}

const settings = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  // Answers are small and commits are grouped: a larger log keeps checkpoints rare.
  max_wal_size: '2GB',
  wal_compression: 'on',
  log_min_messages: 'warning',
  // Its lines tell, to the second, in which minutes somebody wrote something.
  log_checkpoints: 'off',
  // A statement's text or values in a log could hold what a person wrote.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  unix_socket_permissions: '0700',
  timezone: 'Europe/Rome',
}

async function launch(engine: string, cluster: Cluster, stop?: AbortSignal): Promise<void> {
  const { folder, socketFolder, logFile } = cluster
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const place = ['-D', folder, '-k', socketFolder, '-p', String(port)]
  const [command, args] = engineCommand(join(engine, 'bin/postgres'), [...place, ...options])
  const log = openSync(logFile, 'a', 0o600)
  // Detached: a Ctrl-C in the terminal reaches us alone, and we stop the database after the last answer is in.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' })
  closeSync(log)
  let failure: Error | undefined
  child.once('error', (error) => (failure = error))
  child.once('exit', (code, signal) => (failure ??= new Error(`postgres: ${code ?? signal}`)))
  child.unref()
  const reason = `Il database non è partito. Il motivo è in ${logFile}`
  const met = (): boolean => failure !== undefined || isRunning(cluster) || (stop?.aborted ?? false)
  await until(met, reason)
  if (failure) throw new Error(reason, { cause: failure })
  if (!stop?.aborted) return
  // Only a postmaster that has written its pid file can be asked to stop.
  await until(() => failure !== undefined || isAlive(cluster), reason)
  stop.throwIfAborted()
}

/** Fast shutdown: open transactions are rolled back, everything committed is kept. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  const pid = postmasterPid(cluster)
  if (pid === undefined || !isAlive(cluster)) return
  process.kill(pid, 'SIGINT')
  await until(() => postmasterPid(cluster) === undefined, 'Il database non si è fermato.')
}

/** Waits for the condition, as long as a database may take to start. @throws Error in the given words. */
export async function until(condition: () => boolean, otherwise: string): Promise<void> {
  for (let attempt = 0; attempt < startSeconds * 50; attempt++) {
    if (condition()) return
    await wait(20)
  }
  throw new Error(otherwise)
}

function pidFile({ folder }: Cluster): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

export function postmasterPid(cluster: Cluster): number | undefined {
  const pid = Number(pidFile(cluster)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** Whether the database takes connections. */
export function isRunning(cluster: Cluster): boolean {
  return pidFile(cluster)[7]?.trim() === 'ready' && isAlive(cluster)
}

/** Whether the pid file names a living postgres of this cluster, not just a number that another program has got since. */
function isAlive(cluster: Cluster): boolean {
  const pid = postmasterPid(cluster)
  if (pid === undefined) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster.folder)
  } catch {
    return false
  }
}
