// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: pages of observatory and workspace with the ways in for answers, on a database of their own.
import { compose } from '@ascolto/questionnaire'
import type { LightMyRequestResponse } from 'fastify'
import type { Config } from '../base/config/index.ts'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { createApp, type App } from '../base/http/index.ts'
import {
  accessGuard,
  createService,
  createTouchpoint,
  findBody,
  type Body,
  type Given,
  type Made,
  type Service,
} from '../bodies/index.ts'
import { logIn, type Person } from '../bodies/testing.ts'
import { assign, ensureVersion } from '../catalogue/index.ts'
import { startCollect } from '../collect/index.ts'
import { fold } from '../estimate/index.ts'
import { storeAnswer } from '../estimate/testing.ts'
import { openapi, publishRoutes, refresh } from '../publish/index.ts'
import { serveRoutes } from './index.ts'

export interface TestServe extends TestDatabase {
  readonly app: App
  /** As the browser of this person, or of nobody. */
  get(url: string, person?: Pick<Person, 'headers'>): Promise<LightMyRequestResponse>
  /** A form of ours, sent by this person. */
  post(
    url: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    person?: Person,
  ): Promise<LightMyRequestResponse>
}

/** @param change of the configuration. It ends with the tests of the file. */
export async function testServe(change: Partial<Config> = {}, options: { now?: () => Date } = {}): Promise<TestServe> {
  const database = await testDatabase(options)
  const context = { ...database.context, config: { ...database.context.config, ...change } }
  const app = await createApp(context, accessGuard(context))
  await openapi(app)
  const collect = await startCollect(app, context)
  publishRoutes(app, context)
  serveRoutes(app, context, collect)
  database.onClose(async () => {
    await app.close()
    await collect.close()
  })
  return {
    ...{ ...database, context, app },
    get: (url, person) => app.inject({ url, headers: person?.headers ?? { accept: 'text/html' } }),
    post: (url, fields, person) =>
      app.inject({
        ...{ method: 'POST', url, payload: formOf({ ...(person && { _csrf: person.formToken }), ...fields }) },
        headers: { ...person?.headers, 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]))
  return new URLSearchParams(pairs).toString()
}

/** A body with one service, and the people who work with it. */
export interface Registered {
  readonly body: Body
  readonly service: Service
  /** The service is entrusted to this person. */
  readonly owner: Person
  readonly analyst: Person
}

/** @param given the fields of the service. */
export async function registerService({ context, db }: TestServe, given: Given): Promise<Registered> {
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('inps', 'INPS', 'inps')`
  const body = (await findBody(context, 'inps'))!
  const service = made(await createService(context, body, given))
  const owner = await logIn(context, { role: 'service-owner', bodyId: body.id, services: [service.id] })
  return { body, service, owner, analyst: await logIn(context, { role: 'analyst', bodyId: body.id }) }
}

/** One body with one service of one audience, asked at one touchpoint, answered by 40. */
export interface TestSite extends TestServe {
  /** Of the touchpoint. */
  readonly code: string
  /** A page as the body's administrator sees it, who manages the programme as well. */
  page(url: string): Promise<{ status: number; body: string }>
}

export async function testSite({ demo = false, publicUrl = null as string | null } = {}): Promise<TestSite> {
  const serve = await testServe({ publicUrl }, { now: () => new Date('2026-03-20T12:00:00Z') })
  const { context, db } = serve
  await db`
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
    await storeAnswer(db, { serviceId: service.id, day: '2026-03-08', versionId, codes, stream: 'invited' })
  }
  await fold(context)
  while ((await refresh(context)).services > 0);
  const roles = [{ role: 'administrator', bodyId: body.id }, { role: 'programme-manager' }] as const
  const administrator = await logIn(context, ...roles)
  const page = async (url: string) => {
    const reply = await serve.get(url, administrator)
    return { status: reply.statusCode, body: reply.body }
  }
  return { ...serve, code: touchpoint.code, page }
}

function made<Thing>(result: Made<Thing>): Thing {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.problems))
}
