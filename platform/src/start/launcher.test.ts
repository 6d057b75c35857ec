// SPDX-License-Identifier: AGPL-3.0-or-later
// The launcher alone, in a folder of its own: npm and the command line are stand-ins that tell what was asked of them.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../base/config/index.ts'

const cli = `
if (process.argv[2] === 'start') { console.log('runs'); process.stdin.resume().once('end', () => process.exit(0)) }
else console.log('done', process.argv.slice(2).join(' '))`
const npm = `#!/bin/sh
rm -rf node_modules; mkdir node_modules; echo "npm $*" >&2
`

/** A copy of the launcher in which nothing is installed. */
function launcherFolder(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto launcher '))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const launcher = join(folder, 'ascolto')
  copyFileSync(fileURLToPath(new URL('../../../ascolto', import.meta.url)), launcher)
  mkdirSync(join(folder, 'platform/src/start'), { recursive: true })
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'platform/src/start/cli.ts'), cli)
  writeFileSync(join(folder, 'platform/src/start/prepare.ts'), '')
  writeFileSync(join(folder, 'bin/npm'), npm)
  for (const program of [launcher, join(folder, 'bin/npm')]) chmodSync(program, 0o755)
  const path = [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter)
  const env = childEnvironment({ PATH: path })
  const run = (...words: string[]) => spawnSync(launcher, words, { encoding: 'utf8', env })
  return { folder, launcher, env, run }
}

test('the help of a developers’ command installs no more than there is', (t) => {
  const { run } = launcherFolder(t)
  assert.match(run('doctor').stderr, /npm ci --omit=dev/)
  const help = run('check', '--help')
  assert.deepEqual([help.status, help.stdout, help.stderr], [0, 'done check --help\n', ''])
  assert.match(run('check').stderr, /npm ci --no-audit/)
  assert.equal(run('doctor').stderr, '', 'everything is there')
})

test('packages are not taken from under an Ascolto that runs', async (t) => {
  const { folder, launcher, env, run } = launcherFolder(t)
  const server = spawn(launcher, ['start'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  t.after(() => server.kill('SIGKILL'))
  await once(server.stdout, 'data')
  assert.equal(run('doctor').stdout, 'done doctor\n', 'commands run beside it')
  const refused = run('test')
  assert.deepEqual([refused.status, refused.stdout], [1, ''])
  assert.match(refused.stderr, /^ascolto: un Ascolto è in funzione [^\n]*fermalo, poi ripeti il comando\.\n$/)
  assert.ok(existsSync(join(folder, 'node_modules/.ascolto-lock')))
  server.stdin.end()
  await once(server, 'exit')
  assert.equal(run('test').status, 0)
})

test('two first starts at once install once', async (t) => {
  const { launcher, env } = launcherFolder(t)
  const both = [1, 2].map(() => spawn(launcher, ['doctor'], { env, stdio: ['ignore', 'ignore', 'pipe'] }))
  const said = await Promise.all(
    both.map(async ({ stderr }) => {
      let text = ''
      for await (const part of stderr) text += String(part)
      return text
    }),
  )
  assert.equal(said.join('').match(/npm ci/g)?.length, 1)
})
