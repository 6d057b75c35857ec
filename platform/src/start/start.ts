// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto start: database, web server and worker in one process. It says where it listens only when it is ready to take
// answers, and a signal stops it in order: no new request, the waiting answers committed, the jobs ended, the database down.
import type { AddressInfo } from 'node:net'
import type { Command, CommandInput } from '../base/command.ts'
import { firstAccess, invitationPath } from '../bodies/index.ts'
import { openInstallation, sharedOverrides, type Installation, type Overrides } from './installation.ts'
import { createServer, type Server } from './server.ts'
import { untilSignal } from './signals.ts'
import { startWorker } from './worker.ts'
import { offerWorld } from './world.ts'

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

async function run({ options, io }: CommandInput): Promise<number> {
  const installation = await openInstallation(startOverrides(options))
  try {
    const { embedded } = installation.database
    if (embedded && !embedded.held)
      throw new Error("Un altro Ascolto usa già questa cartella: scegline un'altra con --data.")
    await offerWorld(installation.context, io, options['world'])
    return await serve(installation, io)
  } finally {
    await installation.close()
  }
}

function startOverrides(options: CommandInput['options']): Overrides {
  const given: Overrides = sharedOverrides(options)
  if (typeof options['port'] === 'string') given.port = options['port']
  if (typeof options['host'] === 'string') given.host = options['host']
  return given
}

async function serve({ context }: Installation, io: CommandInput['io']): Promise<number> {
  const { config } = context
  const server = await createServer(context)
  const worker = config.worker === 'inside' ? startWorker(context) : undefined
  try {
    await server.app.listen({ port: config.port, host: config.host })
    const address = addressOf(server, config.host)
    const token = await firstAccess(context)
    const link =
      token === undefined ? undefined : `${config.workspaceUrl ?? config.publicUrl ?? address}${invitationPath(token)}`
    if (io.json) io.print(JSON.stringify({ address, firstAccess: link, pid: process.pid }))
    else io.print(welcome(address, config.dataFolder, link))
    await untilSignal()
    if (!io.json) io.print('Mi fermo…')
    return 0
  } finally {
    await server.close()
    await worker?.stop()
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
