// SPDX-License-Identifier: AGPL-3.0-or-later
// Who holds a data folder: whoever has the kernel's lock on a file in it. The lock dies with its process, however that
// ends, and only one can have it: nothing is ever stale, and nobody has to clear away what somebody else left.
// Node cannot lock a file by itself; `flock` of util-linux locks the open file it is handed, which stays ours.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

export interface Hold {
  release(): void
}

/** Takes the folder, or gives undefined when a living process holds it. `name` tells one kind of hold from another. */
export function holdFolder(folder: string, name = 'holder'): Hold | undefined {
  const file = open(folder, name)
  const { status, error } = spawnSync('flock', ['--nonblock', '3'], { stdio: ['ignore', 'ignore', 'ignore', file] })
  if (status === 0) return holdOf(file)
  closeSync(file)
  if (status === 1) return undefined
  throw new Error('Non riesco a bloccare la cartella dei dati: serve il comando flock (pacchetto util-linux).', {
    cause: error,
  })
}

/** Waits until the folder is free and takes it; undefined when cancelled before. */
export function awaitFolder(folder: string): { taken: Promise<Hold | undefined>; cancel(): void } {
  const file = open(folder, 'holder')
  // Detached: a Ctrl-C in the terminal is for us.
  const child = spawn('flock', ['3'], { stdio: ['ignore', 'ignore', 'ignore', file], detached: true })
  child.unref()
  const cancel = (): void => {
    // Whoever waits for the end of the child must not find the process ended first.
    child.ref()
    child.kill()
  }
  process.once('exit', cancel)
  const taken = new Promise<Hold | undefined>((done) => {
    child.once('error', () => done(undefined))
    child.once('exit', (code) => done(code === 0 ? holdOf(file) : undefined))
  }).then((hold) => {
    process.removeListener('exit', cancel)
    if (!hold) closeSync(file)
    return hold
  })
  return { taken, cancel }
}

function open(folder: string, name: string): number {
  return openSync(join(folder, `${name}.lock`), 'a', 0o600)
}

function holdOf(file: number): Hold {
  return { release: () => closeSync(file) }
}
