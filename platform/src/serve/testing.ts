// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: pages of observatory and workspace with the ways in for answers, on a database of their own.
import type { LightMyRequestResponse } from 'fastify'
import type { Config } from '../base/config/index.ts'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { createApp, type App } from '../base/http/index.ts'
import { accessGuard } from '../bodies/index.ts'
import type { Person } from '../bodies/testing.ts'
import { startCollect } from '../collect/index.ts'
import { openapi, publishRoutes } from '../publish/index.ts'
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
export async function testServe(change: Partial<Config> = {}): Promise<TestServe> {
  const database = await testDatabase()
  const context = { ...database.context, config: { ...database.context.config, ...change } }
  const app = await createApp(context, accessGuard(context))
  await openapi(app)
  const collect = await startCollect(app, context)
  publishRoutes(app, context)
  serveRoutes(app, context)
  database.onClose(async () => {
    await app.close()
    await collect.close()
  })
  return {
    ...{ ...database, context, app },
    get: (url, person) => app.inject({ url, headers: person?.headers ?? { accept: 'text/html' } }),
    post: (url, fields, person) =>
      app.inject({
        ...{ method: 'POST', url, payload: formOf({ ...(person && { _form: person.formToken }), ...fields }) },
        headers: { ...person?.headers, 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]))
  return new URLSearchParams(pairs).toString()
}
