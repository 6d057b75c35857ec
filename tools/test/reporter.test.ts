// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { limit, testsIn } from './index.ts'

/** Runs a test file under our report, as ./ascolto test does. */
async function reportOf(source: string, minutes = 15): Promise<{ code: number | null; report: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  const file = join(folder, 'a.test.mjs')
  writeFileSync(file, `import { test } from 'node:test'\n${source}`)
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; report: string }>()
  // Without this mark of our own runner, the one inside would report to it instead of to us.
  const environment = { PATH: '/usr/bin:/bin' }
  const reporter = `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`
  const child = execFile(
    process.execPath,
    ['--test', reporter, `--import=${limit(minutes)}`, file],
    { env: environment },
    (_, report) => resolve({ code: child.exitCode, report }),
  )
  return promise.finally(() => rmSync(folder, { recursive: true }))
}

test('a test that was not run is named at the end with its reason', async () => {
  const { code, report } = await reportOf(`test('goes', () => {}); test('waits', (t) => t.skip('no browser'))`)
  assert.equal(code, 0)
  assert.match(report, /ℹ pass 1\n/)
  assert.match(report, /ℹ skipped 1\n/)
  assert.match(report, /Non eseguite \(1\):\n.*waits — no browser\n$/)
})

test('one failing test fails the run', async () => {
  const { code, report } = await reportOf(`test('falls', () => { throw new Error('x') })`)
  assert.equal(code, 1)
  assert.match(report, /ℹ fail 1\n/)
  assert.doesNotMatch(report, /Non eseguite/)
})

test('a file that does not load fails the run', async () => {
  const { code } = await reportOf(`import './missing.mjs'`)
  assert.equal(code, 1)
})

test('a test that waits for ever is ended with its file, and what failed before is told', async () => {
  const loop = `test('falls', () => { throw new Error('the reason') })
    test('waits', async () => { for (;;) await new Promise(setImmediate) })`
  const { code, report } = await reportOf(loop, 0.01)
  assert.equal(code, 1)
  assert.match(report, /✖ falls/)
  assert.match(report, /the reason/)
  assert.match(report, /ended after 0.01 minutes/)
})

test('places are files or folders; one without tests is refused', () => {
  assert.deepEqual(testsIn(['tools/test/reporter.test.ts']), ['tools/test/reporter.test.ts'])
  assert.ok(testsIn(['tools']).includes('tools/check-arrows/arrows.test.ts'))
  assert.ok(testsIn([]).includes('libraries/questionnaire/model/model.test.ts'))
  assert.throws(() => testsIn(['docs']), RangeError)
  assert.throws(() => testsIn(['nowhere']), RangeError)
})
