// SPDX-License-Identifier: AGPL-3.0-or-later
// A disk that is full, a real one: a small file system of its own, which another program fills. While it is full answers are refused
// kindly; when there is room again they are taken, by themselves, and nothing was lost or counted twice.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Context } from '../../platform/src/base/context.ts'
import texts from '../../platform/src/collect/form/texts/it.json' with { type: 'json' }
import { checksum, rebuild } from '../../platform/src/estimate/index.ts'
import { openExample } from '../../worlds/example.ts'
import { foldAll } from '../../worlds/settle.ts'
import { examine } from './rig/examine.ts'
import { withInstallation } from './rig/installation.ts'
import { exchange } from './rig/open-door.ts'
import { startLoad } from './rig/persistent-load.ts'
import { startPlatform } from './rig/platform-process.ts'
import { ways, type Way } from './rig/requests.ts'
import { answerSender } from './rig/send-answer.ts'

const clients = 8
const answers = 100

/** A file system of this size in memory, gone with the test; undefined where we may not make one. */
function smallDisk(t: TestContext, megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  t.after(() => {
    if (status === 0) spawnSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return status === 0 ? folder : undefined
}

/** Writes until there is no room for another byte. */
function fill(file: string): void {
  const handle = openSync(file, 'a')
  try {
    for (let size = 1 << 20; size > 0; size >>= 1) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size))
      } catch (error) {
        assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC')
      }
    }
  } finally {
    closeSync(handle)
  }
}

/** Uses up the files the database keeps ready for its log: it then breaks down, and does not come up before there is room. */
async function breakLog({ db }: Context): Promise<void> {
  for (let file = 0; file < 100; file++) {
    try {
      await db`select pg_logical_emit_message(true, 'test', 'x')`
      await db`select pg_switch_wal()`
    } catch {
      return
    }
  }
  assert.fail('the log always finds a file')
}

test(
  'a full disk is answered with 503, nothing is lost or counted twice, and all goes on when there is room',
  { timeout: 180_000 },
  async (t) => {
    const disk = smallDisk(t, 400)
    if (disk === undefined) return t.skip('not run: only who may mount a file system can fill one')
    const [folder, ballast] = [join(disk, 'data'), join(disk, 'ballast')]
    const { code, serviceId } = await withInstallation(folder, openExample)
    const platform = await startPlatform(folder)
    t.after(() => platform.stop())
    const port = Number(new URL(platform.address).port)
    // Long texts: what is left in files that have room already is soon used up.
    const send = answerSender(code, clients, () => platform.address)
    const load = startLoad(clients, (key, text) => send(key, `${text} ${'parole '.repeat(130)}`.slice(0, 990).trim()))
    t.after(() => load.giveUp())
    const alive = <T>(act: Promise<T>): Promise<T> => Promise.race([act, platform.ended])
    let asked = 0
    const refusal = async (way: Way): Promise<string> => {
      for (;;) {
        const reply = await alive(exchange(port, way.request(code, ++asked)))
        if (reply.startsWith('HTTP/1.1 503')) return Buffer.from(reply, 'latin1').toString()
      }
    }

    await alive(load.more(answers))
    for (const full of ['tables', 'log']) {
      fill(ballast)
      if (full === 'log') await withInstallation(folder, breakLog)
      for (const way of ways.slice(0, 2)) assert.match(await refusal(way), /\r\nretry-after: \d+\r\n/i, way.name)
      assert.ok((await refusal(ways[0]!)).includes(texts.problemBusy), 'the page says so kindly')
      rmSync(ballast)
      await alive(load.more(answers))
    }
    await load.stop()
    await platform.stop()
    const said = readFileSync(join(folder, 'postgres.log'), 'utf8')
    assert.match(said, /No space left on device/)
    if (!said.includes('PANIC')) t.diagnostic('the database found room for its log: it did not break down this time')

    await withInstallation(folder, async (context) => {
      const { db } = context
      await db`update collect.answer set suggestion = substring(suggestion from '^voce [a-z]+') where suggestion like 'voce %'`
      const { lost, doubled } = await examine(db, serviceId, load.acknowledged)
      assert.deepEqual({ lost, doubled: doubled.filter((text) => text?.startsWith('voce')) }, { lost: [], doubled: [] })
      await foldAll(context)
      const [row] = await db<{ answers: number; cube: number }[]>`
      select (select count(*) from collect.answer where service_id = ${serviceId}) as answers,
             (select coalesce(sum(n), 0) from estimate.cube_day where service_id = ${serviceId})::bigint as cube`
      assert.equal(row!.cube, row!.answers)
      const before = await checksum(context)
      await rebuild(context)
      assert.equal(await checksum(context), before)
    })
  },
)
