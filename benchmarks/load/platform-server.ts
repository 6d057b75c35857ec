// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole platform as a process of its own for a benchmark: embedded database in the given folder, one demonstration
// touchpoint, web server and worker as `start` runs them. Says port and touchpoint by IPC.
import type { AddressInfo } from 'node:net'
import { openInstallation } from '../../platform/src/start/installation.ts'
import { createServer } from '../../platform/src/start/server.ts'
import { startWorker } from '../../platform/src/start/worker.ts'
import { answerParent } from './child.ts'
import { openExample } from '../../worlds/example.ts'

const installation = await openInstallation({ dataFolder: process.argv[2]!, databaseUrl: '', port: '0' })
const { context } = installation
const example = await openExample(context)
const server = await createServer(context)
const worker = startWorker(context)
await server.app.listen({ port: 0, host: '127.0.0.1' })
answerParent({ port: (server.app.server.address() as AddressInfo).port, ...example }, async () => {
  await server.close()
  await worker.stop()
  await installation.close()
})
