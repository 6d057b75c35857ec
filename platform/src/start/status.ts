// SPDX-License-Identifier: AGPL-3.0-or-later
// What watches the server asks: is it ready to take answers, and how is it doing. Nothing here speaks of people.
import type { Context } from '../base/context.ts'
import { within } from '../base/deadline.ts'
import { missingRights, publicRole } from '../base/database/index.ts'
import { unavailable } from '../base/errors.ts'
import type { App } from '../base/http/index.ts'

/** Milliseconds: who watches asks often, and wants to know soon. */
const patience = 2000

/** Whether the public pages read as their role and may not; also asks the database whether it is there. */
async function unreadable({ db, publicDb }: Context): Promise<boolean> {
  const [row] = await publicDb<{ role: boolean }[]>`select current_user = ${publicRole} as role`
  return row!.role ? (await missingRights(db, publicRole)).length > 0 : (await db`select`).length === 0
}

export function statusRoutes(app: App, context: Context): void {
  app.get('/health', { config: { permission: 'public' }, logLevel: 'silent' }, async (_request, reply) => {
    const missing = await within(patience, unreadable(context)).catch((cause: unknown) => {
      throw unavailable({ cause, retryAfter: 2 })
    })
    if (missing) throw unavailable({ detail: 'Alle pagine pubbliche mancano dei permessi: vedi ./ascolto doctor.' })
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
  app.get('/metrics', { config: { permission: 'machine' } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await context.metrics.text()),
  )
}
