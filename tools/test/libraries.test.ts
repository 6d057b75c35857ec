// SPDX-License-Identifier: AGPL-3.0-or-later
// Every library goes into one bundle for a browser, asks nothing of Node there, and its README's first steps are true in it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../source-files.ts'
import { bundleFor, toldInChromium, toldInScript } from './browser-bundle.ts'
import { findBrowser, without } from './machine/browsers.ts'
import { blocksOf, moduleOf, promisesHold, stepsOf, type Steps } from './steps.ts'

const libraries = readdirSync(join(projectRoot, 'libraries'))
const chromium = findBrowser('chromium')

function firstStepsOf(name: string): Steps {
  const [block] = blocksOf(readFileSync(join(projectRoot, 'libraries', name, 'README.md'), 'utf8'))
  assert.ok(block, `libraries/${name}/README.md shows no first steps`)
  return stepsOf(block)
}

/** As the API answers: each response and each total is taken. */
function answering(sent: unknown): unknown {
  const [items] = Object.values(sent as Record<string, readonly unknown[]>)
  return { results: items!.map(() => ({ status: 201 })) }
}

for (const name of libraries) {
  test(`${name} is a bundle for a browser that asks nothing of Node`, async () => {
    const bundle = await bundleFor(`export * from '@ascolto/${name}'`)
    // What the solver says where it finds itself in Node is the solver's.
    if (name !== 'disclosure') assert.doesNotMatch(bundle, /node:|\brequire\(|\bprocess\./)
  })

  test(`${name}: the first steps in its README are true in a browser`, async (t) => {
    const steps = firstStepsOf(name)
    const { body, promises } = steps
    assert.ok(promises.length > 0 && body.length <= 6, `${body.length} lines, ${promises.length} promises`)
    const code = moduleOf(steps)
    // A bare script has no file beside it from which the solver could load itself.
    if (chromium === null && name === 'disclosure') return t.skip(without('chromium'))
    const told = await (chromium === null ? toldInScript(code, answering) : toldInChromium(chromium, code, answering))
    promisesHold(told, promises)
    if (name !== 'disclosure') assert.deepEqual(await toldInScript(code, answering), told)
  })
}

test('a package that asks for Node is seen', async () => {
  await assert.rejects(bundleFor(`import 'node:fs'`))
  await assert.rejects(bundleFor(`import { createRequire } from 'node:module'; export { createRequire }`), /asks for/)
})
