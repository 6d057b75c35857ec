// SPDX-License-Identifier: AGPL-3.0-or-later
// A small site for tests of its pages: one body with one service of one audience, asked at one touchpoint, answered by 40.
import { compose } from '@ascolto/questionnaire'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { createApp, type App } from '../base/http/index.ts'
import { createService, createTouchpoint, findBody, type Made } from '../bodies/index.ts'
import { assign, ensureVersion } from '../catalogue/index.ts'
import { fold } from '../estimate/index.ts'
import { storeAnswer } from '../estimate/testing.ts'
import { openapi, refresh } from '../publish/index.ts'
import { serveRoutes } from './index.ts'

export interface TestSite extends TestDatabase {
  readonly app: App
  /** Of the touchpoint. */
  readonly code: string
  /** A page as a browser on this machine asks for it. */
  get(url: string): Promise<{ status: number; body: string }>
}

export async function testSite({ demo = false, publicUrl = null as string | null } = {}): Promise<TestSite> {
  const database = await testDatabase({ now: () => new Date('2026-03-20T12:00:00Z') })
  const context = { ...database.context, config: { ...database.context.config, publicUrl } }
  const app = await createApp(context)
  await openapi(app)
  serveRoutes(app, context)
  await database.db`
    insert into bodies.body (ipa_code, name, sort_name, region_code, category_code, demo)
    values ('inps', 'INPS', 'inps', '12', 'C1', ${demo})`
  const body = (await findBody(context, 'inps'))!
  const service = made(
    await createService(context, body, { name: 'Pensione', kind: 'dispositivo', audience: ['cittadini'] }),
  )
  const touchpoint = made(
    await createTouchpoint(context, service, { name: 'Conferma', channel: 'web', stream: 'invited' }),
  )
  const procedura = compose('procedura')
  const versionId = await ensureVersion(context, procedura)
  await assign(context, touchpoint.id, versionId, '2026-03-01')
  for (let person = 0; person < 40; person++) {
    const codes = procedura.document.items.map(() => -1).with(0, 1 + (person % 5))
    await storeAnswer(database.db, { serviceId: service.id, day: '2026-03-08', versionId, codes, stream: 'invited' })
  }
  await fold(context)
  while ((await refresh(context)).services > 0);
  const get = async (url: string) => {
    const reply = await app.inject({ url, headers: { accept: 'text/html', host: 'localhost:8080' } })
    return { status: reply.statusCode, body: reply.body }
  }
  return { ...database, context, app, code: touchpoint.code, get }
}

function made<Thing>(result: Made<Thing>): Thing {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.problems))
}
