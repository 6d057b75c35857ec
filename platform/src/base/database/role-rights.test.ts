// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, grantRights, hasRole, missingRights, publicRole, workspaceRole } from './index.ts'
import { testDatabase } from './testing.ts'

const schemas = 'base, bodies, catalogue, collect, estimate, publish'
const shutToAll = ['bodies.made_later', 'base.secret', 'collect.pending']
const shut: Record<string, string[]> = {
  [publicRole]: [...shutToAll, 'bodies.session', 'bodies.account', 'collect.answer', 'estimate.cube_month'],
  [workspaceRole]: shutToAll,
}

for (const role of [publicRole, workspaceRole])
  test(`${role}, when it has lost its rights or came after the tables, gets them at the opening, and no others`, async (t) => {
    const { db, embedded, name } = await testDatabase()
    if (!embedded || !(await hasRole(db, role)))
      return t.skip('not run: the roles of DATABASE_URL are not ours to change')
    // As a role is that was made by hand after the migrations.
    await db.unsafe(`revoke all on all tables in schema ${schemas} from ${role}`)
    await db.unsafe(`revoke all on all functions in schema ${schemas} from ${role}`)
    await db.unsafe(`revoke usage on schema ${schemas} from ${role}`)
    await db`create table bodies.made_later (token text)`
    const wanted = await db<{ object: string; privilege: string; columns: string[] | null }[]>`
      select object, privilege, columns from base.role_right where role = ${role}`
    assert.equal((await missingRights(db, role)).length, wanted.length)
    await grantRights(db, role)
    assert.deepEqual([...(await missingRights(db, role))], [])
    const limited = connect(embedded, 1, role, name)
    for (const { object, columns } of wanted.filter(({ privilege }) => privilege === 'select'))
      await limited.unsafe(`select ${columns?.join(', ') ?? ''} from ${object} limit 1`)
    for (const object of shut[role]!)
      await assert.rejects(limited.unsafe(`select from ${object} limit 1`), /permission denied/)
    await limited.end()
    // A second opening at the same moment breaks nothing.
    await Promise.all([grantRights(db, role), grantRights(db, role)])
  })
