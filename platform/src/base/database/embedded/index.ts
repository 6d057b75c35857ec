// SPDX-License-Identifier: AGPL-3.0-or-later
// The embedded PostgreSQL of one data folder: made when missing, reached by a socket only this user can enter, kept running
// by the one process that holds the folder. Every other process is a guest on the same database; when the holder ends, one
// of the guests becomes the holder, and the last to leave stops the database. A database left running by a killed process
// is taken over. Durability is PostgreSQL's own: fsync and synchronous_commit stay on.
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureRunning, isRunning, postmasterPid, stopCluster, until, type Cluster } from './cluster.ts'
import { awaitFolder, holdFolder, type Hold } from './holder.ts'

export interface EmbeddedServer {
  /** Folder of the socket, to be given to the driver as host. */
  readonly socketFolder: string
  /** Whether this process holds the data folder; a guest comes to hold it when its holder ends. */
  readonly held: boolean
  /** The holder stops the server cleanly: it makes a checkpoint and cuts nobody off within a commit. A guest leaves it. */
  stop(): Promise<void>
  /** Process id of the postmaster, for the tests that kill it. */
  pid(): number | undefined
}

const watchMilliseconds = 250
const mostStarts = 40

/**
 * @param stop gives up and leaves nothing running.
 * @throws Error in words when the engine cannot be made to run, the reason of `stop` when that came first.
 */
export async function startEmbedded(dataFolder: string, stop?: AbortSignal): Promise<EmbeddedServer> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const folder = realpathSync(dataFolder)
  const cluster: Cluster = {
    folder: join(folder, 'postgres'),
    socketFolder: makeSocketFolder(folder),
    logFile: join(folder, 'postgres.log'),
  }
  const hold = holdFolder(folder)
  const tenancy = hold ? await own(cluster, hold, stop) : await visit(cluster, folder, stop)
  const { socketFolder } = cluster
  return {
    socketFolder,
    pid: () => postmasterPid(cluster),
    get held() {
      return tenancy.held()
    },
    stop: () => tenancy.end(),
  }
}

interface Tenancy {
  held(): boolean
  end(): Promise<void>
}

async function own(cluster: Cluster, hold: Hold, stop?: AbortSignal): Promise<Tenancy> {
  try {
    await startAgain(cluster, stop)
  } catch (error) {
    await leave(cluster, hold)
    throw error
  }
  return keep(cluster, hold)
}

/** A database that was killed leaves children who take a moment to go, and until then a start is refused. */
async function startAgain(cluster: Cluster, stop?: AbortSignal): Promise<void> {
  const wasKilled = postmasterPid(cluster) !== undefined && !isRunning(cluster)
  for (let attempt = 1; ; attempt++) {
    try {
      return await ensureRunning(cluster, stop)
    } catch (error) {
      if (!wasKilled || attempt === mostStarts || stop?.aborted) throw error
      await wait(watchMilliseconds)
    }
  }
}

function keep(cluster: Cluster, hold: Hold): Tenancy {
  const watch = keepAlive(cluster)
  let ended: Promise<void> | undefined
  return { held: () => true, end: () => (ended ??= watch.stop().then(() => leave(cluster, hold))) }
}

async function leave(cluster: Cluster, hold: Hold): Promise<void> {
  await stopCluster(cluster)
  // While we hold the folder nobody else can be making this anew.
  rmSync(cluster.socketFolder, { recursive: true, force: true })
  hold.release()
}

async function visit(cluster: Cluster, folder: string, stop?: AbortSignal): Promise<Tenancy> {
  let heir: Tenancy | undefined
  const turn = awaitFolder(folder)
  // Whoever ends while its turn comes still takes over, and then stops the database as its holder.
  const succession = turn.taken.then((hold) => {
    if (hold) heir = keep(cluster, hold)
  })
  const end = async (): Promise<void> => {
    turn.cancel()
    await succession
    await heir?.end()
  }
  try {
    const met = (): boolean => isRunning(cluster) || (stop?.aborted ?? false)
    await until(met, 'Un altro Ascolto usa questa cartella, ma il suo database non risponde.')
    stop?.throwIfAborted()
  } catch (error) {
    await end()
    throw error
  }
  return { held: () => heir !== undefined, end }
}

/** A database that was killed is started again; PostgreSQL then recovers every commit from its log. */
function keepAlive(cluster: Cluster): { stop(): Promise<void> } {
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  const look = (): void => {
    // While children of the killed one are still leaving, a start is refused: the next turn tries again.
    turn = turn.then(() => (stopped ? undefined : ensureRunning(cluster))).catch(() => {})
  }
  const timer = setInterval(look, watchMilliseconds)
  timer.unref()
  look()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await turn
    },
  }
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
