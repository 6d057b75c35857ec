// SPDX-License-Identifier: AGPL-3.0-or-later
// The web server with every stage's routes on it. Journeys and benchmarks start the same one.
import type { Context } from '../base/context.ts'
import { createApp, type App, type Guard } from '../base/http/index.ts'
import { stopTasks } from '../base/tasks/index.ts'
import { accessGuard } from '../bodies/index.ts'
import { startCollect } from '../collect/index.ts'
import { openapi, publishRoutes } from '../publish/index.ts'
import { serveRoutes } from '../serve/index.ts'
import { statusRoutes } from './status.ts'

export interface Server {
  readonly app: App
  /** Takes no new request, ends the open ones and the long work, and commits every answer that waits. */
  close(): Promise<void>
}

/** @param guard another one only in tests, which show what holds without it. */
export async function createServer(context: Context, guard: Guard = accessGuard(context)): Promise<Server> {
  const app = await createApp(context, guard)
  // First, because it describes the routes that are declared after it.
  await openapi(app)
  const collect = await startCollect(app, context)
  publishRoutes(app, context)
  serveRoutes(app, context, collect)
  statusRoutes(app, context)
  return {
    app,
    async close() {
      await app.close()
      await stopTasks(context)
      await collect.close()
    },
  }
}
