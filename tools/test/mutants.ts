// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: whether the tests of a library would see a fault. Each mutant is the library with one text of one file replaced;
// the named test file is loaded against it and must fail, and must pass against the library as it is. Everything happens in
// this process: a hook hands out the replaced text to whatever is loaded under the mutant's name.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../source-files.ts'

/** Faults of one file, as they stand in a library's mutants.json. */
export interface Planted {
  readonly file: string
  /** The test file that must fail. */
  readonly caughtBy: string
  /** `function: what is wrong with it` → a text that stands once in the file, and what takes its place. */
  readonly faults: Readonly<Record<string, readonly string[]>>
}

interface Collected {
  readonly collected: readonly { readonly name: string; run(t: object): unknown }[]
}

interface Change {
  readonly url: string
  readonly was: string
  readonly becomes: string
}

const collector = pathToFileURL(join(import.meta.dirname, 'collector.ts')).href
/** By the number that a loading bears in its addresses. */
const loadings: (Change | null)[] = []
const mutantOf = (url: string | undefined): string | null => (url ? new URL(url).searchParams.get('mutant') : null)

registerHooks({
  resolve(specifier, context, next) {
    const id = mutantOf(context.parentURL)
    if (id === null) return next(specifier, context)
    if (specifier === 'node:test') return { url: `${collector}?mutant=${id}`, shortCircuit: true }
    const found = next(specifier, context)
    const own = found.url.startsWith('file:') && !found.url.includes('/node_modules/')
    return own ? { ...found, url: `${found.url}?mutant=${id}` } : found
  },
  load(url, context, next) {
    const id = mutantOf(url)
    const loaded = next(url, context)
    const change = id === null ? null : loadings[Number(id)]
    if (!change || change.url !== url.split('?')[0]) return loaded
    return { ...loaded, source: String(loaded.source).replace(change.was, () => change.becomes) }
  },
})

/** @returns the name of the first test that fails, null when all pass. */
async function firstFailure(file: string, change: Change | null): Promise<string | null> {
  const id = loadings.push(change) - 1
  await import(`${pathToFileURL(file).href}?mutant=${id}`)
  const { collected } = (await import(`${collector}?mutant=${id}`)) as Collected
  assert.ok(collected.length > 0, `${file} holds no test`)
  for (const { name, run } of collected) {
    try {
      await run({ diagnostic: () => undefined, skip: () => undefined })
    } catch {
      return name
    }
  }
  return null
}

/** @param name of the library. */
export function mutantsAreCaught(name: string, planted: readonly Planted[]): void {
  const folder = join(projectRoot, 'libraries', name)

  test('every public function has a planted fault', async () => {
    const face = (await import(join(folder, 'index.ts'))) as Record<string, unknown>
    const covered = new Set(planted.flatMap(({ faults }) => Object.keys(faults).map(functionOf)))
    const without = Object.keys(face).filter((key) => typeof face[key] === 'function' && !covered.has(key))
    assert.deepEqual(without, [])
  })

  for (const file of new Set(planted.map(({ caughtBy }) => caughtBy)))
    test(`${file} passes without a fault`, async () => {
      assert.equal(await firstFailure(join(folder, file), null), null)
    })

  for (const { file, caughtBy, faults } of planted)
    for (const [fault, texts] of Object.entries(faults))
      test(fault, async () => {
        const path = join(folder, file)
        const text = readFileSync(path, 'utf8')
        const [was, becomes] = texts as [string, string]
        assert.match(text, new RegExp(`^export (function|const) ${functionOf(fault)}\\b`, 'm'), `${file} declares it`)
        assert.equal(text.split(was).length, 2, `${file} holds «${was}» once`)
        const change = { url: pathToFileURL(path).href, was, becomes }
        assert.notEqual(await firstFailure(join(folder, caughtBy), change), null, `${caughtBy} lets it pass`)
      })
}

const functionOf = (fault: string): string => fault.slice(0, fault.indexOf(':'))
