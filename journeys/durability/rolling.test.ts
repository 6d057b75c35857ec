// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers on one database, restarted one after the other under load, politely and without warning: whoever asks the other one
// when the first does not answer, once, is never left without a reply.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readConfig } from '../../platform/src/base/config/index.ts'
import { testDatabase, type TestDatabase } from '../../platform/src/base/database/testing.ts'
import { openExample } from '../../worlds/example.ts'
import { foldAll } from '../../worlds/settle.ts'
import { examine } from './rig/examine.ts'
import { startLoad, type Send } from './rig/persistent-load.ts'
import { startPlatform, type PlatformProcess } from './rig/platform-process.ts'
import { answerSender } from './rig/send-answer.ts'

const clients = 16
/** Answers between two restarts, and at their end. */
const between = 200

/** What two web servers on one database are told of it. */
function environmentFor({ embedded, name }: TestDatabase): Record<string, string> | undefined {
  const url = readConfig().databaseUrl
  // The driver takes a socket's folder from here alone.
  if (embedded) return { DATABASE_URL: `postgres:///${name}`, PGHOST: embedded.socketFolder, PGUSER: 'ascolto' }
  return url === null ? undefined : { DATABASE_URL: Object.assign(new URL(url), { pathname: `/${name}` }).href }
}

interface Rolled {
  /** Answers that failed at both servers. */
  readonly failed: readonly string[]
  /** Answers that were tried at the other server. */
  readonly again: number
  readonly acknowledged: readonly string[]
}

/** Restarts both servers under load. @param together as nobody should: both at once. */
async function roll(
  t: TestContext,
  database: TestDatabase,
  code: string,
  { end, together = false }: { end: 'stop' | 'kill'; together?: boolean },
): Promise<Rolled> {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-rolling-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const start = (): Promise<PlatformProcess> => startPlatform(folder, environmentFor(database))
  const servers = await Promise.all([start(), start()])
  t.after(() => Promise.all(servers.map((server) => server.stop())))
  let [turn, again] = [0, 0]
  const failed: string[] = []
  const senders = servers.map((_, index) => answerSender(code, clients, () => servers[index]!.address))
  const send: Send = async (key, text) => {
    const first = turn++ % 2
    if (await senders[first]!(key, text).catch(() => false)) return true
    again += 1
    if (await senders[1 - first]!(key, text).catch(() => false)) return true
    failed.push(text)
    return false
  }
  const load = startLoad(clients, send)
  t.after(() => load.giveUp())
  await load.more(between)
  for (const group of together ? [[0, 1]] : [[0], [1]]) {
    for (const index of group) await servers[index]![end]()
    // The other one alone.
    if (!together) await load.more(between)
    for (const index of group) servers[index] = await start()
    await load.more(between)
  }
  await load.stop()
  return { failed, again, acknowledged: load.acknowledged }
}

for (const [manner, end] of [
  ['politely', 'stop'],
  ['without warning', 'kill'],
] as const) {
  test(`two servers restarted one after the other ${manner}: no answer fails when it is tried once more`, async (t) => {
    const database = await testDatabase()
    const { context } = database
    const { code, serviceId } = await openExample(context)
    const { failed, again, acknowledged } = await roll(t, database, code, { end })
    assert.deepEqual(failed, [])
    assert.ok(again > 0, 'a restart is noticed')
    const findings = await examine(context.db, serviceId, acknowledged)
    assert.deepEqual(findings, { lost: [], doubled: [], stored: acknowledged.length })
    await foldAll(context)
    const [cube] = await context.db<{ n: number }[]>`
      select coalesce(sum(n), 0)::bigint as n from estimate.cube_day where service_id = ${serviceId}`
    assert.equal(cube!.n, acknowledged.length)
    t.diagnostic(`${acknowledged.length} answers, ${again} of them tried at the other server`)
  })
}

test('two servers restarted at once are caught', async (t) => {
  const database = await testDatabase()
  const { code } = await openExample(database.context)
  const { failed } = await roll(t, database, code, { end: 'stop', together: true })
  assert.ok(failed.length > 0)
})
