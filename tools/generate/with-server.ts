// SPDX-License-Identifier: AGPL-3.0-or-later
// The real server with all its routes on it, for pages that describe it. No request is served, so no database runs: the one
// thing the server asks for at its start, the key of receipts, is made up.
import { readConfig } from '../../platform/src/base/config/index.ts'
import type { Context } from '../../platform/src/base/context.ts'
import { silentLog } from '../../platform/src/base/log/index.ts'
import { createMetrics } from '../../platform/src/base/metrics/index.ts'
import { createServer, type Server } from '../../platform/src/start/server.ts'

const noDatabase = (async () => [{ value: Buffer.alloc(32) }]) as unknown as Context['db']

export async function withServer<Result>(act: (server: Server) => Promise<Result>): Promise<Result> {
  const server = await createServer({
    config: readConfig({}, {}),
    db: noDatabase,
    publicDb: noDatabase,
    log: silentLog,
    metrics: createMetrics(),
    now: () => new Date(0),
    memory: {},
  })
  try {
    // Routes of plugins are declared when they are loaded.
    await server.app.ready()
    return await act(server)
  } finally {
    await server.close()
  }
}
