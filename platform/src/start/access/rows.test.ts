// SPDX-License-Identifier: AGPL-3.0-or-later
// Two locks, each tried without the other: with a guard that lets everybody in the database shows nothing of another body; with a
// database that shows everything the guard lets nobody in. And both together, asked for whatever a stranger may make up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Context } from '../../base/context.ts'
import type { Guard } from '../../base/http/index.ts'
import { aboutOf, accessGuard, isPermission, roleNames, roles, sessionOf, type Role } from '../../bodies/index.ts'
import { logIn, type Person } from '../../bodies/testing.ts'
import { addressOf, ask, guardedRoutes, makePlace, roleIn, rowsOf, testServer } from './testing.ts'
import type { GuardedRoute, Place, TestServer, Values } from './testing.ts'

const bodyRoles = roleNames.filter((role) => !roles[role].central)

/** Knows who it is and asks nothing more. */
function openGuard(context: Context): Guard {
  const real = accessGuard(context)
  return {
    ...real,
    async admit(request, reply, permission) {
      if (!isPermission(permission)) return await real.admit(request, reply, permission)
      const session = await sessionOf(context, request)
      assert.ok(session)
      request.access = { ...session, subject: null }
      return undefined
    },
  }
}

/** What a stranger may know or guess of a body; a secret that opens something for whoever has it is not among it. */
function known({ values }: Place, service: 0 | 1 = 0): Values {
  return { ...values[service], token: 'x'.repeat(43) }
}

/** What stands in the reply of the other body, or has changed of it. */
async function takenFrom(
  server: TestServer,
  route: GuardedRoute,
  url: string,
  other: Place,
  person: Person,
  fields = {},
) {
  const changes = route.method === 'POST'
  const before = changes && (await rowsOf(server.context, other))
  const reply = await ask(server, { method: route.method, url }, person, fields)
  // What the person wrote comes back to the person: that shows nothing.
  const echoes = Object.values(fields)
    .flat()
    .map(String)
    .filter((sent) => sent.includes(other.mark))
  const said = echoes.reduce(
    (text, sent) => text.replaceAll(sent, ''),
    `${reply.body} ${String(reply.headers.location)}`,
  )
  const shown = said.includes(other.mark)
  const changed = changes && (await rowsOf(server.context, other)) !== before
  return [...(shown ? ['shown'] : []), ...(changed ? ['changed'] : [])]
}

test('with a guard that lets everybody in, the rows of another body are neither shown nor changed', async () => {
  const server = await testServer(openGuard)
  const { context } = server
  const [own, other] = [await makePlace(context), await makePlace(context)]
  const taken: string[] = []
  for (const route of guardedRoutes(server)) {
    const url = addressOf(route, known(other))
    for (const role of [...bodyRoles, 'support'] as const) {
      const person = await logIn(context, roleIn(own, role, roles[role].central))
      const what = await takenFrom(server, route, url, other, person)
      if (what.length > 0) taken.push(`${route.method} ${route.url} by ${role}: ${what.join(', ')}`)
    }
  }
  assert.deepEqual(taken, [])
})

test('the guard that lets everybody in would show it all, were it not for the rows: the trial above tries something', async () => {
  const server = await testServer(openGuard)
  const { context } = server
  const other = await makePlace(context)
  await openRows(server)
  const person = await logIn(context)
  const shown = new Set<string>()
  for (const route of guardedRoutes(server).filter(
    ({ method, url }) => method === 'GET' && aboutOf(url) !== 'nothing',
  )) {
    const what = await takenFrom(server, route, addressOf(route, known(other)), other, person)
    if (what.includes('shown')) shown.add(route.url)
  }
  assert.ok(shown.size >= 5, [...shown].join(', '))
})

/** The database shows every row to everybody who may use the table. */
async function openRows({ db }: TestServer): Promise<void> {
  const tables = await db<{ name: string }[]>`select oid::regclass::text as name from pg_class where relrowsecurity`
  assert.ok(tables.length > 10)
  for (const { name } of tables) await db.unsafe(`alter table ${name} disable row level security`)
}

test('with a database that shows everything, the guard lets nobody in on another body', async () => {
  const server = await testServer()
  const { context } = server
  const [own, other] = [await makePlace(context), await makePlace(context)]
  await openRows(server)
  const taken: string[] = []
  for (const route of guardedRoutes(server).filter(({ url }) => aboutOf(url) !== 'nothing')) {
    for (const role of [...bodyRoles, 'support'] as const) {
      const person = await logIn(context, roleIn(own, role, roles[role].central))
      const url = addressOf(route, known(other))
      const reply = await ask(server, { method: route.method, url }, person)
      const what = await takenFrom(server, route, url, other, person)
      if (reply.statusCode !== 403 || what.length > 0)
        taken.push(`${route.method} ${route.url} by ${role}: ${reply.statusCode} ${what.join()}`)
    }
  }
  assert.deepEqual(taken, [])
})

test('with a database that shows everything, an address of the own body with a part of another one leads to nothing of it', async () => {
  const server = await testServer()
  const { context } = server
  const [own, other] = [await makePlace(context), await makePlace(context)]
  await openRows(server)
  const taken: string[] = []
  for (const route of guardedRoutes(server).filter(({ url }) => /:(?:ipa|slug|code)\/.*:/.test(url))) {
    const person = await logIn(context, roleIn(own, 'administrator', false))
    const { ipa, slug, code } = own.values[0]
    const url = addressOf(route, { ...known(other), ipa: ipa!, slug: slug!, code: code! })
    const what = await takenFrom(server, route, url, other, person)
    if (what.length > 0) taken.push(`${route.method} ${route.url}: ${what.join(', ')}`)
  }
  assert.deepEqual(taken, [])
})

const junk = ['', '0', '-1', '1e9', '9223372036854775808', 'null', "' or 1=1 --", '../..', '\0', '*', '{}', 'true']

/** Names of the fields of every form an administrator finds. */
async function fieldNames(server: TestServer, place: Place): Promise<string[]> {
  const person = await logIn(server.context, roleIn(place, 'administrator', false))
  const names = new Set(['id', 'body', 'ipa', 'service', 'services', 'account', 'membership', 'code', 'token'])
  for (const route of guardedRoutes(server).filter(({ method }) => method === 'GET')) {
    const { body } = await ask(server, { method: 'GET', url: addressOf(route, place.values[0]) }, person)
    for (const [, name] of body.matchAll(/ name="([\w-]+)"/g)) if (name !== '_csrf') names.add(name!)
  }
  return [...names]
}

test('whatever ids, codes and fields people of one body make up, nothing of another body is shown or changed', async () => {
  const server = await testServer()
  const { context } = server
  const other = await makePlace(context)
  let own = await makePlace(context)
  const names = await fieldNames(server, own)
  const routes = guardedRoutes(server).filter(({ method, url }) => url.includes(':') || method === 'POST')
  const strange = fc.constantFrom(...([0, 1] as const).flatMap((service) => Object.values(known(other, service))))
  const value = fc.oneof({ weight: 4, arbitrary: strange }, { weight: 1, arbitrary: fc.constantFrom(...junk) })
  const attempt = fc.record({
    route: fc.constantFrom(...routes),
    role: fc.constantFrom<Role>(...bodyRoles, 'support'),
    // Most parts of the address are the own body's, so that the guard lets the rest through.
    parts: fc.array(fc.option(value, { freq: 2 }), { minLength: 4, maxLength: 4 }),
    fields: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 }),
  })
  await fc.assert(
    fc.asyncProperty(attempt, async ({ route, role, parts, fields }) => {
      const person = await logIn(context, roleIn(own, role, roles[role].central))
      const url = addressOf(route, mixed(own.values[0], parts))
      const what = await takenFrom(server, route, url, other, person, fields)
      assert.deepEqual(what, [], `${route.method} ${url}`)
      if (route.method === 'POST') own = await makePlace(context)
    }),
    { numRuns: 250 },
  )
})

/** The own values, some of them replaced; a name keeps its place whatever the route. */
function mixed(values: Values, parts: readonly (string | null)[]): Values {
  const entries = Object.entries(values)
  return Object.fromEntries(entries.map(([name, value], index) => [name, parts[index % parts.length] ?? value]))
}
