// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page there is, looked at from outside: its headers, what it loads, and what it says when something breaks.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Context } from '../../base/context.ts'
import { findTouchpoint, isPermission, reachOfRoute, roleNames, roles } from '../../bodies/index.ts'
import { logIn, type Person } from '../../bodies/testing.ts'
import { trialPath } from '../../collect/index.ts'
import { createServer } from '../server.ts'
import { addressOf, makePlace, roleIn, testServer, type Place, type TestServer } from './testing.ts'

let server: TestServer
let place: Place

before(async () => {
  server = await testServer()
  place = await makePlace(server.context)
  await server.db`update bodies.touchpoint set origins = '{https://www.ente.example}' where service_id = ${place.services[0]}`
})

type Route = TestServer['app']['declaredRoutes'][number]

const readable = (): Route[] => server.app.declaredRoutes.filter(({ method }) => method === 'GET')

/** A real address of the route. */
async function urlOf(route: Route): Promise<string> {
  const form = { language: 'it', receipt: 'x', file: 'x.css' }
  const { touchpoint } = (await findTouchpoint(server.context, place.values[0]['code']!))!
  if (route.url.includes('/prova/')) return await trialPath(server.context, touchpoint, 'it')
  return addressOf(route, { ...place.values[0], ...form })
}

/** Somebody who may read it. */
async function reader({ method, url, permission }: Route): Promise<Person | undefined> {
  if (!isPermission(permission)) return undefined
  const role = roleNames.find((name) => !['none', 'viewing'].includes(reachOfRoute(name, permission, { method, url })))!
  return await logIn(server.context, roleIn(place, role, roles[role].central))
}

async function look(route: Route) {
  const person = await reader(route)
  const headers = { accept: 'text/html', host: 'localhost', ...person?.headers }
  const url = await urlOf(route)
  return { url, reply: await server.app.inject({ url, headers }) }
}

test('every reply says what it is, and a text in which encoding', async () => {
  const missing = ['text/html', 'application/json'].map(async (accept) => ({
    ...{ url: `/manca ${accept}`, reply: await server.app.inject({ url: '/manca', headers: { accept } }) },
  }))
  for (const { url, reply } of await Promise.all([...readable().map(look), ...missing])) {
    if (reply.body === '') continue
    const [type, encoding] = String(reply.headers['content-type']).split(/;\s*charset=/)
    assert.match(type!, /^(?:text|application|image|font)\/[\w.+-]+/, url)
    if (/^text\/|json|xml|javascript/.test(type!)) assert.equal(encoding, 'utf-8', `${url}: ${type}`)
    if (/json$/.test(type!)) JSON.parse(reply.body)
  }
})

const isPage = (headers: object): boolean =>
  String((headers as Record<string, unknown>)['content-type']).startsWith('text/html')

test('every reply is told to stay what it is, to load nothing foreign, and to keep to https', async () => {
  for (const route of readable()) {
    const { url, reply } = await look(route)
    const { headers } = reply
    assert.ok(reply.statusCode < 500, `${url}: ${reply.statusCode} ${reply.body.slice(0, 200)}`)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.match(String(headers['referrer-policy']), /^(no-referrer|same-origin)$/, url)
    assert.match(String(headers['strict-transport-security']), /max-age=31536000; includeSubDomains/, url)
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url)
    assert.match(String(headers['content-security-policy']), /^default-src 'none';.* base-uri 'none'/, url)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|\*|https?:\/\/(?!www\.ente\.example)/, url)
    for (const name of ['server', 'x-powered-by']) assert.equal(headers[name], undefined, `${url}: ${name}`)
    // Who reads or answers gets none; a log-in and what leads to it may.
    if (!url.startsWith('/area')) assert.equal(headers['set-cookie'], undefined, url)
    if (isPermission(route.permission)) assert.match(String(headers['cache-control']), /no-store/, url)
  }
})

test('every page has a policy with its own nonce and trusted types, and its markup keeps to it', async () => {
  let pages = 0
  for (const route of readable()) {
    const { url, reply } = await look(route)
    if (!isPage(reply.headers)) continue
    pages++
    const policy = String(reply.headers['content-security-policy'])
    const nonce = /style-src 'nonce-([\w-]{24})'/.exec(policy)?.[1]
    assert.ok(nonce, `${url}: ${policy}`)
    for (const part of ["require-trusted-types-for 'script'", "base-uri 'none'", "form-action 'self'"]) {
      assert.ok(policy.includes(part), `${url}: ${part}`)
    }
    assert.ok(policy.includes(`script-src 'nonce-${nonce}'`), url)
    assert.match(reply.body, /^<!doctype html>\s*<html lang="\w\w">/, url)
    for (const [tag] of reply.body.matchAll(/<(?:style|script)\b[^>]*>/g)) {
      assert.ok(tag.includes(`nonce="${nonce}"`) || / src="\/assets\//.test(tag), `${url}: ${tag}`)
    }
    assert.doesNotMatch(reply.body, / on\w+="| style="|javascript:/i, url)
    for (const [, source] of reply.body.matchAll(/<(?:img|script|iframe|link)\b[^>]* (?:src|href)="([^"]*)"/g)) {
      assert.match(source!, /^(\/|data:)/, `${url} loads ${source}`)
    }
  }
  assert.ok(pages > 30, `${pages} pages`)
})

test('only the pages of a question may be shown in a frame, and only by the sites of its touchpoint', async () => {
  for (const route of readable()) {
    const { url, reply } = await look(route)
    const ancestors = /frame-ancestors ([^;]*)/.exec(String(reply.headers['content-security-policy']))![1]
    const isPage = String(reply.headers['content-type']).startsWith('text/html')
    const asks = route.url.startsWith('/v/') && reply.statusCode === 200 && isPage
    assert.equal(ancestors, asks ? 'https://www.ente.example' : "'none'", url)
  }
})

const canary = 'canarino-interno: relation "collect.answer" at /srv/ascolto/store.ts'

/** A database that gives the server its key, and fails from then on in words that nobody outside may read. */
function failing(context: Context): { context: Context; fail(): void } {
  let broken = false
  // Asked only when somebody waits for it: parts of statements are made and thrown away.
  const answer = {
    then: (give: (rows: unknown) => void, refuse: (error: Error) => void) =>
      broken ? refuse(new Error(canary)) : give([{ value: Buffer.alloc(32) }]),
  }
  const begin = () => Promise.reject(new Error(canary))
  const db = Object.assign(() => answer, { begin, unsafe: () => answer, json: (value: unknown) => value }) as never
  return { context: { ...context, db, publicDb: db, memory: {} }, fail: () => void (broken = true) }
}

test('when everything breaks, no reply says how', async () => {
  const person = await logIn(server.context)
  const { context, fail } = failing(server.context)
  const broken = await createServer(context)
  fail()
  for (const { method, url } of server.app.declaredRoutes.filter((route) => route.method !== 'HEAD')) {
    const values = { ...place.values[0], language: 'it', receipt: 'x', file: 'x' }
    const address = addressOf({ method, url }, values)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const accept of ['text/html', 'application/json']) {
      const headers = { ...person.headers, accept, ...(method === 'POST' && form) }
      const reply = await broken.app.inject({
        ...{ method: method as 'GET', url: address, headers },
        ...(method === 'POST' && { payload: 'a=1' }),
      })
      const said = reply.body + JSON.stringify(reply.headers)
      assert.doesNotMatch(
        said,
        /canarino|collect\.answer|\.ts\b|node_modules|at \w+ \(|postgres/i,
        `${method} ${address}`,
      )
    }
  }
  await broken.close()
})
