// SPDX-License-Identifier: AGPL-3.0-or-later
// The judge of durability judged: doors that reply before the commit, know no keys, or do not wait for the disk are caught;
// a right door under the same blows is not. That fsync is on cannot be shown by killing processes, since the operating
// system keeps what they wrote: it is asked of the server instead.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killDatabase, testDatabase } from '../../platform/src/base/database/testing.ts'
import type { Sql } from '../../platform/src/base/database/index.ts'
import { examine } from './rig/examine.ts'

interface Door {
  readonly repliesBeforeCommit?: boolean
  readonly knowsNoKeys?: boolean
  readonly waitsForDisk?: boolean
}

type Blow = 'before commit' | 'before reply'

const serviceId = 1

/** Takes one answer through the door; `blow` strikes once on the way. Throws when the caller gets no reply. */
async function enter(db: Sql, door: Door, text: string, blow: Blow | undefined, reply: () => void): Promise<void> {
  await db.begin(async (transaction) => {
    if (door.waitsForDisk === false) await transaction`set local synchronous_commit = off`
    await transaction`
      insert into collect.answer (service_id, day, id, touchpoint_id, version_id, stream, channel, device, user_kind, language, state, codes, suggestion)
      values (${serviceId}, '2026-03-10', ${door.knowsNoKeys ? transaction`gen_random_uuid()` : transaction`md5(${text}::text)::uuid`},
              1, 1, 'invited', 'web', 'phone', 'unknown', 'it', 'counted', '{5}', ${text})
      on conflict do nothing`
    if (door.repliesBeforeCommit) reply()
    if (blow === 'before commit') throw new Error('the process died')
  })
  if (blow === 'before reply') throw new Error('the connection broke')
  if (!door.repliesBeforeCommit) reply()
}

/** Sends answers through the door, again until each has its reply; every second one is struck at its first try. */
async function acknowledgedBy(db: Sql, door: Door, blow: Blow): Promise<string[]> {
  const acknowledged: string[] = []
  for (let number = 0; number < 10; number++) {
    const text = `voce ${number}`
    for (let attempt = 0; acknowledged.at(-1) !== text; attempt++) {
      const struck = attempt === 0 && number % 2 === 1 ? blow : undefined
      await enter(db, door, text, struck, () => acknowledged.push(text)).catch(() => {})
    }
  }
  return acknowledged
}

for (const blow of ['before commit', 'before reply'] as const) {
  test(`a right door loses and doubles nothing when the connection breaks ${blow}`, async () => {
    const { db } = await testDatabase()
    const findings = await examine(db, serviceId, await acknowledgedBy(db, {}, blow))
    assert.deepEqual(findings, { lost: [], doubled: [], stored: 10 })
  })
}

test('a door that replies before the commit is caught', async () => {
  const { db } = await testDatabase()
  const { lost } = await examine(
    db,
    serviceId,
    await acknowledgedBy(db, { repliesBeforeCommit: true }, 'before commit'),
  )
  assert.equal(lost.length, 5)
})

test('a door without unique keys is caught', async () => {
  const { db } = await testDatabase()
  const { doubled } = await examine(db, serviceId, await acknowledgedBy(db, { knowsNoKeys: true }, 'before reply'))
  assert.equal(doubled.length, 5)
})

test('the server makes commits durable: fsync, full pages and the wait for the log are on', async () => {
  const { db } = await testDatabase()
  const settings = await db<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`
  assert.deepEqual(
    settings.map(({ name, setting }) => `${name} ${setting}`),
    ['fsync on', 'full_page_writes on', 'synchronous_commit on'],
  )
})

test('a door that does not wait for the disk is caught when the database is killed, a right one is not', async (t) => {
  const { db, embedded } = await testDatabase()
  if (embedded === undefined) return t.skip('not run: a server named by DATABASE_URL is not ours to kill')
  const acknowledged: string[] = []
  const strike = async (door: Door, text: string): Promise<number> => {
    await persistently(() => enter(db, door, text, undefined, () => acknowledged.push(text)))
    await killDatabase(embedded)
    return (await persistently(() => examine(db, serviceId, acknowledged))).lost.length
  }
  for (let kill = 0; kill < 3; kill++) assert.equal(await strike({}, `voce ${kill}`), 0)
  let lost = 0
  for (let kill = 0; kill < 10 && lost === 0; kill++) lost = await strike({ waitsForDisk: false }, `altra ${kill}`)
  assert.ok(lost > 0)
})

/** Tries until the database is back; each connection of the pool learns of the kill by one failure. */
async function persistently<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt === 500) throw error
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}
