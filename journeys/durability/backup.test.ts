// SPDX-License-Identifier: AGPL-3.0-or-later
// Backup and restore by the commands of docs/operations/single-server.md, on other folders: every table has its rows again, and the
// cube its fingerprint. A backup that leaves something out is caught.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Context } from '../../platform/src/base/context.ts'
import { checksum } from '../../platform/src/estimate/index.ts'
import { projectRoot } from '../../tools/source-files.ts'
import { openExample } from '../../worlds/example.ts'
import { foldAll } from '../../worlds/settle.ts'
import { withInstallation } from './rig/installation.ts'
import { startPlatform } from './rig/platform-process.ts'

const guide = readFileSync(join(projectRoot, 'docs/operations/single-server.md'), 'utf8')
const answers = 30

/** The guide's own command of this kind, in the folders of the test. */
function run(kind: 'create' | 'extract', archive: string, parent: string): void {
  const line = guide.split('\n').find((candidate) => candidate.startsWith(`tar --${kind} `))
  assert.ok(line, `the guide has a command tar --${kind}`)
  const [command, ...words] = line
    .replace('$(date +%F)', 'DAY')
    .split(' ')
    .map((word) => {
      if (word.startsWith('/BACKUP/')) return archive
      return word === '/var/lib' ? parent : word
    })
  const { status, stderr } = spawnSync(command!, words)
  assert.equal(status, 0, String(stderr))
}

async function fingerprintOf(context: Context): Promise<object> {
  const { db } = context
  await foldAll(context)
  const tables = await db<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('base', 'bodies', 'catalogue', 'collect', 'estimate', 'publish')
    order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) counts[name] = (await db.unsafe(`select from ${name}`)).length
  return { counts, cube: await checksum(context) }
}

test('what was backed up is restored: every row, and the fingerprint of the cube', { timeout: 120_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-backup-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [from, to, archive] = ['from', 'to', 'day.tar.gz'].map((name) => join(folder, name)) as [string, string, string]
  for (const parent of [from, to]) mkdirSync(parent)
  const data = join(from, 'ascolto')
  const { code } = await withInstallation(data, openExample)
  const platform = await startPlatform(data)
  for (let number = 0; number < answers; number++) {
    const body = JSON.stringify({ touchpoint: code, key: `backup-test-${number}`, answers: { ease: 1 + (number % 5) } })
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${platform.address}/api/v1/responses`, { method: 'POST', headers, body })
    assert.equal(reply.status, 201, await reply.text())
  }
  await platform.stop()
  const before = await withInstallation(data, fingerprintOf)
  run('create', archive, from)
  run('extract', archive, to)
  const restored = join(to, 'ascolto')
  assert.deepEqual(await withInstallation(restored, fingerprintOf), before)
  await withInstallation(restored, ({ db }) => db`delete from estimate.cube_day`)
  assert.notDeepEqual(await withInstallation(restored, fingerprintOf), before, 'a cube that is not whole is told')
  const again = await startPlatform(restored)
  assert.equal((await fetch(`${again.address}/v/${code}`)).status, 200)
  await again.stop()
})
