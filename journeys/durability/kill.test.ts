// SPDX-License-Identifier: AGPL-3.0-or-later
// Nothing accepted is lost and nothing counts twice: the platform and its database are killed without warning, in turn,
// while answers keep coming over HTTP. At the end every acknowledged answer is there once, and the cube says the same as a
// cube rebuilt from the answers.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checksum, rebuild } from '../../platform/src/estimate/index.ts'
import { openExample } from '../../worlds/example.ts'
import { foldAll } from '../../worlds/settle.ts'
import { examine } from './rig/examine.ts'
import { withInstallation } from './rig/installation.ts'
import { startLoad } from './rig/persistent-load.ts'
import { killDatabase, startPlatform } from './rig/platform-process.ts'
import { answerSender } from './rig/send-answer.ts'

const cycles = 20
const clients = 8
/** Answers that must get through between two kills: proof that the platform came back by itself. */
const between = 40

test(
  '20 times killed under load, no acknowledged answer is lost and none counts twice',
  { timeout: 180_000 },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ascolto-durability-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const { code, serviceId } = await withInstallation(folder, openExample)
    let platform = await startPlatform(folder)
    t.after(() => platform.stop())

    const load = startLoad(
      clients,
      answerSender(code, clients, () => platform.address),
    )
    t.after(() => load.giveUp())
    for (let cycle = 0; cycle < cycles; cycle++) {
      await load.more(between)
      if (cycle % 2 === 0) killDatabase(folder)
      else {
        await platform.kill()
        platform = await startPlatform(folder)
      }
    }
    await load.more(between)
    await load.stop()
    await platform.stop()

    await withInstallation(folder, async (context) => {
      const findings = await examine(context.db, serviceId, load.acknowledged)
      assert.deepEqual(findings, { lost: [], doubled: [], stored: load.acknowledged.length })
      await foldAll(context)
      const [cube] = await context.db<{ n: number }[]>`
      select coalesce(sum(n), 0)::bigint as n from estimate.cube_day where service_id = ${serviceId}`
      assert.equal(cube!.n, load.acknowledged.length)
      const before = await checksum(context)
      await rebuild(context)
      assert.equal(await checksum(context), before)
    })
  },
)
