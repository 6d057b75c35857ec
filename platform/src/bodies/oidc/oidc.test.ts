// SPDX-License-Identifier: AGPL-3.0-or-later
// SPID and CIE against a real provider: the way through, and each thing that must stop it.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Context } from '../../base/context.ts'
import { secret } from '../../base/database/index.ts'
import { testDatabase } from '../../base/database/testing.ts'
import type { Errand } from '../sessions/challenge.ts'
import { beginOidc, finishOidc, hasOidc, returnPath, type Returned } from './index.ts'
import { subjectOf } from './person.ts'
import { testBroker, visitorOf, type TestBroker } from './testing.ts'

const site = { origin: 'http://localhost:8080', rpId: 'localhost' }
const errand: Errand = { kind: 'login', way: '/area/enti/inps' }
const number = 'RSSMRA80A01H501U'
let broker: TestBroker
let context: Context
const logged: unknown[] = []

before(async () => {
  broker = await testBroker(`${site.origin}${returnPath}`)
  const { context: plain } = await testDatabase()
  const warn = (entry: unknown) => logged.push(entry)
  context = { ...plain, config: { ...plain.config, ...broker.config }, log: { ...plain.log, warn } as Context['log'] }
})
beforeEach(() =>
  Object.assign(broker, { visitor: visitorOf(`TINIT-${number}`), twist: null, forge: false, away: false }),
)
after(() => broker.close())

interface Way {
  readonly address: URL
  readonly browser: string
}

async function leave(): Promise<Way> {
  const departure = await beginOidc(context, site, errand)
  assert.ok(departure)
  return { address: new URL(departure.address), browser: departure.browser }
}

/** There and back; what the broker has written into the address can be changed on the way. */
async function there(change: (back: URL) => void = () => {}): Promise<Returned> {
  const { address, browser } = await leave()
  const back = new URL(await broker.visit(address.href))
  change(back)
  return finishOidc(context, site, back.pathname + back.search, browser)
}

const why = (returned: Returned): string => (returned.ok ? 'ok' : returned.why)

test('who comes back is known by an HMAC of the fiscal number, and by name', async () => {
  assert.ok(hasOidc(context))
  const returned = await there()
  assert.ok(returned.ok, why(returned))
  assert.deepEqual(returned.errand, errand)
  assert.equal(returned.person.name, 'Maria Rossi')
  assert.deepEqual(returned.person.subject, await subjectOf(context, number))
  assert.equal(returned.person.subject.length, 32)
})

test('the request asks for a code with PKCE, a new proof, and the level; it names nobody', async () => {
  const { searchParams } = (await leave()).address
  const { code_challenge, state, nonce, claims, ...fixed } = Object.fromEntries(searchParams)
  assert.deepEqual(fixed, {
    ...{ client_id: 'ascolto', response_type: 'code', scope: 'openid profile', code_challenge_method: 'S256' },
    ...{ redirect_uri: `${site.origin}${returnPath}`, prompt: 'login', max_age: '0' },
    acr_values: 'https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL3',
  })
  for (const random of [code_challenge, state, nonce]) assert.match(random!, /^[\w-]{43}$/)
  assert.match(claims!, /fiscal_number/)
})

test('the fiscal number is the same with or without prefix, in capitals or not, in either claim', async () => {
  const expected = await subjectOf(context, number)
  const spellings = [visitorOf(number), visitorOf(`tinit-${number.toLowerCase()}`)]
  for (const visitor of [...spellings, { ...visitorOf(null), claims: { fiscalNumber: `TINIT-${number}` } }]) {
    broker.visitor = visitor
    const returned = await there()
    assert.ok(returned.ok, why(returned))
    assert.deepEqual(returned.person.subject, expected)
  }
})

test('a higher level than asked for is enough, a lower one or none is not', async () => {
  const levels = { L1: 'weak', L2: 'ok', L3: 'ok' } as const
  for (const [level, expected] of Object.entries(levels)) {
    broker.visitor = visitorOf(number, `https://www.spid.gov.it/Spid${level}`)
    assert.equal(why(await there()), expected, level)
  }
  broker.twist = (claims) => delete claims['acr']
  assert.equal(why(await there()), 'weak')
})

test('who has no fiscal number, or none of the form, is not let in', async () => {
  for (const wrong of [null, '', 'TINIT-', 'RSSMRA80A01', '<script>', `${number}X`]) {
    broker.visitor = visitorOf(wrong)
    assert.equal(why(await there()), 'nameless', String(wrong))
  }
})

test('an ID token that is wrong in any one thing is not trusted', async () => {
  const second = Math.floor(Date.now() / 1000)
  const twists: Record<string, (claims: Record<string, unknown>) => void> = {
    issuer: (claims) => (claims['iss'] = 'https://altro.example'),
    audience: (claims) => (claims['aud'] = 'altro'),
    nonce: (claims) => (claims['nonce'] = 'altro'),
    'no nonce': (claims) => delete claims['nonce'],
    expired: (claims) => (claims['exp'] = second - 3600),
    'an old proof': (claims) => (claims['auth_time'] = second - 3600),
    'no time of proof': (claims) => delete claims['auth_time'],
  }
  for (const [name, twist] of Object.entries(twists)) {
    broker.twist = twist
    assert.equal(why(await there()), 'wrong', name)
  }
  broker.twist = null
  broker.forge = true
  assert.equal(why(await there()), 'wrong', 'signed by somebody else')
})

test('an answer of another issuer is refused before its code is used', async () => {
  const asked = broker.asked.length
  assert.equal(why(await there((back) => back.searchParams.set('iss', 'https://altro.example'))), 'wrong')
  assert.ok(!broker.asked.slice(asked).includes('/token'))
})

test('a state is good once, in one browser, for a quarter of an hour', async () => {
  const { address, browser } = await leave()
  const back = new URL(await broker.visit(address.href))
  const url = back.pathname + back.search
  assert.ok((await finishOidc(context, site, url, browser)).ok)
  assert.equal(why(await finishOidc(context, site, url, browser)), 'state')

  for (const other of [undefined, 'x'.repeat(43), (await leave()).browser]) {
    const left = await leave()
    const { pathname, search } = new URL(await broker.visit(left.address.href))
    assert.equal(why(await finishOidc(context, site, pathname + search, other)), 'state')
    assert.equal(why(await finishOidc(context, site, pathname + search, left.browser)), 'state', 'spent by the attempt')
  }
  assert.equal(why(await there((changed) => changed.searchParams.set('state', 'x'.repeat(43)))), 'state')
  assert.equal(why(await there((changed) => changed.searchParams.delete('state'))), 'state')

  const left = await leave()
  const { pathname, search } = new URL(await broker.visit(left.address.href))
  const later = { ...context, now: () => new Date(Date.now() + 15 * 60_000) }
  assert.equal(why(await finishOidc(later, site, pathname + search, left.browser)), 'state')
})

test('a code that was used, or that belongs to another way there, gets nothing', async () => {
  const [first, second] = [await leave(), await leave()]
  const used = new URL(await broker.visit(first.address.href)).searchParams.get('code')!
  const back = new URL(await broker.visit(second.address.href))
  back.searchParams.set('code', used)
  assert.equal(why(await finishOidc(context, site, back.pathname + back.search, second.browser)), 'wrong')
  assert.equal(why(await there((changed) => changed.searchParams.set('code', used))), 'wrong')
})

test('who turns back at the broker is told so, and where to try again', async () => {
  const cancel = (back: URL): void => {
    back.searchParams.delete('code')
    back.searchParams.set('error', 'access_denied')
  }
  const returned = await there(cancel)
  assert.deepEqual(returned, { ok: false, why: 'cancelled', errand })
})

test('a broker whose metadata name another issuer is not asked for anybody', async () => {
  const oidcIssuer = context.config.oidcIssuer!.replace('localhost', '127.0.0.1')
  const elsewhere = { ...context, memory: {}, config: { ...context.config, oidcIssuer } }
  const asked = broker.asked.length
  assert.equal(await beginOidc(elsewhere, site, errand), undefined)
  assert.ok(broker.asked.length > asked, 'it answered')
})

test('a broker that is away is tried again, and known ones are not asked twice', async () => {
  const asked = broker.asked.filter((path) => path.startsWith('/.well-known')).length
  await leave()
  assert.equal(broker.asked.filter((path) => path.startsWith('/.well-known')).length, asked)
  const fresh = { ...context, memory: {} }
  broker.away = true
  assert.equal(await beginOidc(fresh, site, errand), undefined)
  assert.equal(broker.asked.filter((path) => path.startsWith('/.well-known')).length, asked + 2)
  broker.away = false
  assert.ok(await beginOidc(fresh, site, errand))
  broker.away = true
  const anHourLater = { ...fresh, now: () => new Date(Date.now() + 3_700_000) }
  assert.ok(await beginOidc(anHourLater, site, errand), 'what was known stays good')
})

test('a broker that falls silent on the way back is named so', async () => {
  const { address, browser } = await leave()
  const back = new URL(await broker.visit(address.href))
  broker.away = true
  assert.equal(why(await finishOidc(context, site, back.pathname + back.search, browser)), 'away')
})

test('neither the database nor the log knows a fiscal number, or the key to its HMAC', async () => {
  await there()
  broker.twist = (claims) => (claims['nonce'] = 'altro')
  await there()
  const key = await secret(context.db, 'fiscal-number')
  const [row] = await context.db<{ all: string }[]>`
    select coalesce(string_agg(content::text, ''), '') as all from bodies.challenge`
  const text = row!.all + JSON.stringify(logged)
  assert.ok(logged.length > 0)
  for (const hidden of [number, 'Rossi', key.toString('hex')]) assert.ok(!text.includes(hidden), hidden)
})
