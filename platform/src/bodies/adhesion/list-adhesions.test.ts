// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../base/database/testing.ts'
import { findBody, listAdhesions, requestAdhesion } from '../index.ts'

test('requests are searched, filtered, sorted and paged', async () => {
  const { context, db } = await testDatabase()
  const asked = { name: 'Anna Rossi', email: 'anna@ente.example', office: 'Ufficio digitale', notice: 'yes' }
  for (let number = 1; number <= 10; number++) {
    const name = `ente-${number}`
    const pec = number % 2 === 0 ? [] : [`protocollo@pec.${name}.example`]
    await db`insert into bodies.body (ipa_code, name, sort_name, pec) values (${name}, ${name}, ${name}, ${pec})`
    await requestAdhesion(context, (await findBody(context, name))!, asked, 'https://ascolto.example')
  }
  const all = await listAdhesions(context, { limit: 1000, sort: 'name' })
  const pages = await Promise.all([0, 3, 6].map((offset) => listAdhesions(context, { limit: 3, offset, sort: 'name' })))
  assert.deepEqual(
    pages.flatMap(({ items }) => items.map(({ id }) => id)),
    all.items.slice(0, 9).map(({ id }) => id),
  )
  const waiting = await listAdhesions(context, { limit: 1000, stage: 'sent' })
  assert.equal(waiting.total, 5)
  assert.ok(waiting.items.every(({ stage }) => stage === 'sent'))
  assert.equal((await listAdhesions(context, { q: 'nessuno', limit: 9 })).total, 0)
})
