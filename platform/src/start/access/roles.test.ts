// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of roles, asked of the running server cell by cell: each route, each role, on the own body, on a service not entrusted,
// on another body. Routes are found by themselves.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { aboutOf, reachOfRoute, roleNames, roles, type Role } from '../../bodies/index.ts'
import { logIn, type Person } from '../../bodies/testing.ts'
import { addressOf, ask, guardedRoutes, makePlace, roleIn, testServer } from './testing.ts'
import type { GuardedRoute, Place, TestServer, Values } from './testing.ts'
import { createServer } from '../server.ts'
import publicRoutes from './public-routes.json' with { type: 'json' }

let server: TestServer

before(async () => {
  server = await testServer()
})

const refusals = [
  'not-allowed',
  'login-needed',
  'form-expired',
  'foreign-form',
  'only-looking',
  'body-held',
  'forbidden',
]

/** What the server made of it. */
async function verdict(route: GuardedRoute, values: Values, person: Person | undefined): Promise<string> {
  const reply = await ask(server, { method: route.method, url: addressOf(route, values) }, person)
  const { statusCode, headers } = reply
  const place = String(headers.location ?? '')
  if (/^\/area\/(accesso|conferma)(\?|$)/.test(place) && !route.url.startsWith('/area/uscita'))
    return `denied (to ${place})`
  if (statusCode >= 400 && String(headers['content-type']).startsWith('application/problem+json')) {
    const { code } = reply.json<{ code: string }>()
    if (refusals.includes(code)) return `denied (${code})`
    // Of one's own things an act may have nothing to act on; an address of a body leads to something or is refused.
    if (statusCode === 404 && aboutOf(route.url) !== 'nothing') return 'missing'
  }
  return statusCode >= 500 ? `failed (${statusCode} ${reply.body})` : 'allowed'
}

interface Cell {
  readonly who: string
  readonly on: string
  readonly values: Values
  readonly allowed: boolean
  person(): Promise<Person | undefined>
}

type Where = 'own' | 'not entrusted' | 'other'

function cellsOf(route: GuardedRoute, own: Place, other: Place): Cell[] {
  const about = aboutOf(route.url)
  const places: [Where, Values][] = [
    ['own', own.values[0]],
    ...(about === 'service' ? [['not entrusted', own.values[1]] as [Where, Values]] : []),
    ...(about === 'nothing' ? [] : [['other', other.values[0]] as [Where, Values]]),
  ]
  return places.flatMap(([on, values]) => [
    ...roleNames.map((role) => roleCell(route, { role, on, values, own })),
    ...unlucky(own).map(({ who, person }) => {
      const allowed =
        who !== 'nobody' && who !== 'suspended' && reachOfRoute('administrator', route.permission, route) === 'self'
      return { who, on, values, allowed, person }
    }),
  ])
}

function roleCell(
  route: GuardedRoute,
  { role, on, values, own }: { role: Role; on: Where; values: Values; own: Place },
): Cell {
  const reach = reachOfRoute(role, route.permission, route)
  const far: Readonly<Record<typeof reach, readonly Where[]>> = {
    none: [],
    viewing: [],
    self: ['own', 'not entrusted', 'other'],
    'every body': ['own', 'not entrusted', 'other'],
    'own body': ['own', 'not entrusted'],
    'own services': ['own'],
  }
  const person = () => logIn(server.context, roleIn(own, role, roles[role].central))
  return { who: role, on, values, allowed: far[reach].includes(on), person }
}

/** Who has no role, or one no longer. */
function unlucky({ bodyId }: Place): Pick<Cell, 'who' | 'person'>[] {
  const { context, db } = server
  const administrator = { role: 'administrator', bodyId } as const
  return [
    { who: 'nobody', person: async () => undefined },
    { who: 'no role', person: () => logIn(context) },
    { who: 'expired', person: () => logIn(context, { ...administrator, expiresOn: '2020-01-01' }) },
    {
      who: 'removed',
      async person() {
        const person = await logIn(context, administrator)
        await db`delete from bodies.membership where account_id = ${person.account.id}`
        return person
      },
    },
    {
      who: 'suspended',
      async person() {
        const person = await logIn(context, administrator)
        await db`update bodies.account set state = 'suspended' where id = ${person.account.id}`
        return person
      },
    },
  ]
}

test('every cell of the table of roles is what the server does', async () => {
  const { context } = server
  const wrong: string[] = []
  let asked = 0
  let [own, other] = [await makePlace(context), await makePlace(context)]
  for (const route of guardedRoutes(server)) {
    for (const { who, on } of cellsOf(route, own, other)) {
      const cell = cellsOf(route, own, other).find((candidate) => candidate.who === who && candidate.on === on)!
      const said = await verdict(route, cell.values, await cell.person())
      asked++
      if (!said.startsWith(cell.allowed ? 'allowed' : 'denied')) {
        wrong.push(
          `${route.method} ${route.url}, ${who} on ${on}: ${said}, must be ${cell.allowed ? 'allowed' : 'denied'}`,
        )
      }
      // What was allowed may have changed something: the next cell finds everything as it was.
      if (!cell.allowed || route.method !== 'POST' || aboutOf(route.url) === 'nothing') continue
      if (on === 'other') other = await makePlace(context)
      else own = await makePlace(context)
    }
  }
  assert.deepEqual(wrong, [])
  assert.ok(asked > 500, `${asked} cells`)
})

test('while the adhesion of a body is held its people read and change nothing', async () => {
  const { context, db } = server
  const place = await makePlace(context)
  await db`update bodies.adhesion set state = 'suspended' where body_id = ${place.bodyId}`
  const wrong: string[] = []
  for (const route of guardedRoutes(server).filter(({ url }) => aboutOf(url) !== 'nothing')) {
    const reach = reachOfRoute('administrator', route.permission, route)
    if (!reach.startsWith('own')) continue
    const person = await logIn(context, { role: 'administrator', bodyId: place.bodyId })
    const said = await verdict(route, place.values[0], person)
    const expected = route.method === 'GET' ? /^allowed|body-held/ : /body-held/
    if (!expected.test(said)) wrong.push(`${route.method} ${route.url}: ${said}`)
  }
  assert.deepEqual(wrong, [])
})

test('who is refused is noted by pseudonym, never by name, address or session', async () => {
  const { context } = server
  const lines: string[] = []
  const log = { ...context.log, warn: (line: object) => void lines.push(JSON.stringify(line)) }
  const noting = await createServer({ ...context, log: log as never })
  const [place, person] = [await makePlace(context), await logIn(context)]
  await ask(noting, { method: 'GET', url: `/area/enti/${place.values[0]['ipa']}` }, person)
  await noting.close()
  const { pseudonym, name, email } = person.account
  assert.equal(lines.length, 1)
  assert.ok(lines[0]!.includes(pseudonym) && lines[0]!.includes('"/area/enti/:ipa"'))
  for (const secret of [name, email, person.token, person.formToken]) assert.ok(!lines[0]!.includes(secret))
})

test('a form without its token, or from another site, changes nothing, whoever sends it', async () => {
  const { context, app } = server
  const place = await makePlace(context)
  for (const route of guardedRoutes(server).filter(({ method }) => method === 'POST')) {
    const able = roleNames.find((role) => !['none', 'viewing'].includes(reachOfRoute(role, route.permission, route)))!
    const url = addressOf(route, place.values[0])
    const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
    const send = async (form: string, headers: object): Promise<string> => {
      const person = await logIn(context, roleIn(place, able, roles[able].central))
      const payload = form === 'own' ? `_csrf=${person.formToken}` : form
      const reply = await app.inject({
        method: 'POST',
        url,
        payload,
        headers: { ...person.headers, ...type, ...headers },
      })
      return reply.statusCode === 403 ? reply.json<{ code: string }>().code : String(reply.statusCode)
    }
    const other = await logIn(context)
    assert.equal(await send('', {}), 'form-expired', url)
    assert.equal(await send(`_csrf=${other.formToken}`, {}), 'form-expired', url)
    assert.equal(await send('own', { 'sec-fetch-site': 'cross-site' }), 'foreign-form', url)
    assert.equal(await send('own', { 'sec-fetch-site': 'same-site' }), 'foreign-form', url)
  }
})

test('what is open to everybody is written down, route by route', () => {
  const declared = server.app.declaredRoutes.filter(({ method }) => method !== 'HEAD')
  const open = declared.filter(({ permission }) => permission === 'public').map(({ method, url }) => `${method} ${url}`)
  assert.deepEqual(
    open.toSorted(),
    [...publicRoutes].toSorted(),
    'a route that is public is written in platform/src/start/access/public-routes.json, with a reason in the commit',
  )
  const machine = declared
    .filter(({ permission }) => permission === 'machine')
    .map(({ method, url }) => `${method} ${url}`)
  assert.deepEqual(machine, ['GET /metrics'])
})

test('whoever may read an address may ask for its headers, and nobody else', () => {
  const permissionOf = new Map(
    server.app.declaredRoutes.map(({ method, url, permission }) => [`${method} ${url}`, permission]),
  )
  for (const [route, permission] of permissionOf) {
    if (route.startsWith('HEAD ')) assert.equal(permission, permissionOf.get(route.replace('HEAD', 'GET')), route)
  }
})

test('an address nobody has given values to stops the test with what to do', () => {
  const route = { method: 'GET', url: '/area/enti/:ipa/verbali/:numero', permission: 'body.read' }
  assert.throws(() => addressOf(route, { ipa: 'x' }), /no value for «\/:numero».*makePlace/)
})
