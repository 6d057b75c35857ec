// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto test: every check, then every test, in one run of Node's own runner: libraries, platform with its database,
// worlds, benchmarks, tools, and the journeys in a real browser.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { CommandInput } from '../../platform/src/base/command.ts'
import { childEnvironment, readConfig } from '../../platform/src/base/config/index.ts'
import { prepareTestCluster } from '../../platform/src/base/database/test-cluster.ts'
import { check, describe } from '../check/index.ts'
import { listFiles, projectRoot, sourceFolders } from '../source-files.ts'
import { browserEnvironment, browserNames, ensureBrowser, type BrowserName } from './machine/browsers.ts'
import { ensureNginx } from './machine/nginx.ts'

/** Test files from which on a cluster is made for all of them. */
const worthACluster = 3

export interface TestOptions {
  /** Files and folders, from the root or from here; every test when empty. */
  readonly places?: readonly string[]
  say(line: string): void
}

/**
 * Runs the checks and, whatever they say, the tests; with places, only the tests of these.
 * @returns whether everything passed. @throws RangeError for a place that is not there or holds no test.
 */
export async function test({ places = [], say }: TestOptions): Promise<boolean> {
  const files = testsIn(places)
  const sound = places.length > 0 || (await check({ onResult: (result) => say(describe(result)) })).ok
  if (!sound) say('\nI controlli hanno trovato problemi (sopra); eseguo comunque le prove.\n')
  const journeys = files.some((file) => file.startsWith('journeys/'))
  const browsers: Partial<Record<BrowserName, string | null>> = {}
  if (journeys) {
    for (const browser of browserNames) browsers[browser] = await ensureBrowser(browser, say)
    await ensureNginx(say)
  }
  const environment = browserEnvironment(browsers)
  // A single file makes its own sooner.
  if (files.length < worthACluster) return (await runTests(files, environment)) && sound
  return (await withCluster((cluster) => runTests(files, { ...environment, ...cluster }))) && sound
}

/** Makes the cluster that every test process copies, for as long as they run; none where DATABASE_URL names a server. */
async function withCluster<T>(run: (environment: Record<string, string>) => Promise<T>): Promise<T> {
  if (readConfig().databaseUrl !== null) return await run({})
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-tests-'))
  try {
    await prepareTestCluster(folder)
    return await run({ ASCOLTO_TEST_CLUSTER: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns the test files of these places, from the root. */
export function testsIn(places: readonly string[]): string[] {
  const chosen =
    places.length > 0 ? places.map(fromRoot) : sourceFolders.filter((name) => existsSync(join(projectRoot, name)))
  return chosen.flatMap((place) => {
    const whole = join(projectRoot, place)
    const files = existsSync(whole) && statSync(whole).isFile() ? [place] : []
    const found = files.length > 0 || !existsSync(whole) ? files : listFiles(projectRoot, place, ['.test.ts'])
    if (found.length === 0 && places.length > 0) throw new RangeError(`nessuna prova in «${place}»`)
    return found
  })
}

function fromRoot(place: string): string {
  const here = relative(projectRoot, resolve(place))
  return existsSync(join(projectRoot, here)) ? here : place
}

/** @returns whether every test passed. Two files at once: the machines this runs on have two cores, and browsers fill them. */
export function runTests(files: readonly string[], environment: Record<string, string>): Promise<boolean> {
  const ended = Promise.withResolvers<boolean>()
  const options = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-concurrency=2',
    `--import=${limit(15)}`,
    `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`,
    '--test-reporter-destination=stdout',
  ]
  spawn(process.execPath, [...options, ...files], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: childEnvironment(environment),
  })
    .once('error', ended.reject)
    .once('close', (code) => ended.resolve(code === 0))
  return ended.promise
}

/** What ends a test file after so many minutes, to be loaded before it. */
export function limit(minutes: number): string {
  return new URL(`limit.ts?minutes=${minutes}`, import.meta.url).href
}

/** `./ascolto test`, as platform/src/start/developers.ts declares it. */
export async function runTest({ positionals, io }: CommandInput): Promise<number> {
  try {
    return (await test({ places: positionals, say: (line) => io.print(line) })) ? 0 : 1
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    io.print(error.message)
    return 2
  }
}
