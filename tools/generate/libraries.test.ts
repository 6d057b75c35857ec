// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { projectRoot } from '../source-files.ts'
import { publicFiles, renderLibraries } from './libraries.ts'

test('every function a library exports is named, and none besides', async () => {
  for (const name of readdirSync(join(projectRoot, 'libraries'))) {
    const entry = pathToFileURL(join(projectRoot, 'libraries', name, 'index.ts')).href
    const exported = Object.entries((await import(entry)) as Record<string, unknown>)
    const functions = exported.filter(([, value]) => typeof value === 'function').map(([name]) => name)
    const shown = publicFiles(name).flatMap(({ functions }) => functions.map(({ name }) => name))
    for (const one of functions) assert.ok(shown.includes(one), `${name}: ${one} is not in docs/reference/libraries.md`)
    assert.equal(new Set(shown).size, shown.length)
  }
})

test('a function is told with its file’s opening, its signature, its comment and its example', () => {
  const text = renderLibraries()
  assert.match(text, /### `newcombe`, `wilson`|### `wilson`, `newcombe`/)
  assert.match(
    text,
    /Wilson's interval for a proportion[^]*wilson\(successes: number, n: number, level: number = method\.level\): Interval \| NotEstimable/,
  )
  assert.match(text, /- Example: `wilson\(81, 263\)/)
})
