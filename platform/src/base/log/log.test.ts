// SPDX-License-Identifier: AGPL-3.0-or-later
// The log as it leaves the process, read by whoever collects it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('an event is one line of JSON with its instant, whatever is in it', () => {
  const hostile = 'a\n{"level":50,"event":"forged"}\r\n\u001b[31m\u2028"}'
  const source = `import { createLog } from '${new URL('./index.ts', import.meta.url).href}'
    createLog('info').info({ event: 'x.y', words: ${JSON.stringify(hostile)} })`
  const { stderr, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', source],
    { encoding: 'utf8' },
  )
  assert.equal(stdout, '')
  assert.match(stderr, /^[^\n\r\u001b]+\n$/)
  const entry = JSON.parse(stderr) as { event: string; words: string; time: number }
  assert.deepEqual([entry.event, entry.words], ['x.y', hostile])
  assert.ok(Math.abs(entry.time - Date.now()) < 60_000, 'milliseconds since 1970, in no time zone')
})
