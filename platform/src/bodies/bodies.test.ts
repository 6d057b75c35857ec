// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../base/database/testing.ts'
import { createService, createTouchpoint, findBody, findService, findTouchpoint, importRegistry } from './index.ts'
import { listMyBodies, listServices, listTouchpoints, searchBodies } from './index.ts'
import { updateService, updateTouchpoint, type Body, type Made } from './index.ts'

let database: TestDatabase
let inps: Body

const registry = `cod_amm\tdes_amm\tComune\tProvincia\tRegione\tacronimo
inps\tIstituto Nazionale Previdenza Sociale\tRoma\tRM\tLazio\tINPS
c_h294\tComune di Forlì\tForlì\tFC\tEmilia Romagna\t
inail\tIstituto Nazionale Assicurazione\tRoma\tRM\tLazio\tINAIL`

before(async () => {
  database = await testDatabase({ now: () => new Date('2026-03-10T10:00:00Z') })
  await importRegistry(database.context, Readable.from([Buffer.from(registry)]), { fileName: 'a.tsv' })
  inps = (await findBody(database.context, 'INPS'))!
})

function made<Value>(result: Made<Value>): Value {
  if (!result.ok) assert.fail(JSON.stringify(result.problems))
  return result.value
}

const fieldsOf = (result: Made<unknown>): string[] => (result.ok ? [] : result.problems.map(({ field }) => field))

test('bodies are found by words without accents, by acronym and by code', async () => {
  const found = async (q: string): Promise<string[]> =>
    (await searchBodies(database.context, { q })).map(({ ipaCode }) => ipaCode)
  assert.deepEqual(await found('FORLI comune'), ['c_h294'])
  assert.deepEqual(await found('istituto nazionale'), ['inail', 'inps'])
  assert.deepEqual(await found('inps'), ['inps'])
  assert.deepEqual(await found('C_H294'), ['c_h294'])
  assert.deepEqual(await found(`100%_'; drop table bodies.body; --\0`), [])
  assert.equal((await findBody(database.context, 'c_h294'))?.regionCode, '08')
  assert.equal((await findBody(database.context, 'inps\0'))?.ipaCode, 'inps')
})

test('a service is registered, found and changed; its slug stays', async () => {
  const { context } = database
  const service = made(
    await createService(context, inps, {
      ...{ name: ' Domanda di pensione d’anzianità ', kind: 'dispositivo', url: 'https://www.inps.it/pensione' },
      ...{ audience: ['intermediari', 'cittadini'], lifeEvents: '4', interactivityLevel: 'LEVEL4' },
    }),
  )
  assert.equal(service.slug, 'inps-domanda-di-pensione-d-anzianita')
  assert.deepEqual([service.audience, service.lifeEvents], [['cittadini', 'intermediari'], ['4']])
  const changed = made(await updateService(context, service, { ...service, name: 'Pensione', state: 'closed' }))
  assert.deepEqual([changed.slug, changed.name, changed.state], [service.slug, 'Pensione', 'closed'])
  assert.deepEqual(await findService(context, service.slug), { service: changed, body: inps })
  assert.deepEqual(
    (await listServices(context, inps.id)).map(({ name }) => name),
    ['Pensione'],
  )
  const membership = {
    id: 1,
    role: 'administrator',
    bodyId: inps.id,
    services: [],
    expiresOn: null,
    held: false,
  } as const
  assert.deepEqual(
    (await listMyBodies(context, { memberships: [membership] })).map(({ body, services }) => [body.ipaCode, services]),
    [['inps', 1]],
  )
})

test('what a service is in the Single Digital Gateway is told whole, and the month it begins in stays', async () => {
  const { context, db } = database
  const given = { name: 'Cittadinanza', kind: 'sito', sdgCategory: 'Information', sdgUrl: 'https://www.inps.it/europa' }
  const lacking = await createService(context, inps, { ...given, sdgCategory: '' })
  assert.ok(!lacking.ok && lacking.problems[0]?.field === 'sdgCategory')
  const service = made(await createService(context, inps, given))
  assert.deepEqual([service.sdgCategory, service.sdgUrl], ['Information', 'https://www.inps.it/europa'])
  const since = async (): Promise<unknown> =>
    (await db`select sdg_since is not null as since from bodies.service where id = ${service.id}`)[0]!['since']
  await db`update bodies.service set sdg_since = '2026-01-01' where id = ${service.id}`
  made(await updateService(context, service, { ...service, sdgUrl: 'https://www.inps.it/ue' }))
  const [kept] = await db`select sdg_since as since from bodies.service where id = ${service.id}`
  assert.equal(kept!['since'], '2026-01-01')
  made(await updateService(context, service, { ...service, sdgCategory: '', sdgUrl: '' }))
  assert.equal(await since(), false)
})

test('everything that is wrong is told at once, and nothing is stored', async () => {
  const { context } = database
  const wrong = {
    name: ' \0 ',
    kind: 'altro',
    url: 'javascript:alert(1)',
    audience: ['marziani'],
    description: 'è'.repeat(2001),
  }
  const before = (await listServices(context, inps.id)).length
  assert.deepEqual(fieldsOf(await createService(context, inps, wrong)), [
    'name',
    'description',
    'kind',
    'audience',
    'url',
  ])
  assert.deepEqual(fieldsOf(await createService(context, inps, { name: 7, kind: ['sito'] })), ['name', 'kind'])
  assert.deepEqual(fieldsOf(await createService(context, inps, { name: 'x' })), ['kind'])
  assert.equal((await listServices(context, inps.id)).length, before)
})

test('a name of a service or a touchpoint is one line of what can be seen', async () => {
  const { context } = database
  const service = made(
    await createService(context, inps, { name: 'Tur\u202enato\nqui', description: 'a\nb\u202e', kind: 'sito' }),
  )
  assert.deepEqual([service.name, service.description], ['Turnato qui', 'a\nb'])
  assert.equal(made(await createTouchpoint(context, service, { name: 'Pun\u2067to\u0007' })).name, 'Punto')
  assert.deepEqual(fieldsOf(await createService(context, inps, { name: '\u202e\u200b', kind: 'sito' })), ['name'])
})

test('two people registering one name at once make one service, and the other is told', async () => {
  const { context } = database
  const results = await Promise.all(
    Array.from({ length: 8 }, () => createService(context, inps, { name: 'Cassetto', kind: 'consultazione' })),
  )
  assert.equal(results.filter(({ ok }) => ok).length, 1)
  assert.deepEqual(new Set(results.flatMap(fieldsOf)), new Set(['name']))
})

test('names that give one slug get numbers; a name without letters gets one too', async () => {
  const { context } = database
  const slug = async (name: string): Promise<string> =>
    made(await createService(context, inps, { name, kind: 'sito' })).slug
  assert.equal(await slug('Portale'), 'inps-portale')
  assert.equal(await slug('Portale!'), 'inps-portale-2')
  assert.equal(await slug('❤️'), 'inps')
})

test('a touchpoint has a code for paper, is found by it, and a change is seen at once', async () => {
  const { context } = database
  const service = made(await createService(context, inps, { name: 'Assegno', kind: 'dispositivo' }))
  const origins = 'https://www.inps.it/assegno?x=1\nhttps://servizi.inps.it:8443/'
  const touchpoint = made(
    await createTouchpoint(context, service, { name: 'Fine domanda', stream: 'invited', origins }),
  )
  assert.match(touchpoint.code, /^[0-9a-hjkmnp-tv-z]{7}$/)
  assert.deepEqual(touchpoint.origins, ['https://www.inps.it', 'https://servizi.inps.it:8443'])
  const found = await findTouchpoint(context, touchpoint.code)
  assert.deepEqual(found, { touchpoint, service, body: inps, hold: null })
  const paused = made(await updateTouchpoint(context, touchpoint, { state: 'paused' }))
  assert.deepEqual(paused, { ...touchpoint, state: 'paused' })
  assert.equal((await findTouchpoint(context, touchpoint.code))?.touchpoint.state, 'paused')
  assert.deepEqual([...(await listTouchpoints(context, service.id))], [paused])
  assert.deepEqual(fieldsOf(await createTouchpoint(context, service, { name: 'Fine domanda' })), ['name'])
  assert.deepEqual(
    fieldsOf(await createTouchpoint(context, service, { name: 'a', stream: 'x', origins: 'ftp://x', userKind: 3 })),
    ['userKind', 'stream', 'origins'],
  )
})

test('what is kept of a touchpoint is not asked of the database again, and what nobody made is remembered too', async () => {
  const { context } = database
  let questions = 0
  const db = new Proxy(context.db, {
    apply(target, self, args) {
      questions++
      return Reflect.apply(target as never, self, args) as unknown
    },
  })
  const watched = { ...context, db }
  assert.equal(await findTouchpoint(watched, 'zzzzzzz'), undefined)
  const once = questions
  assert.equal(await findTouchpoint(watched, 'zzzzzzz'), undefined)
  assert.equal(questions, once)
})
