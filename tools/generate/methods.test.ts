// SPDX-License-Identifier: AGPL-3.0-or-later
// The method pages are true: their examples are run, their evidence exists, their figures show the same data, and every public
// method has a page.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as disclosure from '@ascolto/disclosure'
import * as statistics from '@ascolto/statistics'
import * as text from '@ascolto/text'
import { listFiles, projectRoot } from '../source-files.ts'
import { blockHolds, blocksOf } from '../test/steps.ts'
import { examples } from './figures/index.ts'
import { publicFiles } from './libraries.ts'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')
const pages = listFiles(projectRoot, 'docs/methods', ['.md'])
const families = pages.filter((page) => !/README|accuracy/.test(page))

for (const page of families)
  test(`${page}: its examples are what the code gives`, async () => {
    let promises = 0
    for (const block of blocksOf(read(page)))
      promises += await blockHolds(block, { ...text, ...disclosure, ...statistics })
    assert.ok(promises >= 3, `${promises} promises`)
  })

test('every page begins with words for a service owner, and says where the code is and what proves it', () => {
  for (const page of families) {
    const [, , opening = ''] = read(page).split('\n\n')
    assert.ok(opening.length > 300 && !/[=Σ√θ]|`/.test(opening), `${page}: ${opening}`)
    assert.match(read(page), /For a statistician, the rest of this page\. The code is/, page)
    assert.match(read(page), /## Evidence/, page)
  }
})

test('what a page calls a case is one that a test runs by its id', () => {
  const tests = listFiles(projectRoot, 'libraries', ['.test.ts']).map(read).join('\n')
  const ids = families.flatMap((page) => [...read(page).matchAll(/^- (?:Reference )?[Cc]ases? (.+)$/gm)])
  const named = ids.flatMap(([, list]) => [...list!.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, id]) => id!))
  assert.ok(named.length > 25, String(named.length))
  for (const id of named) assert.ok(tests.includes(id), id)
})

test('a figure shows the data of its page', () => {
  for (const [page, data] of Object.entries(examples)) {
    const written = read(`docs/methods/${page}`)
    for (const values of Object.values(data))
      assert.ok(written.includes(JSON.stringify(values).replaceAll(',', ', ')), page)
  }
})

test('every public method is named on a page', () => {
  const all = pages.map(read).join('\n')
  const files = publicFiles('statistics').filter(({ path }) => !/\/(special|method)\//.test(path))
  const names = files.flatMap(({ functions }) => functions.map(({ name }) => name))
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all)),
    [],
  )
})

test('the contents name every page', () => {
  const contents = read('docs/methods/README.md')
  for (const page of pages.filter((path) => !path.endsWith('README.md')))
    assert.ok(contents.includes(`](${page.split('/').at(-1)})`), page)
})
