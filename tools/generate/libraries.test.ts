// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../source-files.ts'
import { publicFiles, renderLibraries } from './libraries.ts'

test('every function a library exports is named, and none besides', async () => {
  for (const name of readdirSync(join(projectRoot, 'libraries'))) {
    const exported = Object.entries((await import(`@ascolto/${name}`)) as Record<string, unknown>)
    const functions = exported.filter(([, value]) => isFunction(value)).map(([name]) => name)
    const shown = publicFiles(name).flatMap(({ functions }) => functions.map(({ name }) => name))
    for (const one of functions) assert.ok(shown.includes(one), `${name}: ${one} is not in docs/reference/libraries.md`)
    assert.equal(new Set(shown).size, shown.length)
  }
})

/** Not a class: its constructor cannot be called, and its prototype cannot be written. */
function isFunction(value: unknown): boolean {
  return typeof value === 'function' && Object.getOwnPropertyDescriptor(value, 'prototype')?.writable !== false
}

test('a function is told with its file’s opening, its signature, its comment and its example', () => {
  const text = renderLibraries()
  assert.match(text, /### `newcombe`, `wilson`|### `wilson`, `newcombe`/)
  assert.match(
    text,
    /Wilson's interval for a proportion[^]*wilson\(successes: number, n: number, level: number = method\.level\): Interval \| NotEstimable/,
  )
  assert.match(text, /- Example: `wilson\(81, 263\)/)
})
