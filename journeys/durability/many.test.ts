// SPDX-License-Identifier: AGPL-3.0-or-later
// 100,000 answers and five crashes at points drawn by lot: exactly as many answers, and exactly as many in the cube.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createChance } from '../../worlds/chance/chance.ts'
import { openExample } from '../../worlds/example.ts'
import { foldAll } from '../../worlds/settle.ts'
import { examine } from './rig/examine.ts'
import { withInstallation } from './rig/installation.ts'
import { startLoad } from './rig/persistent-load.ts'
import { killDatabase, startPlatform } from './rig/platform-process.ts'
import { answerSender } from './rig/send-answer.ts'

const total = 100_000
const crashes = 5
const clients = 64

test(
  `${total} answers with ${crashes} crashes are exactly ${total} in answers and in the cube`,
  { timeout: 600_000 },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ascolto-many-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const { code, serviceId } = await withInstallation(folder, openExample)
    let platform = await startPlatform(folder)
    t.after(() => platform.stop())
    const sender = answerSender(code, clients, () => platform.address)
    const load = startLoad(clients, sender, total)
    t.after(() => load.giveUp())

    const chance = createChance('crashes')
    const points = Array.from({ length: crashes }, () => Math.ceil(total * (0.05 + 0.9 * chance.next()))).toSorted(
      (a, b) => a - b,
    )
    for (const [index, point] of points.entries()) {
      await Promise.race([load.reach(point), platform.ended])
      if (index % 2 === 0) killDatabase(folder)
      else {
        await platform.kill()
        platform = await startPlatform(folder)
      }
    }
    await Promise.race([load.reach(total), platform.ended])
    await platform.stop()

    await withInstallation(folder, async (context) => {
      const findings = await examine(context.db, serviceId, load.acknowledged)
      assert.deepEqual(findings, { lost: [], doubled: [], stored: total })
      await foldAll(context)
      const [cube] = await context.db<{ n: number }[]>`
      select coalesce(sum(n), 0)::bigint as n from estimate.cube_day where service_id = ${serviceId}`
      assert.equal(cube!.n, total)
    })
  },
)
