// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection may break anywhere: whoever sends again gets the identical receipt and is counted once. Doors that are wrong on
// purpose are caught by the same judge.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutEverywhere } from './rig/cut.ts'
import { faults, openFaultyDoor } from './rig/faulty-door.ts'
import { openDoor } from './rig/open-door.ts'
import { ways } from './rig/requests.ts'

for (const way of ways) {
  test(`${way.name}, cut at every byte of request and reply and sent again: identical receipt, one row`, async () => {
    const door = await openDoor()
    const { keys, ...findings } = await cutEverywhere(door, way)
    assert.ok(keys > 500)
    assert.deepEqual(findings, { halfTaken: 0, changed: 0, rows: keys, cube: keys })
  })
}

for (const [name, fault] of Object.entries(faults)) {
  test(`a door that ${name} is caught`, async () => {
    const door = await openDoor()
    const faulty = await openFaultyDoor(door.port, fault)
    const { keys, halfTaken, changed, rows } = await cutEverywhere(door, ways[0]!, { ...faulty, step: 5 })
    await faulty.close()
    const found = { takesWhatWasCut: halfTaken > 0, knowsNoKeys: rows > keys, newReceipts: changed > 0 }
    assert.ok(found[fault], JSON.stringify({ keys, halfTaken, changed, rows }))
  })
}

test('nothing is held against a door that only stands in front', async () => {
  const door = await openDoor()
  const plain = await openFaultyDoor(door.port)
  const { keys, ...findings } = await cutEverywhere(door, ways[0]!, { ...plain, step: 5 })
  await plain.close()
  assert.deepEqual(findings, { halfTaken: 0, changed: 0, rows: keys, cube: keys })
})
