// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line as a person meets it: real processes, real exit codes, real signals.
import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { usualSizes } from '../../../benchmarks/bench.ts'
import { childEnvironment } from '../base/config/index.ts'
import type { EmbeddedServer } from '../base/database/embedded/index.ts'
import { connect } from '../base/database/index.ts'

const launcher = fileURLToPath(new URL('../../../ascolto', import.meta.url))
// These tests speak of the embedded database, whatever DATABASE_URL says.
const env = childEnvironment({ DATABASE_URL: '' })

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(launcher, args, { encoding: 'utf8', env })
  return { status, out: stdout, err: stderr }
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto cli '))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Running {
  child: ChildProcess
  address: string
  ended: Promise<number | null>
}

async function startPlatform(t: TestContext, data: string): Promise<Running> {
  const child = spawn(launcher, ['start', '--port', '0', '--data', data, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  return { child, ended, address: (JSON.parse(line) as { address: string }).address }
}

test('help explains every command with an example, and a wrong word is refused with exit code 2', () => {
  const help = run('--help')
  assert.equal(help.status, 0)
  for (const name of ['start', 'worker', 'import registry', 'world', 'bench', 'check', 'test', 'doctor'])
    assert.ok(help.out.includes(`  ${name} `), name)
  assert.equal(run('start', '--help').status, 0)
  assert.match(run('start', '--help').out, /--port VALORE[^]*Esempi:[^]*--world pilot/)
  assert.equal(run('strat').status, 2)
  assert.match(run('strat').err, /comando sconosciuto: strat/)
  assert.equal(run('start', '--prot', '80').status, 2)
  assert.match(run('start', '--port', 'ottanta').err, /ASCOLTO_PORT vuole un numero intero/)
})

test('bench takes the sizes its help names, and no others', () => {
  const help = run('bench', '--help').out
  for (const size of Object.keys(usualSizes))
    assert.match(help, new RegExp(`--${size} VALORE .*predefinito: \\d`), size)
  const wrong = run('bench', 'pages', ...Object.keys(usualSizes).flatMap((size) => [`--${size}`, 'nessuna']))
  assert.deepEqual([wrong.status, wrong.err], [2, ''], 'known, and not run')
  assert.match(run('bench', 'pages', '--rows', '3').err, /--rows/)
})

test('two installations run side by side, and a signal stops server and database', async (t) => {
  const folders = [temporaryFolder(t), temporaryFolder(t)]
  const both = await Promise.all(folders.map((folder) => startPlatform(t, folder)))
  for (const { address } of both) {
    assert.equal((await fetch(`${address}/health`)).status, 200)
    assert.match(await (await fetch(`${address}/metrics`)).text(), /process_cpu_seconds_total/)
  }
  for (const { child } of both) child.kill('SIGINT')
  assert.deepEqual(await Promise.all(both.map(({ ended }) => ended)), [0, 0])
  for (const folder of folders) assert.equal(postmasters(folder), 0)
})

test('a second start on the same folder is refused in words', async (t) => {
  const folder = temporaryFolder(t)
  const first = await startPlatform(t, folder)
  const second = run('start', '--port', '0', '--data', folder, '--json')
  assert.equal(second.status, 1)
  assert.match(second.err, /Un altro Ascolto usa già questa cartella/)
  assert.equal(run('doctor', '--data', folder).status, 0, 'a command beside it is a guest')
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0)
})

test('after kill -9 a restart takes the orphaned database over', async (t) => {
  const folder = temporaryFolder(t)
  const first = await startPlatform(t, folder)
  first.child.kill('SIGKILL')
  await first.ended
  const second = await startPlatform(t, folder)
  assert.equal((await fetch(`${second.address}/health`)).status, 200)
  second.child.kill('SIGINT')
  assert.equal(await second.ended, 0)
  assert.equal(postmasters(folder), 0)
})

test('words, options and values that a command does not take are refused in Italian, with exit code 2', () => {
  const cases: [string[], RegExp][] = [
    [['start', '--prot', '80'], /opzione sconosciuta: --prot\./],
    [['start', '--port'], /l’opzione --port vuole un valore/],
    [['start', '--json=yes'], /l’opzione --json non prende un valore/],
    [['start', 'pilot'], /«start» non prende altre parole: «pilot»/],
    [['start', '--world', 'utopia'], /il mondo «utopia» non esiste/],
    [['start', '--data='], /ASCOLTO_DATA \(--data\) vuole una cartella/],
    [['import', 'registry'], /serve un file/],
    [['world', 'nation', '--bodies', 'x'], /bodies vuole un numero intero/],
  ]
  for (const [words, expected] of cases) {
    const { status, err } = run(...words)
    assert.equal(status, 2, words.join(' '))
    assert.match(err, expected)
    assert.doesNotMatch(err, /\n {4}at /)
  }
})

test('a port in use and a file that is not there are told in one sentence', async (t) => {
  const folder = temporaryFolder(t)
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const started = run('start', '--port', String(port), '--data', folder)
  assert.equal(started.status, 1)
  assert.match(started.err, /^ascolto: Non posso ascoltare su 127\.0\.0\.1, porta \d+: è già in uso[^\n]*\n$/)
  const imported = run('import', 'comuni', join(folder, 'nessuno.csv'), '--data', folder)
  assert.equal(imported.status, 1)
  assert.match(imported.err, /^ascolto: [^\n]*nessuno\.csv» non c’è\.\n$/)
  assert.equal(postmasters(folder), 0)
})

test('a signal before the platform is ready stops the database too, and a half-filled world is not taken for a whole one', async (t) => {
  const folder = temporaryFolder(t)
  const begin = (...words: string[]): { child: ChildProcess; ended: Promise<number | null> } => {
    const child = spawn(launcher, [...words, '--data', folder, '--json'], { env, stdio: 'ignore' })
    t.after(() => child.kill('SIGKILL'))
    return { child, ended: once(child, 'exit').then(([code]) => code as number | null) }
  }
  const stopped = async (signal: NodeJS.Signals, { child, ended }: ReturnType<typeof begin>, code: number) => {
    child.kill(signal)
    assert.equal(await ended, code)
    assert.equal(postmasters(folder), 0)
    assert.ok(!existsSync(join(folder, 'run')))
  }
  const making = begin('start', '--port', '0', '--world', 'pilot')
  await poll(() => existsSync(join(folder, 'postgres.new')))
  await stopped('SIGINT', making, 130)
  const filling = begin('start', '--port', '0', '--world', 'pilot')
  await poll(() => asked(folder, 'select from bodies.body limit 1'))
  await stopped('SIGTERM', filling, 143)
  const again = run('start', '--port', '0', '--world', 'pilot', '--data', folder)
  assert.equal(again.status, 1)
  assert.match(again.err, /^ascolto: Il mondo «pilot» è rimasto a metà[^\n]* cancella la cartella [^\n]*\n$/)
  assert.equal(run('world', 'pilot', '--data', folder).status, 1)
  assert.equal(postmasters(folder), 0)
})

test('a worker and a site share a folder in any order, and either goes on when the other ends', async (t) => {
  const folder = temporaryFolder(t)
  const worker = spawn(launcher, ['worker', '--data', folder], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => worker.kill('SIGKILL'))
  await once(createInterface({ input: worker.stdout }), 'line')
  const site = await startPlatform(t, folder)
  worker.kill('SIGINT')
  await once(worker, 'exit')
  assert.equal(worker.exitCode, 0)
  await poll(async () => (await fetch(`${site.address}/health`)).status === 200)
  site.child.kill('SIGINT')
  assert.equal(await site.ended, 0)
  assert.equal(postmasters(folder), 0)
})

/** Whether the question has rows in the folder's database; not while the database is away. */
async function asked(folder: string, question: string): Promise<boolean> {
  if (!existsSync(join(folder, 'run', '.s.PGSQL.5432'))) return false
  const db = connect({ socketFolder: join(folder, 'run') } as EmbeddedServer, 1)
  const found = await db.unsafe(question).catch(() => [])
  await db.end({ timeout: 1 })
  return found.length > 0
}

async function poll(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((done) => setTimeout(done, 20))
}

/** How many processes still run on the folder's cluster. */
function postmasters(folder: string): number {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(folder) && line.includes('/bin/postgres')).length
}
