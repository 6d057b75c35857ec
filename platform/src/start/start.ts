// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto start: database, web server and worker in one process. It says where it listens only when it is ready to take
// answers, and a signal stops it in order: no new request, the waiting answers committed, the jobs ended, the database down.
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { CommandError, type Command, type CommandInput } from '../base/command.ts'
import { readConfig, type Config, type ConfigTexts } from '../base/config/index.ts'
import type { Context } from '../base/context.ts'
import { holdFolder } from '../base/database/embedded/holder.ts'
import { firstAccess, invitationPath } from '../bodies/index.ts'
import { warnWithoutRole } from './doctor.ts'
import { sharedOverrides } from './installation.ts'
import { createServer, type Server } from './server.ts'
import { untilSignal } from './signals.ts'
import { startWorker } from './worker.ts'
import { namedWorld, offerWorld } from './world.ts'

export const start: Command = {
  name: 'start',
  summary: 'avvia la piattaforma: database, sito e lavori di fondo',
  examples: ['./ascolto start', './ascolto start --port 8080 --data .ascolto --world pilot'],
  options: {
    port: { type: 'string', help: 'porta (predefinita: 8080; 0 ne prende una libera)' },
    host: { type: 'string', help: 'indirizzo su cui ascoltare (predefinito: 127.0.0.1)' },
    world: { type: 'string', help: 'riempie una cartella nuova con un mondo dimostrativo, per esempio pilot' },
  },
  run,
}

async function run({ options, io, openContext }: CommandInput): Promise<number> {
  const world = namedWorld(options['world'])
  const overrides = startOverrides(options)
  const release = claimFolder(readConfig(overrides))
  try {
    const context = await openContext(overrides)
    await warnWithoutRole(context)
    await offerWorld(context, io, world)
    return await serve(context, io)
  } finally {
    release()
  }
}

/** One site per data folder; commands and workers beside it are guests. */
function claimFolder({ databaseUrl, dataFolder }: Config): () => void {
  if (databaseUrl !== null) return () => {}
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const hold = holdFolder(dataFolder, 'site')
  if (hold) return () => hold.release()
  throw new CommandError("Un altro Ascolto usa già questa cartella: fermalo, o scegline un'altra con --data.", 1)
}

function startOverrides(options: CommandInput['options']): ConfigTexts {
  const given: ConfigTexts = sharedOverrides(options)
  if (typeof options['port'] === 'string') given.port = options['port']
  if (typeof options['host'] === 'string') given.host = options['host']
  return given
}

async function serve(context: Context, io: CommandInput['io']): Promise<number> {
  const { config } = context
  const server = await createServer(context)
  const asked = untilSignal()
  const worker = config.worker === 'inside' ? startWorker(context) : undefined
  try {
    await listen(server, config)
    const address = addressOf(server, config.host)
    const token = await firstAccess(context)
    const link =
      token === undefined ? undefined : `${config.workspaceUrl ?? config.publicUrl ?? address}${invitationPath(token)}`
    if (io.json) io.print(JSON.stringify({ address, firstAccess: link, pid: process.pid }))
    else io.print(welcome(address, config.dataFolder, link))
    await asked
    if (!io.json) io.print('Mi fermo…')
    return 0
  } finally {
    await server.close()
    await worker?.stop()
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'è già in uso: fermane il programma, o scegli un’altra porta con --port',
  EACCES: 'è riservata: scegli una porta da 1024 in su con --port',
  EADDRNOTAVAIL: 'non è di questa macchina: scegli un altro indirizzo con --host',
  ENOTFOUND: 'non è di questa macchina: scegli un altro indirizzo con --host',
}

async function listen({ app }: Server, { port, host }: Config): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (cause) {
    const reason = reasons[(cause as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw cause
    throw new CommandError(`Non posso ascoltare su ${host}, porta ${port}: ${reason}.`, 1, { cause })
  }
}

function addressOf({ app }: Server, host: string): string {
  const { port } = app.server.address() as AddressInfo
  return `http://${host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host}:${port}`
}

function welcome(address: string, folder: string, firstAccess: string | undefined): string {
  return [
    `Ascolto è pronto: ${address}`,
    `  osservatorio      ${address}/`,
    `  area degli enti   ${address}/area`,
    `  API               ${address}/api`,
    `  dati              ${folder}`,
    ...(firstAccess === undefined
      ? []
      : [
          'Nessuno gestisce ancora il programma. Chi apre questo collegamento, una volta sola, ne diventa responsabile:',
          `  ${firstAccess}`,
        ]),
    'Per fermarlo: Ctrl-C.',
  ].join('\n')
}
