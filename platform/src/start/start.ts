// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto start: database, web server and worker in one process. It says where it listens only when it is ready to take
// answers, and a signal stops it in order: no new request, the waiting answers committed, the jobs ended, the database down.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Command, CommandInput } from '../base/command.ts'
import { readConfig } from '../base/config/index.ts'
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
  // A new token at every start unless the operator has chosen one.
  if (readConfig(given).operatorToken === null) given.operatorToken = randomBytes(18).toString('base64url')
  return given
}

async function serve({ context }: Installation, io: CommandInput['io']): Promise<number> {
  const { config } = context
  const server = await createServer(context)
  const worker = config.worker === 'inside' ? startWorker(context) : undefined
  try {
    await server.app.listen({ port: config.port, host: config.host })
    const address = addressOf(server, config.host)
    if (io.json) io.print(JSON.stringify({ address, operatorToken: config.operatorToken, pid: process.pid }))
    else io.print(welcome(address, config.operatorToken!, config.dataFolder))
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

function welcome(address: string, token: string, folder: string): string {
  return [
    `Ascolto è pronto: ${address}`,
    `  osservatorio      ${address}/`,
    `  area degli enti   ${address}/area   (da un'altra macchina con il codice ${token})`,
    `  API               ${address}/api`,
    `  dati              ${folder}`,
    'Per fermarlo: Ctrl-C.',
  ].join('\n')
}
