// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { Value } from 'typebox/value'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { createApp, type App } from '../../base/http/index.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { fold } from '../../estimate/index.ts'
import { storeAnswer } from '../../estimate/testing.ts'
import { refresh } from '../release/refresh.ts'
import { markRenamed } from '../release/store.ts'
import { openapi } from './openapi.ts'
import { publishRoutes } from './routes.ts'

let database: TestDatabase
let app: App
const procedura = compose('procedura')

interface Page<Item> {
  items: Item[]
  next: string | null
}

before(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-20T12:00:00Z') })
  const { db, context } = database
  app = await createApp(context)
  await openapi(app)
  publishRoutes(app, context)
  await db`insert into bodies.body (ipa_code, name, sort_name, region_code, category_code)
           select 'ente_' || lpad(i::text, 3, '0'), 'Ente ' || i, 'ente ' || i, '12', 'L6' from generate_series(1, 130) as i`
  await db`insert into bodies.service (body_id, slug, name, sort_name, kind, created_on)
           select id, 'servizio-' || id, 'Servizio <b>' || id, 'servizio ' || id, 'dispositivo', '2026-01-01' from bodies.body where id <= 6`
  await db`insert into bodies.touchpoint (service_id, code, name, created_on)
           select id, 'abc23' || id, 'Punto', '2026-01-01' from bodies.service`
  const versionId = await ensureVersion(context, procedura)
  for (const [serviceId, people] of [
    [1, 30],
    [2, 9],
    [3, 4],
  ] as const) {
    for (let person = 0; person < people; person++) {
      const codes = procedura.document.items.map((_, index) => (index === 0 ? 1 + (person % 5) : -1))
      await storeAnswer(db, { serviceId, day: '2026-03-02', versionId, codes, stream: 'invited' })
    }
  }
  await fold(context)
  await markRenamed(db)
  while ((await refresh(context)).services > 0);
})

async function get<Item>(url: string): Promise<Page<Item>> {
  const reply = await app.inject(url)
  assert.equal(reply.statusCode, 200, reply.body)
  return reply.json()
}

/** @param start the cursor to begin from. */
async function all<Item>(url: string, start: string | null = null): Promise<Item[]> {
  const items: Item[] = []
  let cursor = start
  do {
    const next = cursor === null ? '' : `${url.includes('?') ? '&' : '?'}cursor=${cursor}`
    const page: Page<Item> = await get<Item>(url + next)
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}

test('a list in pages gives each thing once, also while others come in', async () => {
  const { db } = database
  const codes = (await all<{ ipaCode: string }>('/api/v1/bodies?limit=7')).map(({ ipaCode }) => ipaCode)
  assert.equal(codes.length, 130)
  assert.equal(new Set(codes).size, 130)
  const first = await get<{ ipaCode: string }>('/api/v1/bodies?limit=60')
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('aaa', 'Prima di tutti', 'prima di tutti')`
  const rest = await all<{ ipaCode: string }>('/api/v1/bodies?limit=60', first.next)
  assert.equal(new Set([...first.items, ...rest].map(({ ipaCode }) => ipaCode)).size, 130)
  await db`delete from bodies.body where ipa_code = 'aaa'`
})

test('estimates in pages of any size are the same rows', async () => {
  const whole = await all('/api/v1/estimates?limit=500')
  assert.ok(whole.length > 5)
  for (const limit of [1, 2, 7]) assert.deepEqual(await all(`/api/v1/estimates?limit=${limit}`), whole)
})

test('below ten answers there is no value anywhere, below five no n', async () => {
  const few = (await all<{ service: string; estimate: Record<string, unknown> }>('/api/v1/estimates')).filter(
    ({ service }) => service !== 'servizio-1',
  )
  assert.ok(few.length > 0)
  for (const { service, estimate } of few) {
    assert.deepEqual(
      [estimate['value'], estimate['low'], estimate['high'], estimate['variance']],
      [null, null, null, null],
    )
    if (service === 'servizio-3') assert.equal(estimate['n'], null)
  }
  const [nine] = await all<{ estimate: { n: number } }>('/api/v1/estimates?service=servizio-2&measure=headline')
  assert.equal(nine?.estimate.n, 9)
})

test('a touchpoint shows its code, service and state; filters filter', async () => {
  const [touchpoint] = (await get<object>('/api/v1/touchpoints?service=servizio-1')).items
  assert.deepEqual(touchpoint, {
    ...{ code: 'abc231', name: 'Punto', service: 'servizio-1', body: 'ente_001' },
    ...{ channel: 'web', stream: 'spontaneous', state: 'active' },
  })
  assert.equal((await get('/api/v1/services?body=ente_001')).items.length, 1)
  assert.equal((await get('/api/v1/bodies?q=ENTE 130')).items.length, 1)
  assert.equal((await get('/api/v1/estimates?measure=headline&service=servizio-1')).items.length, 1)
})

test('a wrong filter, cursor or limit is refused in words', async () => {
  for (const query of [
    'cursor=abc',
    `cursor=${'x'.repeat(500)}`,
    'limit=0',
    'limit=mille',
    'regione=12',
    'region=Lazio',
    'kind=x',
  ]) {
    const reply = await app.inject(`/api/v1/services?${query}`)
    assert.equal(reply.statusCode, 400, query)
    assert.match(reply.headers['content-type'] as string, /^application\/problem\+json/)
    assert.ok((reply.json<{ problems: { message: string }[] }>().problems[0]?.message.length ?? 0) > 10, query)
  }
  for (const query of ["q='; drop table bodies.body; --", 'q=%00', 'q=%F0%9F%98%80']) {
    assert.equal((await app.inject(`/api/v1/bodies?${query}`)).statusCode, 200, query)
  }
})

test('a NUL in a parameter is not there', async () => {
  const lists = {
    bodies: ['q', 'region', 'category', 'cursor', 'limit'],
    touchpoints: ['body', 'service'],
    services: ['q', 'region', 'category', 'kind', 'body'],
    estimates: ['service', 'body', 'region', 'kind', 'measure'],
  }
  for (const [list, names] of Object.entries(lists)) {
    for (const name of names) {
      const { statusCode } = await app.inject(`/api/v1/${list}?${name}=a%00b`)
      assert.ok([200, 400].includes(statusCode), `${list} ${name}: ${statusCode}`)
    }
  }
  assert.equal((await get('/api/v1/touchpoints?service=servizio-1%00')).items.length, 1)
})

test('who asks again with the tag gets a short answer', async () => {
  const first = await app.inject('/api/v1/services')
  const etag = first.headers.etag as string
  const again = await app.inject({ url: '/api/v1/services', headers: { 'if-none-match': etag } })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
})

test('the description names every route, and its references lead somewhere', async () => {
  const document = (await app.inject('/openapi.json')).json<{
    openapi: string
    paths: Record<string, unknown>
    components: { schemas: Record<string, object> }
  }>()
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(Object.keys(document.paths).toSorted(), [
    '/api/v1/bodies',
    '/api/v1/estimates',
    '/api/v1/services',
    '/api/v1/touchpoints',
  ])
  for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)) {
    assert.ok(document.components.schemas[/^#\/components\/schemas\/(.*)$/.exec(name!)?.[1] ?? ''], name)
  }
  const { items } = await get<{ estimate: unknown }>('/api/v1/estimates')
  for (const { estimate } of items) assert.ok(Value.Check(document.components.schemas['Estimate'] as never, estimate))
})

test('a route of the API without description keeps the server from starting', async () => {
  const other = await createApp(database.context)
  await openapi(other)
  assert.throws(
    () => other.get('/api/v1/secret', { config: { permission: 'public' } }, () => ''),
    /without description/,
  )
})
