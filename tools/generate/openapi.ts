// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/openapi.json: what /openapi.json answers, taken from the real server with all its routes on it. No
// request is served, so no database runs: the one thing the server asks for at its start, the key of receipts, is made up.
import { readConfig } from '../../platform/src/base/config/index.ts'
import type { Context } from '../../platform/src/base/context.ts'
import { silentLog } from '../../platform/src/base/log/index.ts'
import { createMetrics } from '../../platform/src/base/metrics/index.ts'
import { createServer } from '../../platform/src/start/server.ts'

const noDatabase = (async () => [{ value: Buffer.alloc(32) }]) as unknown as Context['db']

export async function renderOpenapi(): Promise<string> {
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
    await server.app.ready()
    return `${JSON.stringify(server.app.swagger(), null, 2)}\n`
  } finally {
    await server.close()
  }
}
