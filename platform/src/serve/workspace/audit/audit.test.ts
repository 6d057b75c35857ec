// SPDX-License-Identifier: AGPL-3.0-or-later
// The log over HTTP: who reads which part of it, how it is searched, what is taken along.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { audit, findBody, roleNames, roles, viewAs, type Body, type Role } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
const bodies: Body[] = []
let boss: Person
let auditor: Person

before(async () => {
  serve = await testServe()
  const { context, db } = serve
  for (const name of ['INPS', 'INAIL']) {
    const code = name.toLowerCase()
    await db`insert into bodies.body (ipa_code, name, sort_name) values (${code}, ${name}, ${code})`
    bodies.push((await findBody(context, code))!)
  }
  boss = await logIn(context, { role: 'administrator', bodyId: bodies[0]!.id })
  auditor = await logIn(context, { role: 'auditor' })
  for (const [index, { id, ipaCode }] of bodies.entries()) {
    await audit(context, {
      ...{ act: 'service.edit', actor: boss.account.pseudonym, bodyId: id, subject: `service ${ipaCode}-segreto` },
      ...{ before: { name: `Vecchio ${index}`, kind: 'sito' }, after: { name: `Nuovo <b>${index}</b>`, kind: 'sito' } },
    })
  }
  await audit(context, {
    act: 'adhesion.close',
    bodyId: bodies[0]!.id,
    subject: 'adhesion 3',
    after: { reason: '=HYPERLINK("http://x")' },
  })
})

const log = '/area/enti/inps/registro'
const forms = ['', '.csv', '.json']

test('administrators read the log of their body, the auditor every one, nobody else any', async () => {
  for (const form of forms) {
    for (const role of roleNames) {
      const bodyId = bodies[0]!.id
      const person = await logIn(serve.context, roles[role].central ? { role } : { role, bodyId })
      const may: Role[] = ['administrator', 'auditor']
      assert.equal((await serve.get(log + form, person)).statusCode, may.includes(role) ? 200 : 403, `${role}${form}`)
      assert.equal((await serve.get(`/area/registro${form}`, person)).statusCode, role === 'auditor' ? 200 : 403, role)
    }
    assert.equal((await serve.get(`/area/enti/inail/registro${form}`, boss)).statusCode, 403)
    assert.equal((await serve.get(log + form)).statusCode, 303)
  }
  const helper = await logIn(serve.context, { role: 'support' })
  await viewAs(serve.context, helper.token, bodies[0]!.id)
  assert.equal((await serve.get(log, helper)).statusCode, 403)
})

test('nothing of another body is in the log of one, in its files neither', async () => {
  for (const form of forms) {
    const { body } = await serve.get(log + form, boss)
    assert.match(body, /inps-segreto/)
    assert.doesNotMatch(body, /inail-segreto/)
  }
  const all = await serve.get('/area/registro', auditor)
  assert.match(all.body, /inps-segreto/)
  assert.match(all.body, /inail-segreto/)
})

test('an entry says in words who did what, and shows only what changed, harmlessly', async () => {
  const { body } = await serve.get(`${log}?atto=service.edit`, boss)
  assert.match(body, /<strong>Servizio modificato<\/strong>/)
  assert.match(body, /servizio inps-segreto/)
  assert.match(body, new RegExp(`${boss.account.name}</a>`))
  assert.match(
    body,
    /<th scope="row">nome<\/th>\s*<td[^>]*>Vecchio 0<\/td>\s*<td[^>]*>Nuovo &lt;b&gt;0&lt;\/b&gt;<\/td>/,
  )
  assert.doesNotMatch(body, /<th scope="row">tipo<\/th>/)
  const english = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  await serve.db`update bodies.account set language = 'en' where id = ${english.account.id}`
  assert.match((await serve.get(`${log}?atto=service.edit`, english)).body, /<strong>Service changed<\/strong>/)
  assert.match((await serve.get(`${log}?atto=adhesion.`, boss)).body, /<td[^>]*>Ascolto<\/td>/, 'the platform itself')
})

test('filters are read from the address, kept in the form, and what makes no sense is left out', async () => {
  const none = await serve.get(`${log}?persona=nessuno-di-noi`, boss)
  assert.match(none.body, /Nessuna operazione corrisponde/)
  assert.match(none.body, /value="nessuno-di-noi"/)
  assert.match((await serve.get(`${log}?al=2020-01-01`, boss)).body, /Nessuna operazione/)
  assert.match((await serve.get(`${log}?atto=adhesion.close`, boss)).body, /<option value="adhesion.close" selected>/)
  for (const odd of [
    'atto=%27%3B--',
    'prima=x',
    'dal=2026-02-30',
    'al=ieri',
    'persona=%00',
    'prima=999999999999999',
    'atto=a&atto=b',
  ]) {
    const { statusCode, body } = await serve.get(`${log}?${odd}`, boss)
    assert.equal(statusCode, 200, odd)
    assert.match(body, /inps-segreto/, odd)
  }
})

test('pages lead on by the last entry seen, so that none is missed or shown twice when others come in', async () => {
  const { context } = serve
  for (let number = 0; number < 60; number++) {
    await audit(context, { act: 'touchpoint.edit', bodyId: bodies[0]!.id, subject: `touchpoint t${number}` })
  }
  const seen: string[] = []
  let next: string | undefined = `${log}?atto=touchpoint.`
  while (next !== undefined) {
    const { body } = await serve.get(next, boss)
    seen.push(...Array.from(body.matchAll(/punto di contatto (t\d+)/g), (match) => match[1]!))
    next = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    await audit(context, { act: 'touchpoint.edit', bodyId: bodies[0]!.id, subject: 'touchpoint nuovo' })
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 60 }, (_, index) => `t${59 - index}`),
  )
})

test('the file for spreadsheets holds what is filtered, with no cell that begins as a formula', async () => {
  await audit(serve.context, {
    act: 'service.edit',
    actor: boss.account.pseudonym,
    bodyId: bodies[0]!.id,
    subject: '=1+1 "x"',
  })
  await serve.db`update bodies.account set name = '@SUM(1)' where id = ${boss.account.id}`
  const { headers, body } = await serve.get(`${log}.csv?atto=service.`, boss)
  assert.equal(headers['content-disposition'], 'attachment; filename="ascolto-registro-inps.csv"')
  assert.match(String(headers['content-type']), /^text\/csv/)
  assert.equal(headers['cache-control'], 'no-store')
  const [header, ...rows] = parse(body, { delimiter: ';', bom: true }) as string[][]
  assert.deepEqual(header!.slice(0, 5), ['numero', 'istante', 'codice persona', 'persona', 'operazione'])
  assert.equal(rows.length, 2)
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/)
  assert.deepEqual([rows[0]![3], rows[0]![7]], [`'@SUM(1)`, `'=1+1 "x"`])
})

test('the JSON file holds the hashes; taking a file along is itself an entry of the log', async () => {
  const { headers, body } = await serve.get('/area/registro.json?atto=adhesion.', auditor)
  assert.equal(headers['content-disposition'], 'attachment; filename="ascolto-registro.json"')
  const { entries, next } = JSON.parse(body) as {
    entries: { act: string; hash: string; after: unknown }[]
    next: unknown
  }
  assert.deepEqual(
    entries.map(({ act, after }) => [act, after]),
    [['adhesion.close', { reason: '=HYPERLINK("http://x")' }]],
  )
  assert.match(entries[0]!.hash, /^[0-9a-f]{64}$/)
  assert.equal(next, null)
  const { body: last } = await serve.get('/area/registro?atto=audit.export', auditor)
  assert.match(last, /Registro scaricato/)
  assert.match(last, /<td[^>]*>json<\/td>/)
})
