// SPDX-License-Identifier: AGPL-3.0-or-later
// What watches the server asks: is it ready to take answers, and how is it doing. Nothing here speaks of people.
import type { Context } from '../base/context.ts'
import { unavailable } from '../base/errors.ts'
import type { App } from '../base/http/index.ts'

export function statusRoutes(app: App, context: Context): void {
  app.get('/health', { config: { permission: 'public' }, logLevel: 'silent' }, async (_request, reply) => {
    try {
      await context.db`select`
    } catch (cause) {
      throw unavailable({ cause, retryAfter: 2 })
    }
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
  app.get('/metrics', { config: { permission: 'machine' } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await context.metrics.text()),
  )
}
