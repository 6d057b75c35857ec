// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds on every page of observatory and workspace.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createApp } from '../base/http/index.ts'
import { accessGuard } from '../bodies/index.ts'
import { serveRoutes } from './index.ts'
import { testSite, type TestSite } from './testing.ts'

let example: TestSite
let real: TestSite

before(async () => {
  example = await testSite({ demo: true, publicUrl: 'https://ascolto.example.it' })
  real = await testSite()
})

const observatory = [
  ...['/', '/servizi', '/servizi?q=nulla', '/servizi/inps-pensione', '/enti', '/enti?q=nulla', '/enti/inps'],
  ...['/metodo', '/api', '/privacy', '/accessibilita'],
]

const everyPage = ({ code }: TestSite): string[] => [
  ...observatory,
  ...['/area', '/area/enti/inps', '/area/enti/inps/servizi/nuovo', '/area/servizi/inps-pensione'],
  ...['/area/servizi/inps-pensione/modifica', `/area/punti/${code}`, `/area/punti/${code}/cartello`],
  ...['questionario', 'moduli', 'modulo'].map((page) => `/area/punti/${code}/${page}`),
]

async function pages(site: TestSite): Promise<{ url: string; body: string }[]> {
  return await Promise.all(
    everyPage(site).map(async (url) => {
      const { status, body } = await site.page(url)
      assert.equal(status, 200, url)
      return { url, body }
    }),
  )
}

test('every page says that data are an example where they are, and never where they are not', async () => {
  const missing = ['/nulla', '/servizi/nulla', '/enti/nulla', '/area/enti/nulla']
  for (const { url, body } of await pages(example)) assert.match(body, /<strong>Dati dimostrativi\.<\/strong>/, url)
  for (const { url, body } of await pages(real)) assert.doesNotMatch(body, /Dati dimostrativi/, url)
  for (const url of missing) {
    assert.match((await example.page(url)).body, /Dati dimostrativi/, url)
    assert.doesNotMatch((await real.page(url)).body, /Dati dimostrativi/, url)
  }
})

test('who comes to a wrong address finds the way on, also while the database is away', async () => {
  for (const url of ['/nulla', '/servizi/nulla', '/area/enti/nulla']) {
    const { status, body } = await real.page(url)
    assert.equal(status, 404)
    assert.match(body, /<h1>Questa pagina non esiste\.<\/h1>/)
    assert.match(body, /<a class="brand" href="\/"/)
    assert.match(body, /<nav aria-label="Principale">/)
  }
  const away = new Proxy(real.context.publicDb, { apply: () => Promise.reject(new Error('away')) })
  const alone = await createApp(real.context, accessGuard(real.context))
  serveRoutes(alone, { ...real.context, publicDb: away }, { takeSheet: () => Promise.reject(new Error('away')) })
  const reply = await alone.inject({ url: '/nulla', headers: { accept: 'text/html' } })
  assert.equal(reply.statusCode, 404)
  assert.match(reply.body, /Questa pagina non esiste/)
  assert.doesNotMatch(reply.body, /<nav/)
})

test('a body that was merged leads to the one it was merged into', async () => {
  const { db, page } = real
  await db`insert into bodies.registry_import (file_name, layout, day, counts) values ('a', 'a', '2026-01-01', '{}'), ('b', 'b', '2026-02-01', '{}')`
  await db`insert into bodies.body (ipa_code, name, sort_name, state) values ('vecchio', 'Ente vecchio', 'ente vecchio', 'closed')`
  const [old] = await db<{ id: number }[]>`select id from bodies.body where ipa_code = 'vecchio'`
  const note = (change: string, file: string, into: string | null) => db`
    insert into bodies.body_history (body_id, import_id, change, after)
    select ${old!.id}, id, ${change}, jsonb_build_object('into', ${into}::text) from bodies.registry_import where file_name = ${file}`
  await note('merged', 'a', 'inps')
  assert.match((await page('/enti/vecchio')).body, /è confluito in <a href="\/enti\/inps">INPS<\/a>\./)
  assert.match((await page('/area/enti/vecchio')).body, /è confluito in <a href="\/area\/enti\/inps">INPS<\/a>\./)
  await note('closed', 'b', null)
  assert.match((await page('/enti/vecchio')).body, /non è più attivo\.<\/p>/, 'a later file knows better')
})

test('a link that works on this machine alone says so before it is printed', async () => {
  const warning = /funziona soltanto su questa macchina/
  for (const path of ['', '/cartello']) {
    assert.match((await real.page(`/area/punti/${real.code}${path}`)).body, warning)
    assert.doesNotMatch((await example.page(`/area/punti/${example.code}${path}`)).body, warning)
  }
})

test('the form says that it asks who answers only where it will', async () => {
  const { context, page } = real
  const asks = /lo si chiede a chi risponde/
  assert.doesNotMatch((await page('/area/servizi/inps-pensione')).body, asks)
  const [service] = await context.db<{ id: number }[]>`select id from bodies.service`
  await context.db`update bodies.service set audience = '{cittadini,imprese}' where id = ${service!.id}`
  assert.match((await page('/area/servizi/inps-pensione')).body, asks)
})

test('the threshold is promised together with what subtraction can still tell', async () => {
  for (const url of ['/metodo', '/privacy']) {
    const words = (await real.page(url)).body.replaceAll(/\s+/g, ' ')
    assert.match(words, /10 risposte.*ricavare.*(?:per differenza|meno di 10 persone).*edizioni definitive/, url)
  }
})

test('days and shares are said with their article', async () => {
  const { body } = await real.page('/area/enti/inps')
  assert.match(body, /40 risposte, l’ultima l’8\u00a0marzo 2026/)
})

test('every table is one a telephone can show: its cells say which column they are', async () => {
  for (const { url, body } of await pages(example)) {
    for (const [table] of body.matchAll(/<table[^]*?<\/table>/g)) {
      assert.match(table, /^<table class="(?:[\w-]+ )*rows[ "]/, url)
      const cells = [...table.matchAll(/<td(?: [^>]*)?>/g)].map(String)
      for (const cell of cells) assert.match(cell, /data-label="|estimate-cell|bar-cell|aria-hidden/, `${url}: ${cell}`)
    }
  }
})

test('apostrophes are those of print, but in the words that model and registry fix', async () => {
  const fixed = /(?:d|l)(?:'|&#39;)(?:accordo|assistenza|amministrazione|Aost[ae])/g
  for (const { url, body } of await pages(example)) {
    const words = body.replaceAll(fixed, '').replaceAll(/<(?:style|code|pre)[^]*?<\/(?:style|code|pre)>/g, '')
    assert.doesNotMatch(words.replaceAll(/<[^>]*>/g, ''), /\p{L}(?:'|&#39;)\p{L}/u, url)
  }
})
