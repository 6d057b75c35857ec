// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys over HTTP: made and shown once, replaced, revoked; never shown again, and never of another body.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { findBody, listAudit, listKeys, roleNames, roles, type ApiKey, type Body } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { testServe, type TestServe } from '../../testing.ts'

let serve: TestServe
const bodies: Body[] = []
let [boss, stranger]: Person[] = []
const home = '/area/enti/inps/chiavi'

before(async () => {
  serve = await testServe()
  for (const name of ['INPS', 'INAIL']) {
    const code = name.toLowerCase()
    await serve.db`insert into bodies.body (ipa_code, name, sort_name) values (${code}, ${name}, ${code})`
    bodies.push((await findBody(serve.context, code))!)
  }
  boss = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  stranger = await logIn(serve.context, { role: 'administrator', bodyId: bodies[1]!.id })
})

const given = { name: 'Sportello', scopes: 'responses.write', perMinute: '60', expiresOn: '' }

async function onceOf(url: string, person = boss!): Promise<string> {
  return /name="once" value="([\w-]{43})"/.exec((await serve.get(url, person)).body)![1]!
}

const shown = (body: string): string | undefined => /asc_[0-9a-z]{51}/.exec(body)?.[0]

/** Makes one by the form. */
async function make(more: object = {}): Promise<{ text: string; key: ApiKey }> {
  const { statusCode, body } = await serve.post(
    `${home}/nuova`,
    { ...given, once: await onceOf(`${home}/nuova`), ...more },
    boss,
  )
  assert.equal(statusCode, 200)
  const text = shown(body)!
  return { text, key: await keyOf(text) }
}

async function keyOf(text: string): Promise<ApiKey> {
  const { items } = await listKeys(serve.context, { bodyId: bodies[0]!.id, limit: 1000 })
  return items.find(({ prefix }) => text.startsWith(prefix))!
}

const keys = async (): Promise<string> => JSON.stringify(await serve.db`select * from bodies.api_key order by id`)

test('administrators of the body see its keys, nobody else does', async () => {
  for (const role of roleNames) {
    const bodyId = bodies[0]!.id
    const person = await logIn(serve.context, roles[role].central ? { role } : { role, bodyId })
    const status = role === 'administrator' ? 200 : 403
    for (const page of ['', '/nuova']) assert.equal((await serve.get(home + page, person)).statusCode, status, role)
    assert.equal((await serve.post(`${home}/nuova`, given, person)).statusCode, status, role)
  }
  assert.equal((await serve.get(home, stranger)).statusCode, 403)
})

test('a key is shown once, and then only its beginning, in page, log and database', async () => {
  const { text, key } = await make({
    name: 'Sportello <b>1</b>',
    scopes: ['responses.write', 'results.read'],
    expiresOn: '2099-12-31',
  })
  for (const page of [home, `${home}/${key.id}`]) {
    const { body } = await serve.get(page, boss)
    assert.match(body, /Sportello &lt;b&gt;1&lt;\/b&gt;/)
    assert.ok(body.includes(`${key.prefix}…`))
    assert.equal(shown(body), undefined)
    assert.match(body, /Attiva fino al 31\sdicembre\s2099/)
  }
  const secret = new RegExp(text.slice(14))
  const [entry] = await listAudit(serve.context, { limit: 1, act: 'key.' })
  assert.deepEqual(entry!.after, {
    name: 'Sportello <b>1</b>',
    scopes: ['responses.write', 'results.read'],
    perMinute: 60,
    expiresOn: '2099-12-31',
  })
  assert.equal(entry!.subject, `key ${key.prefix}`)
  assert.doesNotMatch(JSON.stringify(await listAudit(serve.context, { limit: 500 })), secret)
  assert.doesNotMatch(await keys(), secret)
})

test('the same form sent twice, at once too, is one key, shown twice; ten minutes later it is shown no more', async () => {
  const once = await onceOf(`${home}/nuova`)
  const send = () => serve.post(`${home}/nuova`, { ...given, name: 'Doppio', once }, boss)
  const [first, second] = await Promise.all([send(), send()])
  assert.ok(shown(first.body))
  assert.equal(shown(first.body), shown(second.body))
  const { items } = await listKeys(serve.context, { bodyId: bodies[0]!.id, q: 'doppio', limit: 9 })
  assert.equal(items.length, 1)
  assert.equal(
    (await listAudit(serve.context, { limit: 99, act: 'key.create' })).filter(
      ({ subject }) => subject === `key ${items[0]!.prefix}`,
    ).length,
    1,
  )
  await serve.db`update bodies.api_key set created_at = now() - interval '11 minutes' where id = ${items[0]!.id}`
  const late = await send()
  assert.equal(late.statusCode, 400)
  assert.equal(shown(late.body), undefined)
  assert.match(late.body, /è già stata mostrata/)
  const other = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  assert.notEqual(shown((await serve.post(`${home}/nuova`, { ...given, once }, other)).body), shown(first.body))
})

test('what is wrong is told field by field, and nothing is made', async () => {
  const count = await keys()
  for (const [wrong, words] of [
    [{ name: ' ' }, /Nome: scrivi qualcosa/],
    [{ scopes: '' }, /Che cosa può fare: scegli almeno una voce/],
    [{ scopes: ['responses.write', 'everything'] }, /scegli tra le voci proposte/],
    [{ perMinute: '0' }, /un numero intero da 1 a 100000/],
    [{ perMinute: '1e3' }, /un numero intero/],
    [{ expiresOn: '2020-01-01' }, /serve una data da domani in poi/],
  ] as const) {
    const reply = await serve.post(`${home}/nuova`, { ...given, ...wrong }, boss)
    assert.equal(reply.statusCode, 400)
    assert.match(reply.body, words)
    assert.equal(shown(reply.body), undefined)
  }
  assert.equal(await keys(), count)
})

test('a key is replaced once: twice sent is one new key, and a second wish finds it replaced', async () => {
  const { key } = await make()
  const page = `${home}/${key.id}`
  const once = await onceOf(page)
  const send = (more: object = {}) =>
    serve.post(`${page}/sostituisci`, { days: '7', expiresOn: '', once, ...more }, boss)
  assert.equal((await send({ days: '91' })).statusCode, 400)
  const [first, second] = await Promise.all([send(), send()])
  const text = shown(first.body)!
  assert.equal(shown(second.body), text)
  const fresh = await keyOf(text)
  assert.deepEqual(
    [fresh.name, fresh.scopes, fresh.perMinute, fresh.state],
    [key.name, key.scopes, key.perMinute, 'active'],
  )
  const old = (await listKeys(serve.context, { bodyId: bodies[0]!.id, q: key.prefix, limit: 1 })).items[0]!
  assert.deepEqual([old.state, old.replacedBy], ['replaced', fresh.id])
  const late = await send({ once: await onceOf(`${home}/nuova`) })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /è già stata sostituita/)
  assert.match((await serve.get(home, boss)).body, /Sostituita, funziona fino al/)
})

test('two who replace a key at the same moment make one new key', async () => {
  const { key } = await make()
  const other = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  const page = `${home}/${key.id}`
  const forms = [
    { person: boss!, once: await onceOf(page) },
    { person: other, once: await onceOf(page, other) },
  ]
  const replies = await Promise.all(
    forms.map(({ person, once }) => serve.post(`${page}/sostituisci`, { days: '0', expiresOn: '', once }, person)),
  )
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
    [200, 409],
  )
})

test('a replacement at once and a revocation stop the key; what is over can be neither replaced nor revived', async () => {
  const [rotated, revoked] = [await make(), await make()]
  await serve.post(`${home}/${rotated.key.id}/sostituisci`, { days: '0', expiresOn: '' }, boss)
  assert.equal((await keyOf(rotated.text)).state, 'revoked')
  assert.equal((await serve.post(`${home}/${revoked.key.id}/revoca`, {}, boss)).headers.location, home)
  const { revokedAt, state } = await keyOf(revoked.text)
  assert.equal(state, 'revoked')
  assert.equal((await serve.post(`${home}/${revoked.key.id}/revoca`, {}, boss)).statusCode, 303)
  assert.deepEqual((await keyOf(revoked.text)).revokedAt, revokedAt)
  assert.equal(
    (await serve.post(`${home}/${revoked.key.id}/sostituisci`, { days: '7', expiresOn: '' }, boss)).statusCode,
    409,
  )
  assert.match((await serve.get(`${home}/${revoked.key.id}`, boss)).body, /Questa chiave non funziona più/)
})

test('ids of another body lead nowhere and change nothing', async () => {
  const reply = await serve.post(
    '/area/enti/inail/chiavi/nuova',
    { ...given, once: await onceOf('/area/enti/inail/chiavi/nuova', stranger) },
    stranger,
  )
  assert.ok(shown(reply.body))
  const [{ id }] = (await listKeys(serve.context, { bodyId: bodies[1]!.id, limit: 1 })).items as [ApiKey]
  const before = await keys()
  for (const one of [id, '0', '-1', '1e3', '999999999', '99999999999999999999', `${id}%00`]) {
    assert.equal((await serve.get(`${home}/${one}`, boss)).statusCode, 404, `${one}`)
    for (const act of ['sostituisci', 'revoca']) {
      assert.equal((await serve.post(`${home}/${one}/${act}`, { days: '0' }, boss)).statusCode, 404, `${one}/${act}`)
      assert.equal((await serve.post(`/area/enti/inail/chiavi/${one}/${act}`, { days: '0' }, boss)).statusCode, 403)
    }
  }
  assert.equal(await keys(), before)
})

test('who administers two bodies does not reach the keys of one by the address of the other', async () => {
  const both = await logIn(serve.context, ...bodies.map(({ id }) => ({ role: 'administrator', bodyId: id }) as const))
  const { key } = await make()
  const before = await keys()
  assert.equal((await serve.get(`${home}/${key.id}`, both)).statusCode, 200)
  assert.equal((await serve.get(`/area/enti/inail/chiavi/${key.id}`, both)).statusCode, 404)
  for (const act of ['sostituisci', 'revoca']) {
    const reply = await serve.post(`/area/enti/inail/chiavi/${key.id}/${act}`, { days: '0', expiresOn: '' }, both)
    assert.equal(reply.statusCode, 404, act)
  }
  assert.equal(await keys(), before)
})

test('making and ending keys needs a fresh proof of identity; looking does not', async () => {
  const { key } = await make()
  const person = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  await serve.db`update bodies.session set fresh_at = now() - interval '11 minutes' where account_id = ${person.account.id}`
  const before = await keys()
  for (const url of [`${home}/nuova`, `${home}/${key.id}/sostituisci`, `${home}/${key.id}/revoca`]) {
    assert.match(String((await serve.post(url, given, person)).headers.location), /^\/area\/conferma/, url)
  }
  assert.equal((await serve.get(home, person)).statusCode, 200)
  assert.equal(await keys(), before)
})

test('who made keys is remembered when their role ends: the page says that they know them', async () => {
  const person = await logIn(serve.context, { role: 'administrator', bodyId: bodies[0]!.id })
  await serve.post(`${home}/nuova`, { ...given, once: await onceOf(`${home}/nuova`, person) }, person)
  const [membership] = await serve.db<
    { id: number }[]
  >`select id from bodies.membership where account_id = ${person.account.id}`
  const { body } = await serve.get(`/area/enti/inps/persone/${membership!.id}`, boss)
  assert.match(body, /Ha creato 1 chiave dell’API ancora in uso/)
})

test('many keys are searched, sorted and paged by the database, those that work first', async () => {
  const { db, context } = serve
  await db`
    insert into bodies.api_key (body_id, name, prefix, key_hash, scopes, per_minute, created_at, revoked_at)
    select ${bodies[1]!.id}, 'Prova ' || lpad(n::text, 2, '0'), 'asc_prova' || n, '\\x00', '{results.read}', 1, now(),
           case when n > 30 then now() end
    from generate_series(1, 60) n`
  const list = (search: object) => listKeys(context, { bodyId: bodies[1]!.id, limit: 25, q: 'prova', ...search })
  assert.equal((await list({})).total, 60)
  assert.deepEqual(
    (await list({})).items.slice(0, 2).map(({ name }) => name),
    ['Prova 30', 'Prova 29'],
  )
  assert.deepEqual((await list({ sort: 'name' })).items[0]!.name, 'Prova 01')
  assert.ok((await list({ offset: 30 })).items.every(({ state }) => state === 'revoked'))
  assert.equal((await list({ q: 'asc_prova7' })).total, 1)
})
