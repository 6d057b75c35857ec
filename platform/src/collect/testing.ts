// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: a server with the ways in, one body with a few touchpoints, an isolated database and a clock to set.
import { after } from 'node:test'
import type { InjectOptions } from 'fastify'
import { compose } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import { testDatabase } from '../base/database/testing.ts'
import { createApp } from '../base/http/index.ts'
import { assign, ensureVersion } from '../catalogue/index.ts'
import { startCollect } from './index.ts'

/** Codes of the touchpoints: one that asks, one with another instrument, one that is suspended, one that is over. */
export const codes = { procedure: 'prc234', page: 'pag234', paused: 'pas234', closed: 'chs234' } as const

/** @param config what is set otherwise than usual. */
export async function testCollect(config: Partial<Context['config']> = {}) {
  const clock = { now: new Date('2026-03-10T10:00:30Z') }
  const database = await testDatabase({ now: () => clock.now })
  const context: Context = { ...database.context, config: { ...database.context.config, ...config } }
  await fill(context)
  // Nothing hangs here: on a busy machine it is only slow, and must not be taken for hanging.
  const patience = 600_000
  const app = await createApp(context, undefined, undefined, patience)
  const collect = await startCollect(app, context, patience)
  const close = closer(async () => {
    await app.close()
    await collect.close()
    await database.close()
  })
  return {
    ...database,
    context,
    app,
    clock,
    get: (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers }),
    /** Posts a form as a browser does. */
    post: (url: string, fields: string | Record<string, string>, more: InjectOptions = {}) =>
      app.inject({
        method: 'POST',
        url,
        payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
        ...more,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...more.headers },
      }),
    flush: () => collect.flush(),
    close,
  }
}

/** Once, when the test says so or at the latest after all: a test that fails must not keep the process alive. */
function closer(act: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= act())
  // The database may be gone by then: there is nothing left to write.
  after(() => close().catch(() => {}))
  return close
}

async function fill(context: Context): Promise<void> {
  const { db } = context
  const [body] = await db<{ id: number }[]>`
    insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS <Istituto>', 'inps') returning id`
  const [service] = await db<{ id: number }[]>`
    insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
    values (${body!.id}, 'inps-assegno-unico', 'Assegno unico', 'assegno unico', 'dispositivo', '2026-01-01') returning id`
  for (const [name, code] of Object.entries(codes)) {
    const state = name === 'paused' || name === 'closed' ? name : 'active'
    const [touchpoint] = await db<{ id: number }[]>`
      insert into bodies.touchpoint (service_id, code, name, origins, state, created_on)
      values (${service!.id}, ${code}, ${name}, '{https://www.inps.it}', ${state}, '2026-01-01') returning id`
    const version = name === 'page' ? compose('pagina') : compose('procedura', { who: true })
    await assign(context, touchpoint!.id, await ensureVersion(context, version), '2026-01-01')
  }
}

/** Puts a fault into a function of the database. @returns the function as it was, to put it back. */
export async function mutate(db: Context['db'], name: string, from: string, to: string): Promise<string> {
  const [row] = await db<{ text: string }[]>`
    select pg_get_functiondef(oid) as text from pg_proc where oid::regproc::text = ${name} order by oid desc limit 1`
  const { text } = row!
  if (text.split(from).length !== 2) throw new Error(`does not stand once in ${name}: ${from}`)
  await db.unsafe(text.replace(from, () => to))
  return text
}
