// SPDX-License-Identifier: AGPL-3.0-or-later
// The embedded PostgreSQL of one data folder: made when missing, reached by a socket only this user can enter, stopped
// with the process that holds it. A database left running by a killed process is taken over; a folder in use by a
// living Ascolto is refused. Durability is PostgreSQL's own: fsync and synchronous_commit stay on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  openSync,
  closeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineCommand, engineFolder } from './engine.ts'
import { holdFolder } from './holder.ts'

export interface EmbeddedServer {
  /** Folder of the socket, to be given to the driver as host. */
  readonly socketFolder: string
  /** False when another Ascolto holds the data folder and this process is its guest: then stop() does nothing. */
  readonly held: boolean
  /** Stops the server cleanly: it makes a checkpoint and cuts nobody off within a commit. */
  stop(): Promise<void>
  /** Process id of the postmaster, for the tests that kill it. */
  pid(): number | undefined
}

const port = 5432
const startSeconds = 60
const watchMilliseconds = 250

/** @throws Error in words when the engine cannot be made to run. */
export async function startEmbedded(dataFolder: string): Promise<EmbeddedServer> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const folder = realpathSync(dataFolder)
  const cluster = join(folder, 'postgres')
  const socketFolder = makeSocketFolder(folder)
  const pid = (): number | undefined => postmasterPid(cluster)
  const hold = await holdFolder(socketFolder)
  if (!hold) {
    await until(() => isRunning(cluster), 'Un altro Ascolto usa questa cartella, ma il suo database non risponde.')
    return { socketFolder, held: false, pid, stop: async () => {} }
  }
  const engine = engineFolder()
  if (!existsSync(join(cluster, 'PG_VERSION'))) makeCluster(engine, cluster)
  const ensure = async (): Promise<void> => {
    if (!isRunning(cluster)) await launch(engine, cluster, socketFolder, join(folder, 'postgres.log'))
  }
  await ensure()
  const watch = keepAlive(ensure)
  return {
    socketFolder,
    held: true,
    pid,
    async stop() {
      await watch.stop()
      await stopCluster(cluster)
      hold.release()
    },
  }
}

/** A database that was killed is started again; PostgreSQL then recovers every commit from its log. */
function keepAlive(ensure: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    // While children of the killed one are still leaving, a start is refused: the next turn tries again.
    turn = turn.then(() => (stopped ? undefined : ensure())).catch(() => {})
  }, watchMilliseconds)
  timer.unref()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await turn
    },
  }
}

async function until(condition: () => boolean, otherwise: string, cause?: () => Error | undefined): Promise<void> {
  for (let attempt = 0; attempt < startSeconds * 50; attempt++) {
    if (condition()) return
    if (cause?.()) break
    await wait(20)
  }
  throw new Error(otherwise, { cause: cause?.() })
}

/** A socket's whole path may have 107 bytes, so a deep data folder keeps its socket under the temporary folder. */
function makeSocketFolder(folder: string): string {
  const inside = join(folder, 'run')
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const chosen = Buffer.byteLength(inside) < 80 ? inside : join(tmpdir(), `ascolto-${process.getuid?.() ?? 0}-${name}`)
  mkdirSync(chosen, { recursive: true, mode: 0o700 })
  chmodSync(chosen, 0o700)
  return chosen
}

function makeCluster(engine: string, cluster: string): void {
  // Made beside and renamed, so that an interrupted first start leaves no half-made cluster behind.
  const draft = `${cluster}.new`
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
  const made = spawnSync(command, args, { encoding: 'utf8', cwd: '/' })
  if (made.status !== 0) {
    throw new Error(`Non riesco a creare il database: ${made.error?.message ?? made.stderr.trim()}`, {
      cause: made.error,
    })
  }
  renameSync(draft, cluster)
}

const settings = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  // Answers are small and commits are grouped: a larger log keeps checkpoints rare.
  max_wal_size: '2GB',
  wal_compression: 'on',
  log_min_messages: 'warning',
  // A statement's text or values in a log could hold what a person wrote.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  unix_socket_permissions: '0700',
  timezone: 'Europe/Rome',
}

async function launch(engine: string, cluster: string, socketFolder: string, logFile: string): Promise<void> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = engineCommand(join(engine, 'bin/postgres'), [
    '-D',
    cluster,
    '-k',
    socketFolder,
    '-p',
    String(port),
    ...options,
  ])
  const log = openSync(logFile, 'a', 0o600)
  // Detached: a Ctrl-C in the terminal reaches us alone, and we stop the database after the last answer is in.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' })
  closeSync(log)
  let failure: Error | undefined
  child.once('error', (error) => (failure = error))
  child.once('exit', (code, signal) => (failure ??= new Error(`postgres: ${code ?? signal}`)))
  child.unref()
  const reason = `Il database non è partito. Il motivo è in ${logFile}`
  await until(
    () => isReady(cluster) && isRunning(cluster),
    reason,
    () => failure,
  )
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function postmasterPid(cluster: string): number | undefined {
  const pid = Number(pidFile(cluster)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

function isReady(cluster: string): boolean {
  return pidFile(cluster)[7]?.trim() === 'ready'
}

/** Whether the pid file names a living postgres of this cluster, not just a number that another program has got since. */
function isRunning(cluster: string): boolean {
  const pid = postmasterPid(cluster)
  if (pid === undefined || !isReady(cluster)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return false
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is kept. */
async function stopCluster(cluster: string): Promise<void> {
  const pid = postmasterPid(cluster)
  if (pid === undefined || !isRunning(cluster)) return
  process.kill(pid, 'SIGINT')
  await until(() => postmasterPid(cluster) === undefined, 'Il database non si è fermato.')
}
