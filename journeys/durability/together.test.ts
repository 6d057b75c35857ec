// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from './rig/open-door.ts'
import { ways } from './rig/requests.ts'
import { sendTogether } from './rig/together.ts'

const times = 1000
/** Whatever waits is taken: what is refused when the queue is full is tried elsewhere. */
const queueLimit = 2 * times

for (const way of ways) {
  test(`${way.name} sent 1,000 times at once to two servers: one receipt, one row`, async () => {
    const findings = await sendTogether(await openDoor({ queueLimit }), way, times)
    assert.deepEqual(findings, { receipts: 1, rows: 1, cube: 1 })
  })
}

test('a database without unique keys is caught', async () => {
  const door = await openDoor({ queueLimit })
  for (const table of ['receipt', 'answer'])
    await door.context.db.unsafe(`alter table collect.${table} drop constraint ${table}_pkey cascade`)
  const { rows, cube } = await sendTogether(door, ways[1]!, times)
  assert.ok(rows > 1 && cube > 1, JSON.stringify({ rows, cube }))
})
