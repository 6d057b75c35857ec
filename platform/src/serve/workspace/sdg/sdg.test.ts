// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages about the Single Digital Gateway over HTTP: off and on, in words, each body its own, and sending again what was refused.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { listAudit } from '../../../bodies/index.ts'
import { logIn, type Person } from '../../../bodies/testing.ts'
import { gatherMonths, sendBatches } from '../../../collect/index.ts'
import { testReceiver, type TestReceiver } from '../../../collect/sdg/testing.ts'
import { testSite, type TestSite } from '../../testing.ts'

const path = '/area/programma/sportello-digitale'
const ofBody = '/area/enti/inps/sportello-digitale'
let site: TestSite
let receiver: TestReceiver
let manager: Person
let analyst: Person
let service: string

before(async () => {
  receiver = await testReceiver()
  site = await testSite()
  const [row] = await site.db<{ slug: string; bodyId: number }[]>`select slug, body_id as "bodyId" from bodies.service`
  service = `/area/servizi/${row!.slug}`
  manager = await logIn(site.context, { role: 'programme-manager' })
  analyst = await logIn(site.context, { role: 'analyst', bodyId: row!.bodyId })
})

const text = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const seen = async (url: string, person: Person): Promise<string> => text((await site.get(url, person)).body)

/** The workers of an installation that sends; its pages go on by the configuration the site was started with. */
async function work(day: string): Promise<void> {
  const config = { ...site.context.config, sdgUrl: receiver.url, sdgKeyFile: receiver.keyFile }
  const context = { ...site.context, config, now: () => new Date(`${day}T09:00:00Z`) }
  await gatherMonths(context)
  await sendBatches(context)
}

test('while nothing is configured both pages say that sending is off', async () => {
  assert.match(
    await seen(path, manager),
    /L’invio è spento: .*Nessun servizio è indicato .*Nessun mese è stato ancora raccolto/,
  )
  assert.match(await seen(ofBody, analyst), /L’invio è spento/)
})

test('a service is put into the gateway with category and address, and not with one of them', async () => {
  const fields = { name: 'Pensione', kind: 'dispositivo', audience: 'cittadini', channels: 'web', state: 'active' }
  const administrator = await logIn(site.context, { role: 'administrator', bodyId: 1 })
  const half = await site.post(`${service}/modifica`, { ...fields, sdgCategory: 'Procedure' }, administrator)
  assert.equal(half.statusCode, 400)
  assert.match(
    text(half.body),
    /Indirizzo nello sportello digitale unico: serve insieme a «Categoria nello sportello digitale unico»/,
  )
  assert.match(half.body, /<details open>\s*<summary>Sportello digitale unico europeo/)
  const sdg = { sdgCategory: 'Procedure', sdgUrl: 'https://www.inps.it/pensione' }
  assert.equal((await site.post(`${service}/modifica`, { ...fields, ...sdg }, administrator)).statusCode, 303)
  assert.match((await site.get(`${service}/modifica`, administrator)).body, /value="https:\/\/www\.inps\.it\/pensione"/)
  assert.match(await seen(ofBody, analyst), / 1 servizio è indicato come collegato allo sportello/)
  // Written down in the month of the site's clock.
  const [row] = await site.db`select sdg_since::text as since from bodies.service`
  assert.equal(row!['since'], '2026-03-20')
})

test('what was refused is said in words, with what the receiver said, and the programme sends it again', async () => {
  receiver.fault = (call) =>
    call.startsWith('POST') ? { status: 400, body: '{"message":"<b>unknown</b> source"}' } : undefined
  await work('2026-04-02')
  const page = await site.get(path, manager)
  assert.match(text(page.body), /marzo 2026 1 0 0 0 40/)
  assert.match(
    text(page.body),
    /Rifiutate Il servizio della Commissione ha rifiutato l’invio\. HTTP 400 .*unknown source/,
  )
  assert.doesNotMatch(page.body, /<b>unknown/)
  const [, again] = /action="([^"]+rispedisci)"/.exec(page.body)!
  assert.match(
    await seen(ofBody, analyst),
    /Pensione marzo 2026 Procedura 0 0 0 40 0 Il servizio della Commissione ha rifiutato/,
  )
  assert.doesNotMatch((await site.get(ofBody, analyst)).body, /rispedisci/)
  receiver.fault = () => undefined
  assert.equal((await site.post(again!, {}, manager)).statusCode, 303)
  await work('2026-04-02')
  assert.match(await seen(path, manager), /marzo 2026 1 0 0 40 0 – Invii da guardare Nessun invio ha problemi/)
  assert.equal((await site.post(again!, {}, manager)).statusCode, 404, 'there is nothing to send again')
  const [entry] = await listAudit(site.context, { limit: 1, act: 'sdg.' })
  assert.deepEqual([entry?.act, entry?.after], ['sdg.send-again', { month: '2026-03-01', entries: 40 }])
})

test('who publishes reads and sends nothing; another body, support and who reads suggestions see nothing', async () => {
  const publisher = await logIn(site.context, { role: 'publisher' })
  assert.equal((await site.get(path, publisher)).statusCode, 200)
  assert.equal((await site.post(`${path}/1/rispedisci`, {}, publisher)).statusCode, 403)
  for (const role of ['support', 'auditor', 'methodologist'] as const)
    assert.equal((await site.get(path, await logIn(site.context, { role }))).statusCode, 403, role)
  const reader = await logIn(site.context, { role: 'suggestion-reader', bodyId: 1 })
  assert.equal((await site.get(ofBody, reader)).statusCode, 403)
})

test('a service owner finds the services entrusted to them and no other', async () => {
  const owner = await logIn(site.context, { role: 'service-owner', bodyId: 1, services: [1] })
  const stranger = await logIn(site.context, { role: 'service-owner', bodyId: 1, services: [] })
  assert.match(await seen(ofBody, owner), /Pensione marzo 2026/)
  assert.match(await seen(ofBody, stranger), /Nessun servizio è indicato .*Nessun mese/)
})

test('both pages exist in English', async () => {
  await site.post('/area/lingua', { language: 'en' }, manager)
  assert.match(await seen(path, manager), /Single Digital Gateway .*March 2026 1 0 0 40 0/)
})
