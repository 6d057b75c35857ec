// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, grantPublicRights, hasPublicRole, missingRights, publicRole } from './index.ts'
import { testDatabase } from './testing.ts'

test('a role that has lost its rights, or came after the tables, gets them at the opening, and no others', async (t) => {
  const { db, embedded, name } = await testDatabase()
  if (!embedded || !(await hasPublicRole(db)))
    return t.skip('not run: the roles of DATABASE_URL are not ours to change')
  // As a role is that was made by hand after the migrations.
  await db.unsafe(`revoke all on all tables in schema bodies, catalogue, publish from ${publicRole}`)
  await db.unsafe(`revoke usage on schema bodies, catalogue, publish from ${publicRole}`)
  await db`drop policy public_reads on bodies.service`
  await db`create table bodies.made_later (token text)`
  assert.ok((await missingRights(db)).some(({ name, policy }) => name === 'bodies.service' && policy))
  await grantPublicRights(db)
  assert.deepEqual([...(await missingRights(db))], [])
  const publicDb = connect(embedded, 1, publicRole, name)
  for (const { name } of await db<{ name: string }[]>`select name from base.public_relation`)
    await publicDb.unsafe(`select from ${name} limit 1`)
  for (const shut of [
    'bodies.session',
    'bodies.account',
    'bodies.made_later',
    'collect.answer',
    'estimate.cube_month',
    'base.secret',
  ])
    await assert.rejects(publicDb.unsafe(`select from ${shut} limit 1`), /permission denied/)
  await publicDb.end()
  // A second opening at the same moment breaks nothing.
  await Promise.all([grantPublicRights(db), grantPublicRights(db)])
})
