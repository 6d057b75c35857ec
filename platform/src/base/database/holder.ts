// SPDX-License-Identifier: AGPL-3.0-or-later
// Who holds a data folder. The holder listens on a socket in the folder: the socket dies with its process, however that
// ends, so a killed holder never leaves a lock behind and a living one is never mistaken for dead.
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

export interface Hold {
  release(): void
}

/** Takes the folder, or gives undefined when a living process holds it. */
export async function holdFolder(socketFolder: string): Promise<Hold | undefined> {
  const path = join(socketFolder, 'holder')
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(path)
    if (server) return { release: () => void server.close() }
    if (await answers(path)) return undefined
    rmSync(path, { force: true })
  }
  return undefined
}

async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy())
  server.unref()
  try {
    server.listen(path)
    await once(server, 'listening')
    return server
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
