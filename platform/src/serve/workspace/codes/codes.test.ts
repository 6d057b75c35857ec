// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations over HTTP: made and shown once, listed in tens, taken back; by who may, and by nobody else.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { listAudit, viewAs, type Service, type Touchpoint } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { openTouchpoint } from '../../../catalogue/index.ts'
import { listBatches } from '../../../collect/index.ts'
import { registerService, testServe, type TestServe } from '../../testing.ts'

const clock = { now: new Date('2026-03-10T10:00:00Z') }
let serve: TestServe
let service: Service
let owner: Person
let bodyId: number

before(async () => {
  serve = await testServe({ publicUrl: 'https://ascolto.example' }, { now: () => clock.now })
  ;({ service, owner } = await registerService(serve, { name: 'Nido', kind: 'dispositivo' }))
  bodyId = service.bodyId
})

async function opened(given: object = {}): Promise<{ touchpoint: Touchpoint; home: string }> {
  const made = await openTouchpoint(serve.context, service, {
    name: `Punto ${Math.floor(performance.now() * 1e6)}`,
    ...given,
  } as never)
  assert.ok(made.ok)
  const { touchpoint } = made.value
  return { touchpoint, home: `/area/punti/${touchpoint.code}/inviti` }
}

async function fieldsOf(home: string, person = owner): Promise<Record<string, string>> {
  const { body } = await serve.get(`${home}/nuovi`, person)
  const value = (name: string): string => new RegExp(`name="${name}"\\s[^>]*?value="([^"]*)"`).exec(body)![1]!
  return { once: value('once'), number: '12', channel: 'email', expiresOn: value('expiresOn'), note: '' }
}

const linksIn = (csv: string): string[] => [...csv.matchAll(/"(https:[^"]+)"/g)].map(([, link]) => link!)

test('invitations are a file with a link a line; afterwards nothing shows a code again, and the act is in the log', async () => {
  const { touchpoint, home } = await opened()
  const fields: Record<string, string> = { ...(await fieldsOf(home)), note: 'Rinnovi <di> marzo' }
  assert.equal(fields['expiresOn'], '2026-05-09')
  const file = await serve.post(`${home}/nuovi`, fields, owner)
  assert.equal(file.statusCode, 200)
  assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8')
  assert.match(
    String(file.headers['content-disposition']),
    /^attachment; filename="ascolto-inviti-\w+-[0-9a-f]{8}\.csv"$/,
  )
  assert.equal(file.headers['cache-control'], 'no-store')
  const [head, ...lines] = file.body.replace('\uFEFF', '').trimEnd().split('\r\n')
  assert.equal(head, '"collegamento"')
  assert.equal(lines.length, 12)
  const links = linksIn(file.body)
  assert.equal(new Set(links).size, 12)
  for (const link of links)
    assert.match(link, new RegExp(`^https://ascolto\\.example/v/${touchpoint.code}\\?i=[0-9a-z]{31}$`))
  const answer = { ease: '4', key: crypto.randomUUID(), i: links[0]!.split('=')[1]! }
  assert.equal((await serve.post(`/v/${touchpoint.code}`, answer)).statusCode, 303)

  // The same form again is the same file, for some minutes.
  assert.equal((await serve.post(`${home}/nuovi`, fields, owner)).body, file.body)
  const [batch] = await listBatches(serve.context, touchpoint)
  const pages = [home, `${home}/${batch!.id}/annulla`, `/area/punti/${touchpoint.code}`]
  const shown = await Promise.all(pages.map(async (url) => (await serve.get(url, owner)).body))
  assert.match(shown[0]!, /Rinnovi &lt;di&gt; marzo/)
  assert.match(shown[0]!, /meno di 10/)
  const log = JSON.stringify(await listAudit(serve.context, { limit: 99 }))
  for (const link of links) for (const text of [...shown, log]) assert.ok(!text.includes(link.split('=')[1]!))
  const [entry] = await listAudit(serve.context, { limit: 1, act: 'code.' })
  const { number, channel, expiresOn, note } = entry!.after as Record<string, unknown>
  assert.deepEqual(
    { act: entry!.act, number, channel, expiresOn, note },
    {
      ...{ act: 'code.issue', number: 12, channel: 'email' },
      ...{ expiresOn: '2026-05-09', note: 'Rinnovi <di> marzo' },
    },
  )

  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  const other = await logIn(serve.context, { role: 'service-owner', bodyId, services: [service.id] })
  // Who else has the form has another secret: other codes.
  assert.notEqual((await serve.post(`${home}/nuovi`, fields, other)).body, file.body)
})

test('minutes later the same form shows nothing, and says what to do', async () => {
  const { home } = await opened()
  const person = await fresh()
  const fields = await fieldsOf(home, person)
  assert.equal(linksIn((await serve.post(`${home}/nuovi`, fields, person)).body).length, 12)
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  // They have proved who they are once more.
  await serve.db`update bodies.session set fresh_at = ${clock.now} where account_id = ${person.account.id}`
  const late = await serve.post(`${home}/nuovi`, fields, person)
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /già stati generati e non si possono mostrare di nuovo/)
  assert.deepEqual(linksIn(late.body), [])
  assert.doesNotMatch(late.body, new RegExp(fields['once']!), 'pressing again makes others')
})

test('what is wrong is told, and what was written stays', async () => {
  const { touchpoint, home } = await opened()
  const fields = { ...(await fieldsOf(home, await fresh())), number: '9', expiresOn: '2026-03-01', note: 'Marzo' }
  const reply = await serve.post(`${home}/nuovi`, fields, await fresh())
  assert.equal(reply.statusCode, 400)
  assert.match(reply.body, /Quanti inviti: serve un numero intero da 10 a 10000/)
  assert.match(reply.body, /Scadenza: serve una data, da oggi a 366 giorni da oggi/)
  assert.match(reply.body, /value="Marzo"/)
  assert.equal((await listBatches(serve.context, touchpoint)).length, 0)
})

async function fresh(): Promise<Person> {
  return await logIn(serve.context, { role: 'service-owner', bodyId, services: [service.id] })
}

test('a batch is taken back on a page that says what happens; then its link is gone', async () => {
  const { touchpoint, home } = await opened()
  const person = await fresh()
  const file = await serve.post(`${home}/nuovi`, await fieldsOf(home, person), person)
  const [batch] = await listBatches(serve.context, touchpoint)
  assert.match((await serve.get(home, person)).body, new RegExp(`${home}/${batch!.id}/annulla`))
  const page = await serve.get(`${home}/${batch!.id}/annulla`, person)
  assert.match(page.body, /Le risposte già arrivate restano/)
  assert.equal((await serve.post(`${home}/${batch!.id}/annulla`, {}, person)).headers.location, home)
  assert.doesNotMatch((await serve.get(home, person)).body, new RegExp(`${batch!.id}/annulla`))
  assert.match((await serve.get(home, person)).body, /Annullati il/)
  const answer = { ease: '4', key: crypto.randomUUID(), i: linksIn(file.body)[0]!.split('=')[1]! }
  assert.equal((await serve.post(`/v/${touchpoint.code}`, answer)).statusCode, 409)
  // The batch of one touchpoint is none of another.
  const elsewhere = await opened()
  for (const url of [
    `${elsewhere.home}/${batch!.id}/annulla`,
    `${home}/${'0'.repeat(32)}/annulla`,
    `${home}/x/annulla`,
  ]) {
    assert.equal((await serve.get(url, person)).statusCode, 404)
    assert.equal((await serve.post(url, {}, person)).statusCode, 404)
  }
})

test('who reads sees the list and makes nothing; who helps a body sees neither', async () => {
  const { home } = await opened()
  const analyst = await logIn(serve.context, { role: 'analyst', bodyId })
  const list = await serve.get(home, analyst)
  assert.equal(list.statusCode, 200)
  assert.doesNotMatch(list.body, /Genera inviti/)
  for (const reply of [await serve.get(`${home}/nuovi`, analyst), await serve.post(`${home}/nuovi`, {}, analyst)])
    assert.equal(reply.statusCode, 403)
  const support = await logIn(serve.context, { role: 'support' })
  await viewAs(serve.context, support.token, bodyId)
  assert.equal((await serve.get(home, support)).statusCode, 403)
  assert.doesNotMatch((await serve.get(home.replace('/inviti', ''), support)).body, /Inviti con un codice/)
})

test('where nobody is asked any more no invitations are made; at a touchpoint of invited people the difference is told', async () => {
  const { touchpoint, home } = await opened({ stream: 'invited' })
  assert.match((await serve.get(`${home}/nuovi`, await fresh())).body, /anche chi apre il collegamento senza codice/)
  assert.doesNotMatch((await serve.get(`${(await opened()).home}/nuovi`, await fresh())).body, /senza codice conta/)
  await serve.db`update bodies.touchpoint set state = 'closed' where id = ${touchpoint.id}`
  assert.doesNotMatch((await serve.get(home, await fresh())).body, /Genera inviti/)
  assert.equal((await serve.get(`${home}/nuovi`, await fresh())).statusCode, 404)
  assert.equal((await serve.post(`${home}/nuovi`, { number: '10' }, await fresh())).statusCode, 404)
  await serve.db`update bodies.touchpoint set channel = 'import' where id = ${touchpoint.id}`
  assert.equal((await serve.get(home, await fresh())).statusCode, 404)
})
