// SPDX-License-Identifier: AGPL-3.0-or-later
// Who helps a body sees its workspace and no answer data, on every page there is; and changes nothing but leaving.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { reachOfRoute, viewAs } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { addressOf, ask, guardedRoutes, makePlace, testServer, type Place, type TestServer } from './testing.ts'

let server: TestServer
let place: Place

before(async () => {
  server = await testServer()
  const { context, db } = server
  place = await makePlace(context)
  const cell = { version_id: 1, source_id: 0, stream: 'invited', channel: 'web', device: 'phone', user_kind: 'unknown' }
  for (const service_id of place.services) {
    await db`insert into estimate.cube_month ${db({ ...cell, service_id, n: 4711, counts: [4711], month: '2026-03-01' })}`
    await db`insert into estimate.cube_day ${db({ ...cell, service_id, n: 4711, counts: [4711], day: '2026-03-10' })}`
    await db`insert into collect.counter ${db({ service_id, touchpoint_id: 1, day: '2026-03-10', channel: 'web', device: 'phone', answered: 4711 })}`
    await db`
      insert into collect.answer (service_id, day, id, touchpoint_id, version_id, stream, channel, device, user_kind, language, state, codes)
      select service_id, '2026-03-10', gen_random_uuid(), id, 1, 'invited', 'web', 'phone', 'unknown', 'it', 'test', '{1}'
      from bodies.touchpoint, generate_series(1, 47) where service_id = ${service_id}`
  }
})

/** Documents with a frame of their own: on paper, and as people see the questions. */
const frameless = /\/(?:cartello|modulo|questionario\/:hash)$/

const answerData = /4\.?711|risposte? di prova/

async function page(url: string, role: 'administrator' | 'support', viewing: boolean) {
  const { context, app } = server
  const person = await logIn(context, role === 'support' ? { role } : { role, bodyId: place.bodyId })
  if (viewing) await viewAs(context, person.token, place.bodyId)
  return await app.inject({ url, headers: person.headers })
}

test('a body finds its counts and trials where support finds none', async () => {
  const wrong: string[] = []
  let found = 0
  for (const route of guardedRoutes(server).filter(({ method }) => method === 'GET')) {
    const url = addressOf(route, place.values[0])
    if (reachOfRoute('support', route.permission, route) === 'none') continue
    const seen = await page(url, 'support', true)
    const isPage = String(seen.headers['content-type']).startsWith('text/html') && seen.statusCode === 200
    if (answerData.test(seen.body)) wrong.push(`${url} shows answer data`)
    if (isPage && !frameless.test(route.url) && !seen.body.includes('Stai vedendo l’area'))
      wrong.push(`${url} does not say it`)
    if (answerData.test((await page(url, 'administrator', false)).body)) found++
  }
  assert.deepEqual(wrong, [])
  assert.ok(found >= 3, `the trial looks for something: found on ${found} pages`)
})

test('without looking as a body support finds nothing of it at all', async () => {
  for (const route of guardedRoutes(server).filter(({ method, url }) => method === 'GET' && url.includes(':'))) {
    const { body } = await page(addressOf(route, place.values[0]), 'support', false)
    assert.ok(!body.includes(place.mark) && !answerData.test(body), route.url)
  }
})

test('while support looks, every change is refused but those of the own session', async () => {
  const taken: string[] = []
  for (const route of guardedRoutes(server).filter(({ method }) => method === 'POST')) {
    // Whatever else the person may do.
    const roles = ['support', 'programme-manager', 'methodologist', 'auditor', 'publisher'] as const
    const bodyId = place.bodyId
    const person = await logIn(server.context, ...roles.map((role) => ({ role })), { role: 'administrator', bodyId })
    await viewAs(server.context, person.token, bodyId)
    const reply = await ask(server, { method: 'POST', url: addressOf(route, place.values[0]) }, person)
    if (reply.statusCode !== 403 || reply.json<{ code: string }>().code !== 'only-looking') taken.push(route.url)
  }
  const ofSession = ['/area/assistenza', '/area/assistenza/fine', '/area/lingua', '/area/uscita']
  const proof = ['/area/conferma/passkey', '/area/conferma/passkey/opzioni']
  assert.deepEqual(taken.toSorted(), [...ofSession, ...proof].toSorted())
})
