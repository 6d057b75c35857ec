// SPDX-License-Identifier: AGPL-3.0-or-later
// A body reads what was answered to its own questions, from ten answers on, and nobody else does.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compose, nameLocalQuestion } from '@ascolto/questionnaire'
import { viewAs, type Service } from '../../bodies/index.ts'
import { logIn, type Person } from '../../bodies/testing.ts'
import { ensureVersion } from '../../catalogue/index.ts'
import { fold } from '../../estimate/index.ts'
import { storeAnswer } from '../../estimate/testing.ts'
import { refresh } from '../../publish/index.ts'
import { registerService, testServe, type TestServe } from '../testing.ts'

let serve: TestServe
let service: Service
let owner: Person

const options = ['Poco', 'Abbastanza', 'Molto'].map((it) => ({ it }))
const waited = nameLocalQuestion({ kind: 'single', wording: { it: 'Quanto hai aspettato?' }, options })
const found = nameLocalQuestion({ kind: 'multiple', wording: { it: 'Che cosa c’era?' }, options })

before(async () => {
  serve = await testServe({}, { now: () => new Date('2026-03-20T12:00:00Z') })
  ;({ service, owner } = await registerService(serve, { name: 'Nido', kind: 'dispositivo' }))
})

/** People who gave these codes to the last questions of a questionnaire. */
async function answered(
  times: number,
  instrument: string,
  local: readonly (typeof waited)[],
  codes: number[],
): Promise<void> {
  const version = compose(instrument, { local })
  const versionId = await ensureVersion(serve.context, version)
  const all = [4, ...version.document.items.slice(1, -codes.length).map(() => -1), ...codes]
  for (let n = 0; n < times; n++)
    await storeAnswer(serve.db, { serviceId: service.id, day: '2026-03-08', versionId, codes: all })
  await fold(serve.context)
}

const page = async (person = owner): Promise<string> => (await serve.get(`/area/servizi/${service.slug}`, person)).body
const rows = (body: string, question: string): string[] =>
  [...body.slice(body.indexOf(`<h3 lang="it">${question}`)).matchAll(/<tr>\s*<th scope="row">([^]*?)<\/tr>/g)]
    .slice(0, 3)
    .map(([, row]) =>
      row!
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )

test('below ten nothing is said but that; from ten on who chose what, wherever the question stood', async () => {
  assert.doesNotMatch(await page(), /Domande proprie/)
  await answered(9, 'procedura', [waited], [3])
  assert.match(await page(), /Meno di 10 risposte/)
  assert.deepEqual(rows(await page(), 'Quanto'), [])
  await answered(1, 'pagina', [found, waited], [-1, 1])
  assert.deepEqual(rows(await page(), 'Quanto'), ['Poco 1 10%', 'Abbastanza 0 0%', 'Molto 9 90%'])
})

test('of a multiple choice shares are of people, not of ticks', async () => {
  await answered(10, 'pagina', [found, waited], [0b101, -1])
  const body = await page()
  assert.match(body, /10 persone/)
  assert.deepEqual(rows(body, 'Che cosa'), ['Poco 10 100%', 'Abbastanza 0 0%', 'Molto 10 100%'])
})

test('nobody outside the body reads them: not the observatory, not who helps', async () => {
  while ((await refresh(serve.context)).services > 0);
  const [edition] =
    await serve.db`select count(*) as services from publish.service_figures where figures::text like '%hai aspettato%'`
  assert.equal(Number(edition!['services']), 0)
  assert.doesNotMatch((await serve.get(`/servizi/${service.slug}`)).body, /hai aspettato/)
  const helper = await logIn(serve.context, { role: 'support' })
  await viewAs(serve.context, helper.token, service.bodyId)
  const seen = await page(helper)
  assert.match(seen, /Nido/)
  assert.doesNotMatch(seen, /hai aspettato/)
})
