// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { produceItaliaCss } from '../assets/italia-css.ts'
import { readNames } from '../assets/class-names.ts'
import { projectRoot } from '../source-files.ts'
import { findStale } from './index.ts'

test('a generated file is current when it holds exactly what its sources give', async () => {
  const text = await readFile(join(projectRoot, 'LICENSE'), 'utf8')
  const current = { path: 'LICENSE', produce: async () => text }
  const changed = { path: 'LICENSE', produce: async () => `${text} ` }
  const missing = { path: 'nowhere/a.md', produce: async () => text }
  assert.deepEqual(await findStale([current, changed, missing]), [changed, missing])
})

test('class names are read where they are written, also inside ${…} and by their hyphen', () => {
  const { tags, classes } = readNames(
    'const tone = "tag-warm"; html`<ul class="list ${on ? "active" : ""} wide">${x}</ul>`',
  )
  assert.deepEqual(tags, ['ul'])
  for (const name of ['list', 'active', 'wide', 'tag-warm']) assert.ok(classes.includes(name), name)
})

test('the prepared style has what pages use, keeps its licence, and is the same each time', async () => {
  const style = await produceItaliaCss()
  assert.match(style, /^\/\*!\n \* Bootstrap Italia[^]+BSD-3-Clause/)
  assert.match(style, /\bbody\{/)
  assert.doesNotMatch(style, /VideoJS|\.carousel/)
  assert.equal(await produceItaliaCss(), style)
})
